package io.libnetwork.dhcp.client;

import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp4Options;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/// As whom a client asks.
///
/// @param mac in the message's field for it, which need not be that of the interface it is sent by
/// @param clientId tells leases apart where several clients share an interface; without it servers
///   go by the MAC address, and nothing is leased
/// @param hostName which servers may put into the segment's DNS
public record ClientIdentity(MacAddress mac, boolean clientId, Optional<String> hostName) {

  private static final int ETHERNET = 1;
  private static final int LONGEST_LABEL = 63;

  /// An endpoint: its MAC address is also its client identifier, as most clients have it, so that a
  /// server's table of known machines fits whichever of both it goes by.
  ///
  /// @param name of which the host name is made
  public static ClientIdentity of(String name, MacAddress mac) {
    return new ClientIdentity(mac, true, label(name));
  }

  /// A client that only asks what there is, and leaves no trace.
  public static ClientIdentity asking(MacAddress mac) {
    return new ClientIdentity(mac, false, Optional.empty());
  }

  /// The options that say who it is, RFC 2132 sections 3.14 and 9.14.
  Dhcp4Options with(Dhcp4Options options) {
    Dhcp4Options more = options;
    if (clientId) {
      byte[] id = ByteBuffer.allocate(7).put((byte) ETHERNET).put(mac.toBytes()).array();
      more = more.with(Dhcp4Options.CLIENT_IDENTIFIER, id);
    }
    return hostName.isPresent() ? more.with(Dhcp4Options.HOST_NAME, hostName.get()) : more;
  }

  /// A label of DNS (RFC 1123 section 2.1), in which what may not be in one is a hyphen.
  private static Optional<String> label(String name) {
    String clean =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+", "");
    String cut = clean.substring(0, Math.min(LONGEST_LABEL, clean.length())).replaceAll("-+$", "");
    return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
  }
}
