package io.libnetwork.linux.rtnetlink;

/// What the kernel announced. Events are hints: what they tell was true when they were sent.
public sealed interface RouteEvent {

  /// A link is new, or anything of it has changed.
  record LinkChanged(Link link) implements RouteEvent {}

  /// A link is gone, or has left for another namespace.
  record LinkDeleted(Link link) implements RouteEvent {}

  /// A link has become a bridge's port, or the bridge has changed something of the port.
  record PortChanged(Ifindex link) implements RouteEvent {}

  /// A link is no longer a bridge's port; the link itself may stay.
  record PortDeleted(Ifindex link) implements RouteEvent {}

  /// An address is new or has changed.
  record AddressAdded(LinkAddress address) implements RouteEvent {}

  record AddressDeleted(LinkAddress address) implements RouteEvent {}

  /// A route is new or has been replaced.
  record RouteAdded(Route route) implements RouteEvent {}

  record RouteDeleted(Route route) implements RouteEvent {}

  record RuleAdded(Rule rule) implements RouteEvent {}

  record RuleDeleted(Rule rule) implements RouteEvent {}

  /// An entry is new or has changed.
  record NeighbourChanged(Neighbour neighbour) implements RouteEvent {}

  record NeighbourDeleted(Neighbour neighbour) implements RouteEvent {}

  /// An entry is new or has changed.
  record ForwardingEntryChanged(ForwardingEntry entry) implements RouteEvent {}

  record ForwardingEntryDeleted(ForwardingEntry entry) implements RouteEvent {}

  /// The kernel dropped events: everything is to be looked at again.
  record Missed() implements RouteEvent {}

  /// Nothing further will be heard: the monitor is to be replaced, and everything looked at again.
  ///
  /// @param cause what the kernel, or the consumer of an event, threw
  record Failed(RuntimeException cause) implements RouteEvent {}
}
