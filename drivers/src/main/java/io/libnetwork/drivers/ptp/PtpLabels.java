package io.libnetwork.drivers.ptp;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PolicyLabels;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The options of a point-to-point network as texts. What is as usual is not written.
final class PtpLabels {

  private static final String OURS = "io.libnetwork.ptp.";

  /// Docker's key, which it has for every driver.
  private static final String MTU = "com.docker.network.driver.mtu";

  private static final String COMMUNICATION = OURS + "communication";
  private static final String ANTI_SPOOFING = OURS + "anti_spoofing";
  private static final String TRUSTED = OURS + "trusted_host_interfaces";

  private final DriverLabels labels;
  private PtpOptions options = PtpOptions.USUAL;

  private PtpLabels(DriverLabels labels) {
    this.labels = labels;
  }

  static PtpOptions read(DriverLabels labels) {
    PtpLabels reading = new PtpLabels(labels);
    reading.take(MTU, Integer::parseInt, PtpOptions::withMtu);
    reading.unless(COMMUNICATION, PtpOptions::withoutCommunication);
    reading.unless(ANTI_SPOOFING, PtpOptions::withoutAntiSpoofing);
    for (IpFamily family : IpFamily.values()) {
      reading.gateway(family);
    }
    reading.take(TRUSTED, PolicyLabels.listed(InterfaceName::new), PtpLabels::trusting);
    PolicyLabels.read(labels, OURS, Optional.empty())
        .ifPresent(policy -> reading.options = reading.options.publishing(policy));
    return reading.options;
  }

  /// All that is said of a family is taken before it is asked whether it makes sense.
  private void gateway(IpFamily family) {
    Gateway gateway = Gateway.NAT;
    gateway = labels.take(mode(family), GatewayMode::parse).map(gateway::with).orElse(gateway);
    if (!labels.takeBoolean(masquerade(family)).orElse(true)) {
      gateway = gateway.withoutMasquerade();
    }
    Gateway known = gateway;
    Gateway asked =
        labels.take(source(family), IpAddress::parse).map(known::leavingAs).orElse(known);
    if (!asked.equals(Gateway.NAT)) {
      options = options.with(family, _ -> asked);
    }
  }

  static Map<String, String> of(PtpOptions options) {
    Map<String, String> texts = new TreeMap<>();
    options.mtu().ifPresent(bytes -> texts.put(MTU, Integer.toString(bytes)));
    putUnless(texts, COMMUNICATION, options.communication());
    putUnless(texts, ANTI_SPOOFING, options.antiSpoofing());
    options.gateways().forEach((family, gateway) -> put(texts, family, gateway));
    if (!options.trusted().isEmpty()) {
      texts.put(
          TRUSTED,
          options.trusted().stream()
              .map(InterfaceName::value)
              .sorted()
              .collect(Collectors.joining(",")));
    }
    options.publishing().ifPresent(policy -> texts.putAll(PolicyLabels.of(policy, OURS)));
    return texts;
  }

  private static void put(Map<String, String> texts, IpFamily family, Gateway gateway) {
    if (gateway.mode() != GatewayMode.NAT) {
      texts.put(mode(family), gateway.mode().toString());
    }
    putUnless(texts, masquerade(family), gateway.masquerade());
    gateway.source().ifPresent(address -> texts.put(source(family), address.toString()));
  }

  private static void putUnless(Map<String, String> texts, String key, boolean usual) {
    if (!usual) {
      texts.put(key, Boolean.toString(false));
    }
  }

  private <T> void take(
      String key, Function<String, T> parse, BiFunction<PtpOptions, T, PtpOptions> set) {
    Optional<T> value = labels.take(key, parse);
    if (value.isPresent()) {
      options = set.apply(options, value.get());
    }
  }

  private void unless(String key, Function<PtpOptions, PtpOptions> without) {
    if (!labels.takeBoolean(key).orElse(true)) {
      options = without.apply(options);
    }
  }

  private static PtpOptions trusting(PtpOptions before, List<InterfaceName> names) {
    PtpOptions trusting = before;
    for (InterfaceName name : names) {
      trusting = trusting.trusting(name);
    }
    return trusting;
  }

  private static String mode(IpFamily family) {
    return OURS + "gateway_mode_" + suffix(family);
  }

  private static String masquerade(IpFamily family) {
    return OURS + "masquerade_" + suffix(family);
  }

  private static String source(IpFamily family) {
    return OURS + "source_" + suffix(family);
  }

  private static String suffix(IpFamily family) {
    return switch (family) {
      case V4 -> "ipv4";
      case V6 -> "ipv6";
    };
  }
}
