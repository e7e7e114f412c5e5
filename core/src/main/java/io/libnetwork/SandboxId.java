package io.libnetwork;

import java.util.random.RandomGenerator;

/// Which sandbox: 64 lower-case hexadecimal digits, drawn at random or given by the caller.
///
/// @param value the digits
public record SandboxId(String value) implements Comparable<SandboxId> {

  public SandboxId {
    HexId.require("sandbox id", value);
  }

  /// Draws an id.
  public static SandboxId random(RandomGenerator random) {
    return new SandboxId(HexId.random(random));
  }

  /// The first twelve digits, enough for a person to tell two apart.
  public String abbreviated() {
    return value.substring(0, HexId.ABBREVIATED);
  }

  @Override
  public int compareTo(SandboxId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
