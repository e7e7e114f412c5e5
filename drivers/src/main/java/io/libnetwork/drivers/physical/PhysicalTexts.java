package io.libnetwork.drivers.physical;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The options as texts.
final class PhysicalTexts {

  /// Of a network the links, with commas between them; of an endpoint the one.
  static final String LINKS = "parent";

  private PhysicalTexts() {}

  static Optional<NetworkDriverOptions> network(DriverLabels labels) {
    return labels.take(LINKS).map(text -> new PhysicalOptions(names(text)));
  }

  static Optional<EndpointDriverOptions> endpoint(DriverLabels labels) {
    return labels.take(LINKS).map(text -> new PhysicalEndpointOptions(name(text)));
  }

  static Map<String, String> of(PhysicalOptions options) {
    return Map.of(
        LINKS, options.links().stream().map(InterfaceName::value).collect(Collectors.joining(",")));
  }

  static Map<String, String> of(PhysicalEndpointOptions options) {
    return Map.of(LINKS, options.link().value());
  }

  private static List<InterfaceName> names(String text) {
    return Stream.of(text.split(",", -1)).map(PhysicalTexts::name).toList();
  }

  static InterfaceName name(String text) {
    try {
      return new InterfaceName(text);
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid link: " + malformed.getMessage(), malformed);
    }
  }
}
