package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.Ipv4Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An address of a link: to be given to it, or as the kernel shows it.
///
/// Made with [#of] and the `with` methods.
///
/// @param broadcast IPv4 only
/// @param label IPv4 only: the link's name, or that with `:` and more, at most 15 bytes
/// @param flags what the kernel adds by itself is in them too, when it shows the address
/// @param valid how long the address stays, in whole seconds; empty for ever
/// @param preferred how long it is chosen for new connections; empty for ever
public record LinkAddress(
    Ifindex link,
    InterfaceAddress address,
    Scope scope,
    Optional<Ipv4Address> broadcast,
    Optional<String> label,
    Set<AddressFlag> flags,
    Optional<Duration> valid,
    Optional<Duration> preferred) {

  private static final int LABEL_BYTES = 15;
  private static final long FOREVER = 0xffff_ffffL;

  /// @throws IllegalArgumentException when the label is too long, or a lifetime is not below 2^32
  ///   seconds
  public LinkAddress {
    flags = Set.copyOf(flags);
    label.ifPresent(LinkAddress::requireLabel);
    valid.ifPresent(LinkAddress::requireLifetime);
    preferred.ifPresent(LinkAddress::requireLifetime);
  }

  /// An address without end, that reaches everywhere.
  public static LinkAddress of(Ifindex link, InterfaceAddress address) {
    return new LinkAddress(
        link,
        address,
        Scope.UNIVERSE,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  public LinkAddress withScope(Scope scope) {
    return new LinkAddress(link, address, scope, broadcast, label, flags, valid, preferred);
  }

  public LinkAddress withBroadcast(Ipv4Address broadcast) {
    return new LinkAddress(
        link, address, scope, Optional.of(broadcast), label, flags, valid, preferred);
  }

  public LinkAddress withLabel(String label) {
    return new LinkAddress(
        link, address, scope, broadcast, Optional.of(label), flags, valid, preferred);
  }

  /// With these flags besides those it has.
  public LinkAddress with(AddressFlag... more) {
    Set<AddressFlag> all = EnumSet.noneOf(AddressFlag.class);
    all.addAll(flags);
    all.addAll(List.of(more));
    return new LinkAddress(link, address, scope, broadcast, label, all, valid, preferred);
  }

  /// With an end.
  ///
  /// @param valid whole seconds, below 2^32
  /// @param preferred whole seconds, not longer than valid
  public LinkAddress withLifetime(Duration valid, Duration preferred) {
    return new LinkAddress(
        link, address, scope, broadcast, label, flags, Optional.of(valid), Optional.of(preferred));
  }

  private static void requireLabel(String label) {
    if (label.isEmpty() || label.getBytes(StandardCharsets.UTF_8).length > LABEL_BYTES) {
      throw new IllegalArgumentException(
          "no address label: \"" + label + "\", expected 1 to " + LABEL_BYTES + " bytes");
    }
  }

  private static void requireLifetime(Duration time) {
    if (time.isNegative() || time.toSeconds() >= FOREVER) {
      throw new IllegalArgumentException(
          "no lifetime of an address: " + time + ", expected less than 2^32 - 1 seconds");
    }
  }
}
