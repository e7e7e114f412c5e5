package io.libnetwork.etc;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who is asked for names, as `resolv.conf` has it.
///
/// @param zone the interface of an IPv6 address that is known on one link only (RFC 4007 section
///   11), as in `fe80::1%eth0`
public record NameServer(IpAddress address, Optional<String> zone) {

  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.:-]{1,15}");

  /// @throws IllegalArgumentException if there is a zone that is no interface's name, or one of an
  ///   IPv4 address
  public NameServer {
    if (zone.isPresent()
        && (address.family() == IpFamily.V4 || !ZONE.matcher(zone.get()).matches())) {
      throw new IllegalArgumentException(
          "zone \"%s\" of %s: expected an interface's name, of an IPv6 address"
              .formatted(zone.get(), address));
    }
  }

  /// A name server without a zone.
  public NameServer(IpAddress address) {
    this(address, Optional.empty());
  }

  /// Reads an address with or without a zone.
  ///
  /// @throws IllegalArgumentException if `text` is neither
  public static NameServer parse(String text) {
    int sign = text.indexOf('%');
    return sign < 0
        ? new NameServer(IpAddress.parse(text))
        : new NameServer(
            IpAddress.parse(text.substring(0, sign)), Optional.of(text.substring(sign + 1)));
  }

  @Override
  public String toString() {
    return zone.map(name -> address + "%" + name).orElseGet(address::toString);
  }
}
