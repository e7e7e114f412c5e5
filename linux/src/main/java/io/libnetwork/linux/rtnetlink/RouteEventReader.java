package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_BRIDGE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELADDR;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELNEIGH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELROUTE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELRULE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWADDR;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWNEIGH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWROUTE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWRULE;

import io.libnetwork.linux.netlink.NetlinkMessage;
import java.util.Optional;
import java.util.function.Function;

/// Reads announcements.
final class RouteEventReader {

  private RouteEventReader() {}

  /// Reads a whole message.
  ///
  /// @return empty for what is not spoken here
  static Optional<RouteEvent> read(NetlinkMessage message) {
    return switch (message.type()) {
      case RTM_NEWLINK -> link(message, RouteEvent.LinkChanged::new, RouteEvent.PortChanged::new);
      case RTM_DELLINK -> link(message, RouteEvent.LinkDeleted::new, RouteEvent.PortDeleted::new);
      case RTM_NEWADDR -> AddressReader.read(message).map(RouteEvent.AddressAdded::new);
      case RTM_DELADDR -> AddressReader.read(message).map(RouteEvent.AddressDeleted::new);
      case RTM_NEWROUTE -> RouteReader.read(message).map(RouteEvent.RouteAdded::new);
      case RTM_DELROUTE -> RouteReader.read(message).map(RouteEvent.RouteDeleted::new);
      case RTM_NEWRULE -> RuleReader.read(message).map(RouteEvent.RuleAdded::new);
      case RTM_DELRULE -> RuleReader.read(message).map(RouteEvent.RuleDeleted::new);
      case RTM_NEWNEIGH ->
          neighbour(
              message, RouteEvent.NeighbourChanged::new, RouteEvent.ForwardingEntryChanged::new);
      case RTM_DELNEIGH ->
          neighbour(
              message, RouteEvent.NeighbourDeleted::new, RouteEvent.ForwardingEntryDeleted::new);
      default -> Optional.empty();
    };
  }

  /// A bridge announces its ports as links of family `AF_BRIDGE`: a deletion there is no deletion
  /// of the link.
  private static Optional<RouteEvent> link(
      NetlinkMessage message,
      Function<Link, RouteEvent> ofLink,
      Function<Ifindex, RouteEvent> ofPort) {
    return switch (LinkReader.family(message)) {
      case AF_UNSPEC -> Optional.of(ofLink.apply(LinkReader.read(message)));
      case AF_BRIDGE -> Optional.of(ofPort.apply(LinkReader.index(message)));
      default -> Optional.empty();
    };
  }

  private static Optional<RouteEvent> neighbour(
      NetlinkMessage message,
      Function<Neighbour, RouteEvent> ofNeighbour,
      Function<ForwardingEntry, RouteEvent> ofEntry) {
    return LinkReader.family(message) == AF_BRIDGE
        ? ForwardingEntryReader.read(message).map(ofEntry)
        : Neighbours.read(message).map(ofNeighbour);
  }
}
