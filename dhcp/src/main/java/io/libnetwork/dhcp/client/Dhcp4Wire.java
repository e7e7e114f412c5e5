package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.dhcp.message.Dhcp4Message;

/// What a client's messages are sent by. What cannot be sent is lost, as anywhere on its way, and
/// sent again when nobody answers.
public interface Dhcp4Wire {

  /// Sends to every server of the segment.
  void send(Dhcp4Message message);

  /// Sends to the server of a lease, from the address that was leased.
  void sendTo(Dhcp4Terms lease, Dhcp4Message message);

  /// Asks the segment whether somebody has an address, RFC 5227 section 2.1.1.
  void probe(Ipv4Address address);
}
