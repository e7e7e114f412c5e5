package io.libnetwork.drivers.firewall;

import java.util.Locale;

/// How one family of a network meets what is outside of it: other hosts and other networks. The
/// host itself reaches every endpoint of its networks in every mode but [#ISOLATED].
public enum GatewayMode {
  /// Endpoints leave under an address of the host, and are reached by the ports they publish at the
  /// host's addresses. Nothing else reaches them.
  NAT,

  /// As [#NAT], and an endpoint's own address is reached too, on every port: nothing protects it.
  NAT_UNPROTECTED,

  /// Endpoints leave under their own addresses, and are reached at these: by the ports they publish
  /// and by echo requests. No port of the host is used.
  ROUTED,

  /// Internal networks only: not even the host has an address there.
  ISOLATED;

  /// Reads what [#toString] answers, which is how Docker writes it.
  ///
  /// @throws IllegalArgumentException on any other text
  public static GatewayMode parse(String text) {
    for (GatewayMode mode : values()) {
      if (mode.toString().equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "unknown gateway mode \"" + text + "\": expected nat, nat-unprotected, routed or isolated");
  }

  /// Ports are published at addresses of the host.
  public boolean translates() {
    return this == NAT || this == NAT_UNPROTECTED;
  }

  /// Nobody outside reaches an endpoint's own address, whatever it publishes.
  boolean guarded() {
    return this == NAT || this == ISOLATED;
  }

  /// As options have it: `nat-unprotected`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
