package io.libnetwork.daemon;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;

/// Where the page is served, without TLS: an address of the loopback interface, which nobody but
/// this host reaches.
///
/// Printed and parsed as `127.0.0.1:7380` and `[::1]:7380`.
public record PageAddress(IpAddress address, Port port) {

  /// Takes an address of the loopback interface.
  ///
  /// @throws IllegalArgumentException if others can reach the address
  public PageAddress {
    if (!address.loopback()) {
      throw new IllegalArgumentException(
          "the page is not served at %s: expected an address of the loopback interface, as in 127.0.0.1:7380, because it is served without TLS; from elsewhere, forward the port: ssh -L %d:127.0.0.1:%d HOST"
              .formatted(address, port.number(), port.number()));
    }
  }

  /// Reads an address and a port.
  ///
  /// @throws IllegalArgumentException if the text is no such address
  public static PageAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (colon < 0 || (host.contains(":") && !bracketed)) {
      throw malformed(text);
    }
    return new PageAddress(
        IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host),
        Port.parse(text.substring(colon + 1)));
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'%s' is no address for the page: expected an address of the loopback interface and a port, as in 127.0.0.1:7380"
            .formatted(text));
  }

  /// As a browser has it.
  public String url() {
    return "http://" + this + "/";
  }

  @Override
  public String toString() {
    return (address.family() == IpFamily.V6 ? "[" + address + "]" : address.toString())
        + ":"
        + port.number();
  }
}
