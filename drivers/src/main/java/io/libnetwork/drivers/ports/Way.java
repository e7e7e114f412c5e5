package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;

/// From an address of the host to one of the endpoint.
///
/// @param service what serves it
/// @param implied whether it was not asked for, but goes with what was: it is left out where it
///   cannot be
record Way(IpAddress host, IpAddress container, Service service, boolean implied) {

  /// What takes packets from one to the other.
  enum Service {
    /// The kernel, which translates addresses of one family.
    TRANSLATED,
    /// The kernel, and a proxy what is for `::1`.
    TRANSLATED_AND_LOOPBACK,
    /// A proxy alone.
    PROXIED
  }

  /// The host's.
  IpFamily family() {
    return host.family();
  }

  /// The kernel translates it.
  boolean translated() {
    return service != Service.PROXIED;
  }

  /// The same without a proxy.
  Way withoutLoopback() {
    return new Way(host, container, Service.TRANSLATED, implied);
  }
}
