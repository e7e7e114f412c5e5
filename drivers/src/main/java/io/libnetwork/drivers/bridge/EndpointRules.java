package io.libnetwork.drivers.bridge;

import io.libnetwork.PortBinding;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.firewall.PortIdentity;
import io.libnetwork.drivers.links.LinkLocalAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.EndpointSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the firewall is told of an endpoint: which addresses are its own, who it may send as, and
/// what it publishes.
///
/// @param identity who it may send as; empty where that is not held
record EndpointRules(BridgePlan plan, EndpointSpec spec, Optional<PortIdentity> identity) {

  /// @param port the host's end of its interface
  static EndpointRules of(
      BridgePlan plan, EndpointSpec spec, InterfaceName port, BridgeEndpointOptions options) {
    Optional<PortIdentity> identity =
        spec.macAddress()
            .filter(_ -> plan.antiSpoofing())
            .map(mac ->
                new PortIdentity(
                    port,
                    mac,
                    sendsFrom(spec, mac, options),
                    options.vlans().filter(PortVlans::tags).isPresent()));
    return new EndpointRules(plan, spec, identity);
  }

  /// With IPv6 the kernel makes a link-local address for the interface.
  private static List<IpAddress> sendsFrom(
      EndpointSpec spec, MacAddress mac, BridgeEndpointOptions options) {
    Set<IpAddress> all = new LinkedHashSet<>();
    spec.addresses().forEach(own -> all.add(own.address()));
    if (spec.address(IpFamily.V6).isPresent()) {
      all.add(LinkLocalAddress.of(mac));
    }
    all.addAll(spec.linkLocal());
    all.addAll(options.alsoSendsFrom());
    return List.copyOf(all);
  }

  /// @param published what it has of the host
  EndpointElements elements(List<PortBinding> published) {
    return new EndpointElements(
        plan.bridge(),
        spec.addresses().stream().map(InterfaceAddress::address).toList(),
        published,
        plan.elements().exposure(),
        identity);
  }
}
