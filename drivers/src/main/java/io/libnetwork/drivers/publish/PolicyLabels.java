package io.libnetwork.drivers.publish;

import static java.util.stream.Collectors.joining;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.DriverLabels;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// A [PublishPolicy] as texts: how a network that says how it publishes is asked for, and kept.
public final class PolicyLabels {

  private static final String PUBLISH_AT = "publish_at";
  private static final String PUBLISH_FROM = "publish_from";
  private static final String RESPECT_HOST = "respect_host";
  private static final String USERLAND_PROXY = "userland_proxy";
  private static final String HELD_PORTS = "held_ports";

  private final DriverLabels labels;
  private final String prefix;
  private Optional<PublishPolicy> policy;

  private PolicyLabels(DriverLabels labels, String prefix, Optional<PublishPolicy> before) {
    this.labels = labels;
    this.prefix = prefix;
    this.policy = before;
  }

  /// Takes what is said of publishing.
  ///
  /// @param prefix of the driver's keys, with its dot
  /// @param before what is known already
  /// @return empty where nothing is said, and nothing was before
  public static Optional<PublishPolicy> read(
      DriverLabels labels, String prefix, Optional<PublishPolicy> before) {
    PolicyLabels reading = new PolicyLabels(labels, prefix, before);
    reading.read();
    return reading.policy;
  }

  private void read() {
    take(
        PUBLISH_AT,
        text -> text.isBlank() ? List.<IpAddress>of() : listed(IpAddress::parse).apply(text),
        (before, addresses) -> before.at(addresses.toArray(IpAddress[]::new)));
    take(
        PUBLISH_FROM,
        listed(IpPrefix::parse),
        (before, prefixes) -> before.from(prefixes.toArray(IpPrefix[]::new)));
    take(HELD_PORTS, Integer::parseInt, PublishPolicy::holding);
    Optional<Boolean> proxy = labels.takeBoolean(prefix + USERLAND_PROXY);
    if (proxy.isPresent()) {
      policy = Optional.of(known().withUserlandProxy(proxy.get()));
    }
    if (labels.takeBoolean(prefix + RESPECT_HOST).orElse(false)) {
      policy = Optional.of(known().respectingHost());
    }
  }

  private <T> void take(
      String key, Function<String, T> parse, BiFunction<PublishPolicy, T, PublishPolicy> set) {
    Optional<T> value = labels.take(prefix + key, parse);
    if (value.isPresent()) {
      policy = Optional.of(set.apply(known(), value.get()));
    }
  }

  private PublishPolicy known() {
    return policy.orElse(PublishPolicy.USUAL);
  }

  /// The texts that [#read] reads as a policy.
  public static Map<String, String> of(PublishPolicy policy, String prefix) {
    Map<String, String> texts = new TreeMap<>();
    // Written where it is everywhere too: that the network says so itself is something else than
    // that the driver does.
    texts.put(prefix + PUBLISH_AT, joined(policy.addresses()));
    if (!policy.sources().isEmpty()) {
      texts.put(prefix + PUBLISH_FROM, joined(policy.sources()));
    }
    policy.userlandProxy().ifPresent(on -> texts.put(prefix + USERLAND_PROXY, on.toString()));
    policy.heldPorts().ifPresent(most -> texts.put(prefix + HELD_PORTS, Integer.toString(most)));
    if (policy.respectHost()) {
      texts.put(prefix + RESPECT_HOST, Boolean.toString(true));
    }
    return texts;
  }

  /// Reads a list, separated by commas.
  public static <T> Function<String, List<T>> listed(Function<String, T> parse) {
    return text -> Stream.of(text.split(",", -1)).map(String::strip).map(parse).toList();
  }

  private static String joined(Collection<?> values) {
    return values.stream().map(Object::toString).sorted().collect(joining(","));
  }
}
