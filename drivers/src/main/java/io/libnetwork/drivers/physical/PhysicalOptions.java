package io.libnetwork.drivers.physical;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.List;
import java.util.stream.Stream;

/// What is asked of a network of links that the host has.
///
/// @param links those that its endpoints get, one each; no other network has them
public record PhysicalOptions(List<InterfaceName> links) implements NetworkDriverOptions {

  private static final InterfaceName LOOPBACK = new InterfaceName("lo");

  /// @throws NetworkException.InvalidParameter when there is none, one twice, or `lo`
  public PhysicalOptions {
    links = List.copyOf(links);
    if (links.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "a physical network needs links of the host: name them by the option %s"
              .formatted(PhysicalTexts.LINKS));
    }
    if (links.contains(LOOPBACK)) {
      throw new NetworkException.InvalidParameter(
          "invalid link lo: every namespace has its own, and it cannot be moved");
    }
    if (links.stream().distinct().count() != links.size()) {
      throw new NetworkException.InvalidParameter(
          "invalid links %s: one is there twice".formatted(links));
    }
  }

  /// Links by their names.
  ///
  /// @param links as `eth1`
  /// @throws NetworkException.InvalidParameter as the constructor, and when one is no interface's
  ///   name
  public static PhysicalOptions of(String... links) {
    return new PhysicalOptions(Stream.of(links).map(PhysicalTexts::name).toList());
  }
}
