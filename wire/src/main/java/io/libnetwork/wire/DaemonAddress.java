package io.libnetwork.wire;

import java.nio.file.Path;

/// Where a daemon listens.
///
/// Printed and parsed as `unix:///run/libnetwork/libnetwork.sock` and `tcp://10.1.0.1:2376`.
public sealed interface DaemonAddress {

  /// A socket in the file system.
  ///
  /// @param path absolute
  record Unix(Path path) implements DaemonAddress {
    public Unix {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException(
            "invalid socket path '%s': expected an absolute one".formatted(path));
      }
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /// A port of TCP, where both sides show certificates.
  ///
  /// @param host a name or an address, an IPv6 address without brackets
  /// @param port 0 to 65,535; 0 has the kernel choose one
  record Tls(String host, int port) implements DaemonAddress {

    private static final int LAST_PORT = 65_535;

    public Tls {
      if (host.isEmpty() || port < 0 || port > LAST_PORT) {
        throw new IllegalArgumentException(
            "invalid address '%s:%d': expected a host and a port of 0 to %d"
                .formatted(host, port, LAST_PORT));
      }
    }

    @Override
    public String toString() {
      return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /// Reads `unix://` with an absolute path, or `tcp://` with a host and a port.
  ///
  /// @throws IllegalArgumentException if the text is neither
  static DaemonAddress parse(String text) {
    if (text.startsWith("unix://")) {
      return new Unix(Path.of(text.substring("unix://".length())));
    }
    if (text.startsWith("tcp://")) {
      return tls(text, text.substring("tcp://".length()));
    }
    throw new IllegalArgumentException(
        "invalid address '%s': expected unix:///path/to/socket or tcp://host:port".formatted(text));
  }

  private static Tls tls(String text, String rest) {
    int colon = rest.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(
          "invalid address '%s': expected a port, as in tcp://host:2376".formatted(text));
    }
    String host = rest.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Tls(host, Integer.parseInt(rest.substring(colon + 1)));
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "invalid address '%s': '%s' is no port".formatted(text, rest.substring(colon + 1)),
          wrong);
    }
  }
}
