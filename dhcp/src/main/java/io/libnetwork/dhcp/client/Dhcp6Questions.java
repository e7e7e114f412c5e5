package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Type;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.dhcp.message.IdentityAssociation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The messages of one client of DHCPv6, with what RFC 8415 section 18.2 says belongs into each.
///
/// @param identity as whom they ask: known by its MAC address, of which the identifier of its one
///   interface is made as well
record Dhcp6Questions(ClientIdentity identity) {

  /// The server is to put the name into DNS, RFC 4704 section 4.1.
  private static final int SERVER_UPDATES = 1;

  private static final byte[] WANTED = {0, Dhcp6Options.LONGEST_SOLICIT};

  /// By what the client is known.
  Duid duid() {
    return Duid.linkLayer(identity.mac());
  }

  /// What tells its one interface from others that it does not have.
  int iaid() {
    return (int) identity.mac().bits();
  }

  /// Who would lease, this address if possible?
  ///
  /// @param rapid whether it may be leased at once
  Dhcp6Message solicit(int xid, int elapsed, Optional<Ipv6Address> wanted, boolean rapid) {
    Dhcp6Message message = asking(Dhcp6Type.SOLICIT, xid, elapsed, wanted.stream().toList());
    return rapid ? message.with(Dhcp6Options.RAPID_COMMIT) : message;
  }

  /// Asks a server for what it has offered.
  Dhcp6Message request(int xid, int elapsed, Dhcp6Terms offer) {
    return to(offer, asking(Dhcp6Type.REQUEST, xid, elapsed, List.of(offer.address())));
  }

  /// Asks the lease's server for more time.
  Dhcp6Message renew(int xid, int elapsed, Dhcp6Terms lease) {
    return to(lease, asking(Dhcp6Type.RENEW, xid, elapsed, List.of(lease.address())));
  }

  /// Asks every server for more time.
  Dhcp6Message rebind(int xid, int elapsed, Ipv6Address address) {
    return asking(Dhcp6Type.REBIND, xid, elapsed, List.of(address));
  }

  /// Nobody needs the address any more.
  Dhcp6Message release(int xid, int elapsed, Dhcp6Terms lease) {
    return to(lease, bare(Dhcp6Type.RELEASE, xid, elapsed, List.of(lease.address())));
  }

  /// Somebody else has the address.
  Dhcp6Message decline(int xid, int elapsed, Dhcp6Terms lease) {
    return to(lease, bare(Dhcp6Type.DECLINE, xid, elapsed, List.of(lease.address())));
  }

  private static Dhcp6Message to(Dhcp6Terms lease, Dhcp6Message message) {
    return message.with(Dhcp6Options.SERVER_IDENTIFIER, lease.serverId().toBytes());
  }

  private Dhcp6Message asking(Dhcp6Type type, int xid, int elapsed, List<Ipv6Address> addresses) {
    Dhcp6Message message =
        bare(type, xid, elapsed, addresses).with(Dhcp6Options.OPTION_REQUEST, WANTED);
    return identity
        .hostName()
        .map(name -> message.with(Dhcp6Options.CLIENT_NAME, partialName(name)))
        .orElse(message);
  }

  private Dhcp6Message bare(Dhcp6Type type, int xid, int elapsed, List<Ipv6Address> addresses) {
    byte[] time = ByteBuffer.allocate(Short.BYTES).putShort((short) elapsed).array();
    return new Dhcp6Message(type, xid, Dhcp6Options.NONE)
        .with(Dhcp6Options.CLIENT_IDENTIFIER, duid().toBytes())
        .with(
            Dhcp6Options.IDENTITY_ASSOCIATION, IdentityAssociation.wish(iaid(), addresses).write())
        .with(Dhcp6Options.ELAPSED_TIME, time);
  }

  /// A name that the server is to complete: one label, with no end behind it (RFC 4704 section
  /// 4.2).
  private static byte[] partialName(String label) {
    byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(SERVER_UPDATES);
    out.write(bytes.length);
    out.writeBytes(bytes);
    return out.toByteArray();
  }
}
