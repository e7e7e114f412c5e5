package io.libnetwork.etc;

/// A name server that a container's resolver asks for what it does not know.
///
/// @param fromHost it is reached from the host's network, because it is one of the host's; one that
///   was given for the container is reached from inside, where a loopback address is the
///   container's own
public record Upstream(NameServer server, boolean fromHost) {

  /// As comments name it: `host(10.0.0.1)`, or the address alone.
  @Override
  public String toString() {
    return fromHost ? "host(" + server + ")" : server.toString();
  }
}
