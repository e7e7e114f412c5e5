package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.message.Dhcp6Message;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks in the name of one client of DHCPv6: every server, or one alone where that wants it.
///
/// @param wire by what
/// @param questions as whom
/// @param random numbers what is asked by the way
record Dhcp6Asking(Dhcp6Wire wire, Dhcp6Questions questions, RandomGenerator random) {

  void solicit(int xid, int elapsed, Optional<Ipv6Address> wanted, boolean rapid) {
    wire.send(questions.solicit(xid, elapsed, wanted, rapid));
  }

  void request(int xid, int elapsed, Dhcp6Terms offer) {
    send(offer, questions.request(xid, elapsed, offer));
  }

  void renew(int xid, int elapsed, Dhcp6Terms lease) {
    send(lease, questions.renew(xid, elapsed, lease));
  }

  void rebind(int xid, int elapsed, Ipv6Address address) {
    wire.send(questions.rebind(xid, elapsed, address));
  }

  void release(int xid, int elapsed, Dhcp6Terms lease) {
    send(lease, questions.release(xid, elapsed, lease));
  }

  void decline(int xid, int elapsed, Dhcp6Terms lease) {
    send(lease, questions.decline(xid, elapsed, lease));
  }

  /// Gives back what was leased in spite of what was asked for, once.
  void giveBack(Dhcp6Answer answer) {
    answer.given().forEach(one -> release(random.nextInt(Dhcp6Message.XIDS), 0, one));
  }

  private void send(Dhcp6Terms lease, Dhcp6Message message) {
    if (lease.direct().isPresent()) {
      wire.sendTo(lease.direct().get(), message);
    } else {
      wire.send(message);
    }
  }
}
