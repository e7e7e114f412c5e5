package io.libnetwork;

import java.util.random.RandomGenerator;

/// Which endpoint: 64 lower-case hexadecimal digits, drawn at random or given by the caller.
///
/// @param value the digits
public record EndpointId(String value) implements Comparable<EndpointId> {

  public EndpointId {
    HexId.require("endpoint id", value);
  }

  /// Draws an id.
  public static EndpointId random(RandomGenerator random) {
    return new EndpointId(HexId.random(random));
  }

  /// The first twelve digits, enough for a person to tell two apart.
  public String abbreviated() {
    return value.substring(0, HexId.ABBREVIATED);
  }

  @Override
  public int compareTo(EndpointId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
