package io.libnetwork.dhcp.client;

import java.util.Optional;

/// Who is told what becomes of a lease.
public interface LeaseOwner {

  /// Why what a server offers is not to be taken; empty where it is.
  Optional<String> objection(LeaseTerms offered);

  /// The address is leased: for the first time, or again.
  void bound(LeaseTerms terms);

  /// Something is not as it should be, and the client goes on.
  ///
  /// @param what in a few words
  void troubled(String what);

  /// The address must not be used any longer: it is refused, or its time is over. The client goes
  /// on asking for it.
  ///
  /// @param why in a few words
  void lost(String why);
}
