package io.libnetwork.drivers.firewall;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network and an endpoint on it, as each mode has them.
record ModeElements(NetworkElements network, EndpointElements endpoint) {

  private static final IpAddress EVERYWHERE_V4 = IpAddress.parse("0.0.0.0");
  private static final IpAddress EVERYWHERE_V6 = IpAddress.parse("::");

  static ModeElements of(String mode) {
    return of(mode, 0);
  }

  /// @param number 0 to 65,000; each has addresses, names and ports of its own
  static ModeElements of(String mode, int number) {
    InterfaceName bridge = InterfaceName.of("br" + number);
    NetworkElements network =
        new NetworkElements(
            bridge,
            mode.equals("internal") || mode.equals("isolated"),
            !mode.equals("icc-off"),
            false,
            gateways(mode),
            mode.equals("nat") ? Set.of(InterfaceName.of("lan0")) : Set.of());
    IpAddress v4 = IpAddress.parse("172.%d.%d.2".formatted(16 + number / 256, number % 256));
    IpAddress v6 = IpAddress.parse("fd00:%x::2".formatted(number + 1));
    PortIdentity identity =
        new PortIdentity(
            InterfaceName.of("veth" + number),
            MacAddress.derivedFrom(v4),
            List.of(v4, v6, IpAddress.parse("fe80::42:acff:fe10:2")));
    EndpointElements endpoint =
        new EndpointElements(
            bridge,
            List.of(v4, v6),
            ports(mode, number, v4, v6),
            network.exposure(),
            Optional.of(identity));
    return new ModeElements(network, endpoint);
  }

  private static Map<IpFamily, Gateway> gateways(String mode) {
    return switch (mode) {
      case "internal", "icc-off" -> Map.of(IpFamily.V4, Gateway.NAT, IpFamily.V6, Gateway.NAT);
      case "snat" ->
          Map.of(
              IpFamily.V4,
              Gateway.NAT.leavingAs(IpAddress.parse("192.0.2.9")),
              IpFamily.V6,
              Gateway.NAT.leavingAs(IpAddress.parse("2001:db8::9")));
      default -> {
        Gateway gateway = Gateway.NAT.with(GatewayMode.parse(mode));
        yield Map.of(IpFamily.V4, gateway, IpFamily.V6, gateway);
      }
    };
  }

  private static List<PortBinding> ports(String mode, int number, IpAddress v4, IpAddress v6) {
    return switch (mode) {
      case "internal", "isolated" -> List.of();
      case "routed" -> List.of(port(v4, v4, 80), port(v6, v6, 80));
      default ->
          List.of(port(v4, EVERYWHERE_V4, 8_080 + number), port(v6, EVERYWHERE_V6, 8_080 + number));
    };
  }

  private static PortBinding port(IpAddress container, IpAddress at, int hostPort) {
    return PortBinding.of(Protocol.TCP, container, new Port(80), at, new Port(hostPort));
  }
}
