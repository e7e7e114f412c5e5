package io.libnetwork.drivers.bridge;

import static java.util.stream.Collectors.joining;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PolicyLabels;
import io.libnetwork.drivers.tap.TapDevice;
import io.libnetwork.drivers.tap.TapLabels;
import io.libnetwork.spi.DriverLabels;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Options of the bridge driver as the texts that [BridgeLabels] reads: how they are kept. What is
/// as usual is not written.
final class BridgeTexts {

  private static final String ALSO_SENDS_FROM = BridgeLabels.OURS + "also_sends_from";

  private static final String ISOLATED = BridgeLabels.OURS + "isolated";
  private static final String VLAN = BridgeLabels.OURS + "vlan";
  private static final String VLAN_TRUNK = BridgeLabels.OURS + "vlan_trunk";

  private final Map<String, String> texts = new TreeMap<>();

  private BridgeTexts() {}

  static Map<String, String> of(BridgeOptions options) {
    BridgeTexts writing = new BridgeTexts();
    options.name().ifPresent(name -> writing.put(BridgeLabels.NAME, name));
    options.mtu().ifPresent(bytes -> writing.put(BridgeLabels.MTU, bytes));
    writing.unless(BridgeLabels.COMMUNICATION, options.communication());
    writing.unless(BridgeLabels.ANTI_SPOOFING, options.antiSpoofing());
    for (IpFamily family : IpFamily.values()) {
      writing.gateway(family, options.gateway(family));
    }
    writing.list(BridgeLabels.TRUSTED, ":", options.trusted());
    options
        .publishing()
        .ifPresent(policy -> writing.texts.putAll(PolicyLabels.of(policy, BridgeLabels.OURS)));
    options.portsPerBridge().ifPresent(most -> writing.put(BridgeLabels.PORTS_PER_BRIDGE, most));
    writing.where(BridgeLabels.EXISTING, options.existing());
    writing.where(BridgeLabels.VLAN_FILTERING, options.vlanFiltering());
    return writing.texts;
  }

  static Map<String, String> of(BridgeEndpointOptions options) {
    BridgeTexts writing = new BridgeTexts();
    writing.list(ALSO_SENDS_FROM, ",", options.alsoSendsFrom());
    writing.where(ISOLATED, options.isolated());
    options.vlans().flatMap(PortVlans::untaggedText).ifPresent(id -> writing.put(VLAN, id));
    options.vlans().flatMap(PortVlans::taggedText).ifPresent(ids -> writing.put(VLAN_TRUNK, ids));
    options.tap().ifPresent(tap -> writing.texts.putAll(TapLabels.of(tap, BridgeLabels.OURS)));
    return writing.texts;
  }

  static BridgeEndpointOptions endpoint(DriverLabels labels) {
    BridgeEndpointOptions options =
        labels
            .take(ALSO_SENDS_FROM, PolicyLabels.listed(IpAddress::parse))
            .map(addresses -> BridgeEndpointOptions.USUAL.sendingAlsoFrom(Set.copyOf(addresses)))
            .orElse(BridgeEndpointOptions.USUAL);
    if (labels.takeBoolean(ISOLATED).orElse(false)) {
      options = options.alone();
    }
    Optional<TapDevice> tap = TapLabels.read(labels, BridgeLabels.OURS);
    if (tap.isPresent()) {
      options = options.forMachine(tap.get());
    }
    Optional<Integer> vlan = labels.take(VLAN, PortVlans::id);
    Optional<NavigableSet<Integer>> trunk = labels.take(VLAN_TRUNK, PortVlans::ids);
    return vlan.isEmpty() && trunk.isEmpty()
        ? options
        : options.in(new PortVlans(vlan, trunk.orElseGet(Collections::emptyNavigableSet)));
  }

  private void gateway(IpFamily family, Gateway gateway) {
    if (gateway.mode() != GatewayMode.NAT) {
      put(BridgeLabels.mode(family), gateway.mode());
    }
    unless(BridgeLabels.masquerade(family), gateway.masquerade());
    gateway.source().ifPresent(address -> put(BridgeLabels.source(family), address));
  }

  private void put(String key, Object value) {
    texts.put(key, value.toString());
  }

  private void unless(String key, boolean usual) {
    if (!usual) {
      put(key, false);
    }
  }

  private void where(String key, boolean on) {
    if (on) {
      put(key, true);
    }
  }

  private void list(String key, String between, Collection<?> values) {
    if (!values.isEmpty()) {
      put(key, joined(between, values));
    }
  }

  private static String joined(String between, Collection<?> values) {
    return values.stream().map(Object::toString).sorted().collect(joining(between));
  }
}
