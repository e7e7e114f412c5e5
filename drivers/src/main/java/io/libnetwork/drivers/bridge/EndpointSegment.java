package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgeVlan;
import io.libnetwork.linux.rtnetlink.BridgeVlans;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.spi.EndpointSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The part of its network's bridge that an endpoint reaches: its VLANs, and whether it is kept
/// apart from others.
///
/// @param isolated whether its port is kept apart from the other ports that are
/// @param vlans those it takes part in; those the bridge gives every port without them
record EndpointSegment(BridgePlan plan, boolean isolated, Optional<PortVlans> vlans) {

  /// The VLAN that the host itself is in on a bridge of ours, as the kernel has it
  /// (`vlan_default_pvid` in ip-link(8)).
  private static final int HOSTS_VLAN = BridgeVlan.FIRST;

  static EndpointSegment of(BridgePlan plan, BridgeEndpointOptions options) {
    return new EndpointSegment(plan, options.isolated() || !plan.communication(), options.vlans());
  }

  /// Answers where an endpoint of a network can be what its options say.
  ///
  /// @throws NetworkException.InvalidParameter otherwise
  static void require(BridgePlan plan, EndpointSpec spec, BridgeEndpointOptions options) {
    EndpointSegment segment = of(plan, options);
    if (!plan.existing() && !plan.vlanFiltering()) {
      options
          .vlans()
          .ifPresent(vlans -> {
            throw OthersBridge.unfiltered(plan, spec.name(), vlans);
          });
    }
    if (plan.existing() && spec.mtu().isPresent()) {
      throw new NetworkException.InvalidParameter(
          "endpoint %s cannot have MTU %d: bridge %s of network %s is one of others, whose MTU would follow its ports'"
              .formatted(spec.name(), spec.mtu().getAsInt(), plan.bridge(), plan.network()));
    }
    segment.requirePublishable(spec.name(), !spec.ports().isEmpty());
  }

  /// Answers where an endpoint can publish, if it is to.
  ///
  /// @throws NetworkException.InvalidParameter otherwise
  void requirePublishable(String endpoint, boolean publishes) {
    if (publishes && !meetsHost()) {
      throw new NetworkException.InvalidParameter(
          "endpoint %s cannot publish ports: it is in %s, and the host in VLAN %d of bridge %s"
              .formatted(endpoint, vlans.orElseThrow(), HOSTS_VLAN, plan.bridge()));
    }
  }

  /// Whether it meets the host on a bridge of ours. On one of others its owner knows.
  private boolean meetsHost() {
    return vlans
        .map(own -> plan.existing() || own.untagged().filter(id -> id == HOSTS_VLAN).isPresent())
        .orElse(true);
  }

  /// The families in which it reaches the network's gateway, of those it has.
  Set<IpFamily> outward(EndpointSpec spec) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    if (!plan.internal() && meetsHost()) {
      spec.addresses().stream()
          .map(address -> address.family())
          .filter(family -> plan.address(family).isPresent())
          .forEach(families::add);
    }
    return families;
  }

  /// What keeps its port apart.
  BridgePortOption.Setting isolation() {
    return BridgePortOption.ISOLATED.value(isolated ? 1 : 0);
  }

  /// What makes a port take part in its VLANs and no others; nothing where it has none of its own.
  List<NetlinkRequest<Void>> memberships(Ifindex port) {
    return vlans
        .map(own -> List.of(BridgeVlans.clear(port), BridgeVlans.add(port, own.vlans())))
        .orElse(List.of());
  }

  /// For people, as what is said of a port: `, isolated from the others, in VLAN 10`.
  String text() {
    return (isolated ? ", isolated from the others" : "")
        + vlans.map(own -> ", in " + own).orElse("");
  }
}
