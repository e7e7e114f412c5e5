package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.MacAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A link as the kernel shows it.
///
/// @param name as the kernel has it, which may be no valid [InterfaceName]
/// @param kind the kernel's word, as `veth`; empty for a link that was not made by netlink
/// @param details the kind with its options, where the kernel tells them and they are known here
/// @param mac empty for a link without an Ethernet address
/// @param mtu in bytes
/// @param transmitQueue in packets
/// @param master the bridge, or other master, that this link is a port of
/// @param parent the link below, or a veth's peer; where `parentNamespace` is present, a number in
///   that namespace
/// @param parentNamespace this namespace's number for the one that `parent` is in
public record Link(
    Ifindex index,
    String name,
    String kind,
    Optional<LinkKind> details,
    Optional<MacAddress> mac,
    int mtu,
    int transmitQueue,
    Set<LinkFlag> flags,
    OperState state,
    Optional<Ifindex> master,
    Optional<Ifindex> parent,
    OptionalInt parentNamespace,
    Optional<String> alias,
    LinkGroup group) {

  public Link {
    flags = Set.copyOf(flags);
  }

  /// Whether the link is administratively up.
  public boolean up() {
    return flags.contains(LinkFlag.UP);
  }

  /// Whether packets can pass: it is up, and so is what is below it.
  public boolean running() {
    return flags.contains(LinkFlag.RUNNING);
  }
}
