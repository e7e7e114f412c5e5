package io.libnetwork.drivers.uplink;

import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkKind;
import java.util.Optional;

/// How the links of a network stand on their parent: what makes it the kind it is.
public interface Standing {

  /// The kernel's word for the kind of link, as in `macvlan`.
  String kind();

  /// A link of that kind.
  ///
  /// @param parent the link below
  LinkKind on(Ifindex parent);

  /// Whether each link has a MAC address of its own.
  boolean ownMac();

  /// Whether the parent's namespace routes what links send, so that they need no next hop.
  boolean routed();

  /// Why the host cannot be let in among the containers; empty where it can.
  ///
  /// @param ownAddresses whether it has an address of its own there, in every family
  Optional<String> hostAccessRefusal(boolean ownAddresses);

  /// Why another network cannot stand on the same parent; empty where it can.
  ///
  /// @param other how that one's links stand
  Optional<String> refusalBeside(Standing other);
}
