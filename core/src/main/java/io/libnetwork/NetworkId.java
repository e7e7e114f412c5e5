package io.libnetwork;

import java.util.random.RandomGenerator;

/// Which network: 64 lower-case hexadecimal digits, drawn at random or given by the caller.
///
/// @param value the digits
public record NetworkId(String value) implements Comparable<NetworkId> {

  public NetworkId {
    HexId.require("network id", value);
  }

  /// Draws an id.
  public static NetworkId random(RandomGenerator random) {
    return new NetworkId(HexId.random(random));
  }

  /// The first twelve digits, enough for a person to tell two apart.
  public String abbreviated() {
    return value.substring(0, HexId.ABBREVIATED);
  }

  @Override
  public int compareTo(NetworkId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
