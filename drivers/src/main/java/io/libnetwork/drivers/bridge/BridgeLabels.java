package io.libnetwork.drivers.bridge;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PolicyLabels;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The options of a bridge network as texts: the keys of Docker's bridge driver, and those of ours
/// for what it has no key for.
final class BridgeLabels {

  static final String OURS = "io.libnetwork.bridge.";

  private static final String DOCKER = "com.docker.network.";

  static final String NAME = DOCKER + "bridge.name";
  static final String MTU = DOCKER + "driver.mtu";
  static final String COMMUNICATION = DOCKER + "bridge.enable_icc";
  static final String ANTI_SPOOFING = OURS + "anti_spoofing";
  static final String EXISTING = OURS + "existing";
  static final String VLAN_FILTERING = OURS + "vlan_filtering";
  static final String PORTS_PER_BRIDGE = OURS + "ports_per_bridge";
  static final String TRUSTED = DOCKER + "bridge.trusted_host_interfaces";

  private final DriverLabels labels;
  private BridgeOptions options = BridgeOptions.USUAL;

  private BridgeLabels(DriverLabels labels) {
    this.labels = labels;
  }

  static BridgeOptions read(DriverLabels labels) {
    BridgeLabels reading = new BridgeLabels(labels);
    reading.link();
    reading.gateways();
    reading.publishing();
    reading.segment();
    return reading.options;
  }

  private void link() {
    take(NAME, InterfaceName::new, BridgeOptions::named);
    take(MTU, Integer::parseInt, BridgeOptions::withMtu);
    take(PORTS_PER_BRIDGE, Integer::parseInt, BridgeOptions::withPortsPerBridge);
    unless(COMMUNICATION, BridgeOptions::withoutCommunication);
    unless(ANTI_SPOOFING, BridgeOptions::withoutAntiSpoofing);
  }

  /// Last, because of the others some are refused there.
  private void segment() {
    if (labels.takeBoolean(VLAN_FILTERING).orElse(false)) {
      options = options.filteringVlans();
    }
    if (labels.takeBoolean(EXISTING).orElse(false)) {
      options = options.onto(options.name().orElseThrow(OthersBridge::nameless));
    }
  }

  private void gateways() {
    unless(DOCKER + "bridge.enable_ip_masquerade", BridgeOptions::withoutMasquerade);
    for (IpFamily family : IpFamily.values()) {
      take(mode(family), GatewayMode::parse, (before, mode) -> before.with(family, mode));
      unless(masquerade(family), before -> before.with(family, Gateway::withoutMasquerade));
      take(
          source(family),
          IpAddress::parse,
          (before, address) -> before.with(family, gateway -> gateway.leavingAs(address)));
    }
    take(TRUSTED, BridgeLabels::interfaces, BridgeLabels::trust);
  }

  private void publishing() {
    takePolicy(DOCKER + "bridge.host_binding_ipv4", IpAddress::parse, BridgeLabels::at);
    PolicyLabels.read(labels, OURS, options.publishing())
        .ifPresent(policy -> options = options.publishing(policy));
  }

  /// How a family meets the outside.
  static String mode(IpFamily family) {
    return DOCKER + "bridge.gateway_mode_" + suffix(family);
  }

  /// Whether what leaves by a family gets an address of the host.
  static String masquerade(IpFamily family) {
    return OURS + "masquerade_" + suffix(family);
  }

  /// Which one.
  static String source(IpFamily family) {
    return DOCKER + "host_" + suffix(family);
  }

  private static String suffix(IpFamily family) {
    return switch (family) {
      case V4 -> "ipv4";
      case V6 -> "ipv6";
    };
  }

  private <T> void take(
      String key, Function<String, T> parse, BiFunction<BridgeOptions, T, BridgeOptions> set) {
    Optional<T> value = labels.take(key, parse);
    if (value.isPresent()) {
      options = set.apply(options, value.get());
    }
  }

  private <T> void takePolicy(
      String key, Function<String, T> parse, BiFunction<PublishPolicy, T, PublishPolicy> set) {
    take(key, parse, (before, value) -> before.publishing(set.apply(policy(), value)));
  }

  private void unless(String key, Function<BridgeOptions, BridgeOptions> without) {
    if (!labels.takeBoolean(key).orElse(true)) {
      options = without.apply(options);
    }
  }

  private PublishPolicy policy() {
    return options.publishing().orElse(PublishPolicy.USUAL);
  }

  /// Docker's `0.0.0.0` stands for both families.
  private static PublishPolicy at(PublishPolicy policy, IpAddress address) {
    boolean everywhere = address.unspecified() && address.family() == IpFamily.V4;
    return everywhere ? policy.at() : policy.at(address);
  }

  private static List<InterfaceName> interfaces(String text) {
    return Arrays.stream(text.split(":"))
        .filter(name -> !name.isEmpty())
        .map(InterfaceName::new)
        .toList();
  }

  private static BridgeOptions trust(BridgeOptions before, List<InterfaceName> names) {
    BridgeOptions trusting = before;
    for (InterfaceName name : names) {
      trusting = trusting.trusting(name);
    }
    return trusting;
  }
}
