package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.message.Dhcp6Message;

/// What a client's messages are sent by. What cannot be sent is lost, as anywhere on its way, and
/// sent again when nobody answers.
public interface Dhcp6Wire {

  /// Sends to every server of the segment.
  void send(Dhcp6Message message);

  /// Sends to one server alone.
  ///
  /// @param server one that has said where it is to be sent to
  void sendTo(Dhcp6Terms.Station server, Dhcp6Message message);

  /// Asks the segment whether somebody has an address, RFC 4862 section 5.4.
  void probe(Ipv6Address address);
}
