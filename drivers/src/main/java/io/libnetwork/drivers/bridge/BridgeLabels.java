package io.libnetwork.drivers.bridge;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// The options of a bridge network as texts: the keys of Docker's bridge driver, and those of ours
/// for what it has no key for.
final class BridgeLabels {

  private static final String DOCKER = "com.docker.network.";
  private static final String OURS = "io.libnetwork.bridge.";

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
    return reading.options;
  }

  private void link() {
    take(DOCKER + "bridge.name", InterfaceName::new, BridgeOptions::named);
    take(DOCKER + "driver.mtu", Integer::parseInt, BridgeOptions::withMtu);
    unless(DOCKER + "bridge.enable_icc", BridgeOptions::withoutCommunication);
    unless(OURS + "anti_spoofing", BridgeOptions::withoutAntiSpoofing);
  }

  private void gateways() {
    unless(DOCKER + "bridge.enable_ip_masquerade", BridgeOptions::withoutMasquerade);
    for (IpFamily family : IpFamily.values()) {
      String suffix = family == IpFamily.V4 ? "ipv4" : "ipv6";
      take(
          DOCKER + "bridge.gateway_mode_" + suffix,
          GatewayMode::parse,
          (before, mode) -> before.with(family, mode));
      take(
          DOCKER + "host_" + suffix,
          IpAddress::parse,
          (before, address) -> before.with(family, gateway -> gateway.leavingAs(address)));
    }
    take(DOCKER + "bridge.trusted_host_interfaces", BridgeLabels::interfaces, BridgeLabels::trust);
  }

  private void publishing() {
    takePolicy(DOCKER + "bridge.host_binding_ipv4", IpAddress::parse, BridgeLabels::at);
    takePolicy(
        OURS + "publish_at",
        listed(IpAddress::parse),
        (policy, addresses) -> policy.at(addresses.toArray(IpAddress[]::new)));
    takePolicy(
        OURS + "publish_from",
        listed(IpPrefix::parse),
        (policy, prefixes) -> policy.from(prefixes.toArray(IpPrefix[]::new)));
    takePolicy(OURS + "held_ports", Integer::parseInt, PublishPolicy::holding);
    Optional<Boolean> proxy = labels.takeBoolean(OURS + "userland_proxy");
    if (proxy.isPresent()) {
      options = options.publishing(policy().withUserlandProxy(proxy.get()));
    }
    if (labels.takeBoolean(OURS + "respect_host").orElse(false)) {
      options = options.publishing(policy().respectingHost());
    }
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

  private static <T> Function<String, List<T>> listed(Function<String, T> parse) {
    return text -> Stream.of(text.split(",", -1)).map(String::strip).map(parse).toList();
  }
}
