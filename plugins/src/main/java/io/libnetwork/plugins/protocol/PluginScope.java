package io.libnetwork.plugins.protocol;

import java.util.Locale;

/// Whether something is one host's, or several hosts' together.
public enum PluginScope {
  /// One host's.
  LOCAL,
  /// That of all hosts of a cluster.
  GLOBAL;

  /// Reads a scope's name.
  ///
  /// @throws IllegalArgumentException if it is neither
  public static PluginScope parse(String text) {
    for (PluginScope scope : values()) {
      if (scope.toString().equals(text)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("unknown scope \"" + text + "\": expected local or global");
  }

  /// As the protocol writes it, in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
