package io.libnetwork.linux.rtnetlink;

/// Who made a route, `RTPROT_*` in `linux/rtnetlink.h`; numbers above 4 mean nothing to the kernel.
///
/// @param value 0 to 255
public record RouteProtocol(int value) {

  public static final RouteProtocol UNSPECIFIED = new RouteProtocol(0);
  public static final RouteProtocol REDIRECT = new RouteProtocol(1);
  public static final RouteProtocol KERNEL = new RouteProtocol(2);
  public static final RouteProtocol BOOT = new RouteProtocol(3);
  public static final RouteProtocol STATIC = new RouteProtocol(4);
  public static final RouteProtocol RA = new RouteProtocol(9);
  public static final RouteProtocol DHCP = new RouteProtocol(16);

  /// @throws IllegalArgumentException when the number does not fit a byte
  public RouteProtocol {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("no route protocol: " + value + ", expected 0 to 255");
    }
  }
}
