package io.libnetwork.reconcile;

import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a link that is there should be. It is always to be up.
///
/// @param mtu empty where any is right
/// @param mac empty where any is right
/// @param group empty where any is right
/// @param plug empty where it is no bridge's port
/// @param parameters those that the kernel tells with a link
/// @param addresses those it is to have; others are not asked about
/// @param routes those that are to be there; others are not asked about
public record WantedLink(
    InterfaceName name,
    OptionalInt mtu,
    Optional<MacAddress> mac,
    Optional<LinkGroup> group,
    Optional<Socket> plug,
    Map<LinkParameter, Integer> parameters,
    List<LinkAddress> addresses,
    List<Route> routes) {

  /// A bridge, and how a port is plugged into it.
  public record Socket(Ifindex bridge, String name, Map<BridgePortOption, Integer> options) {

    public Socket {
      options = Map.copyOf(options);
    }
  }

  public WantedLink {
    parameters = Map.copyOf(parameters);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
  }

  /// A parameter as it is to be written.
  Sysctl.Setting setting(LinkParameter parameter) {
    return Sysctl.Setting.ifPresent(
        parameter.key(name.value()), String.valueOf(parameters.get(parameter)));
  }
}
