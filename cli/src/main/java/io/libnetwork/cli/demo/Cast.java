package io.libnetwork.cli.demo;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;

/// Who plays: the names and addresses of the demonstration.
final class Cast {

  /// The network of two containers that reach each other.
  static final String SHOP = "shop";

  /// The other network, of one container.
  static final String LAB = "lab";

  /// On the shop's network; publishes its port.
  static final String WEB = "web";

  /// On the shop's network.
  static final String VISITOR = "visitor";

  /// On the lab's network.
  static final String STRANGER = "stranger";

  /// The port every container's process listens on.
  static final int CONTAINER_PORT = 80;

  /// The port of the host that leads to the web container's.
  static final int HOST_PORT = 8080;

  /// The host's own addresses, of the ranges for documentation (RFC 5737, RFC 3849).
  static final InterfaceAddress HOST_ADDRESS_V4 = InterfaceAddress.parse("198.51.100.1/32");

  static final InterfaceAddress HOST_ADDRESS_V6 = InterfaceAddress.parse("2001:db8:1::1/128");
  static final IpAddress HOST_V4 = HOST_ADDRESS_V4.address();
  static final IpAddress HOST_V6 = HOST_ADDRESS_V6.address();
  static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

  private Cast() {}

  /// What a container's process serves.
  static String page(String container) {
    return "hello from " + container;
  }
}
