package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import java.util.Optional;

/// The messages of one client, with what RFC 2131 table 5 says belongs into each.
///
/// @param identity as whom they ask
record Dhcp4Questions(ClientIdentity identity) {

  private static final byte[] WANTED = {
    Dhcp4Options.SUBNET_MASK,
    Dhcp4Options.ROUTER,
    Dhcp4Options.LEASE_TIME,
    Dhcp4Options.SERVER_IDENTIFIER,
    Dhcp4Options.RENEWAL_TIME,
    Dhcp4Options.REBINDING_TIME
  };

  /// Who would lease, this address if possible?
  Dhcp4Message discover(int xid, int seconds, Optional<Ipv4Address> wanted) {
    Dhcp4Message message = asking(Dhcp4Type.DISCOVER, xid, seconds);
    return wanted
        .map(address ->
            message.with(message.options().with(Dhcp4Options.REQUESTED_ADDRESS, address)))
        .orElse(message);
  }

  /// Asks for what a server has offered; the others see that theirs was not taken.
  Dhcp4Message request(int xid, int seconds, Dhcp4Terms offer) {
    return about(asking(Dhcp4Type.REQUEST, xid, seconds), offer);
  }

  /// May this address be kept?
  Dhcp4Message keep(int xid, int seconds, Ipv4Address address) {
    Dhcp4Message message = asking(Dhcp4Type.REQUEST, xid, seconds);
    return message.with(message.options().with(Dhcp4Options.REQUESTED_ADDRESS, address));
  }

  /// Somebody else has the address.
  Dhcp4Message decline(int xid, Dhcp4Terms lease) {
    return about(bare(Dhcp4Type.DECLINE, xid, 0), lease);
  }

  /// Nobody needs the address any more.
  Dhcp4Message release(int xid, Dhcp4Terms lease) {
    Dhcp4Message message = bare(Dhcp4Type.RELEASE, xid, 0).from(lease.address());
    return message.with(message.options().with(Dhcp4Options.SERVER_IDENTIFIER, lease.server()));
  }

  private static Dhcp4Message about(Dhcp4Message message, Dhcp4Terms lease) {
    return message.with(
        message
            .options()
            .with(Dhcp4Options.REQUESTED_ADDRESS, lease.address())
            .with(Dhcp4Options.SERVER_IDENTIFIER, lease.server()));
  }

  private Dhcp4Message asking(Dhcp4Type type, int xid, int seconds) {
    Dhcp4Message message = bare(type, xid, seconds);
    return message.with(message.options().with(Dhcp4Options.PARAMETER_LIST, WANTED));
  }

  private Dhcp4Message bare(Dhcp4Type type, int xid, int seconds) {
    Dhcp4Message message = Dhcp4Message.of(type, xid, seconds, identity.mac());
    return message.with(identity.with(message.options()));
  }
}
