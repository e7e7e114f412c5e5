package io.libnetwork.drivers.ports;

/// Which published ports are served by a proxy.
public enum Proxying {
  /// None: what only a proxy could serve is not published.
  NONE,
  /// Those, or the part of those, that the kernel cannot translate.
  WHERE_NEEDED,
  /// All, so that the kernel translates nothing.
  ALWAYS
}
