package io.libnetwork.dns.names;

import io.libnetwork.dns.zone.Lookup;
import io.libnetwork.dns.zone.Zone;

/// What a zone says of a name that is in it.
public record Zoned(Zone zone, Lookup lookup) {

  /// Whether the name is there, with records of the type asked for or without.
  boolean present() {
    return !(lookup instanceof Lookup.NxDomain(var aliases) && aliases.isEmpty());
  }
}
