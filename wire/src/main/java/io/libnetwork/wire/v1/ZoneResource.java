package io.libnetwork.wire.v1;

import java.util.List;

/// A zone.
///
/// @param origin with a dot at its end
public record ZoneResource(String origin, List<RecordResource> records) {

  /// A record of it.
  ///
  /// @param owner with a dot at its end
  /// @param ttl in seconds
  /// @param type as in `A`
  /// @param data as a zone file has it
  public record RecordResource(String owner, int ttl, String type, String data) {}
}
