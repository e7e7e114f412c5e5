package io.libnetwork.dhcp;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.ipvlan.IpvlanOptions;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.List;
import java.util.Map;

/// A network on a [Lan] whose addresses of both families come from there.
///
/// @param driver its kind
/// @param source where its IPv6 addresses come from
record LanNetwork(String driver, String source) {

  /// A bridge of others that the LAN is on, for the driver `bridge`.
  static final String BRIDGE = "br0";

  /// Reads what [#toString] says.
  static LanNetwork parse(String text) {
    List<String> parts = List.of(text.split("/", -1));
    return new LanNetwork(parts.getFirst(), parts.getLast());
  }

  @Override
  public String toString() {
    return driver + "/" + source;
  }

  /// Makes what others make before: nothing, or a bridge with the host's interface in it, at which
  /// the host has no address but its link-local one.
  void prepare(Lan lan) {
    if (driver.equals(BridgeDriver.NAME)) {
      lan.host().run("ip", "link", "add", BRIDGE, "type", "bridge");
      lan.host().run("ip", "link", "set", Lan.INTERFACE, "master", BRIDGE);
      lan.host().run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/" + BRIDGE + "/accept_ra");
      lan.host().run("ip", "link", "set", BRIDGE, "up");
    }
  }

  /// Takes that away again, where it is there.
  static void unprepare(Lan lan) {
    lan.host().run("sh", "-c", "ip link delete " + BRIDGE + " 2>/dev/null || true");
  }

  Network create(Controller controller, String name) {
    return controller.createNetwork(
        driver,
        name,
        new NetworkOption.Ipam(
            DhcpIpam.NAME, Map.of(DhcpIpam.INTERFACE, segment(), DhcpIpam.IPV6, source)),
        new NetworkOption.Ipv6(true),
        new NetworkOption.Driver(options()));
  }

  private String segment() {
    return driver.equals(BridgeDriver.NAME) ? BRIDGE : Lan.INTERFACE;
  }

  private NetworkDriverOptions options() {
    return switch (driver) {
      case BridgeDriver.NAME -> BridgeOptions.USUAL.onto(InterfaceName.of(BRIDGE));
      case MacvlanDriver.NAME -> MacvlanOptions.on(Lan.INTERFACE);
      case IpvlanDriver.NAME -> IpvlanOptions.on(Lan.INTERFACE);
      default -> throw new IllegalArgumentException("no kind of network on a LAN: " + driver);
    };
  }
}
