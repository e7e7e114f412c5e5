package io.libnetwork.http.docker;

import io.libnetwork.Network;
import java.util.Set;

/// The networks that are there without having been made.
final class Predefined {

  static final String BRIDGE = "bridge";
  static final String HOST = "host";
  static final String NONE = "none";

  private static final Set<String> NAMES = Set.of(BRIDGE, HOST, NONE);

  private Predefined() {}

  static boolean is(Network network) {
    return NAMES.contains(network.name());
  }

  /// Whether nobody may make a network of this name.
  static boolean reserved(String name) {
    return NAMES.contains(name) || name.equals("default");
  }
}
