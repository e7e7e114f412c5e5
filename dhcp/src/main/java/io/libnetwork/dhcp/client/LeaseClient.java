package io.libnetwork.dhcp.client;

import io.libnetwork.address.IpAddress;
import java.util.Optional;

/// One lease of either family, asked for in the name of who will have the address.
///
/// For one thread. Addresses are of the client's family.
public sealed interface LeaseClient permits Dhcp4Client, Dhcp6Client {

  /// As whom it asks.
  ClientIdentity identity();

  /// Where it stands.
  LeaseState state();

  /// Looks for a server.
  ///
  /// @param address one that the server is asked for; it may offer another
  void acquire(Optional<IpAddress> address);

  /// Asks whether it may keep an address that it had before the process began.
  void reboot(IpAddress address);

  /// Gives the address back, and comes to its end. A server that has said nothing yet cannot be
  /// told.
  ///
  /// @param gone done when nothing more is to be sent or received
  void release(Runnable gone);

  /// Comes to its end; the lease goes on until its time is over.
  void end();
}
