package io.libnetwork.linux.conntrack;

import static io.libnetwork.linux.conntrack.ConntrackConstants.AF_UNSPEC;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_ID;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TIMEOUT;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_ORIG;
import static io.libnetwork.linux.conntrack.ConntrackConstants.CTA_TUPLE_REPLY;
import static io.libnetwork.linux.conntrack.ConntrackConstants.IPCTNL_MSG_CT_DELETE;
import static io.libnetwork.linux.conntrack.ConntrackConstants.IPCTNL_MSG_CT_GET;
import static io.libnetwork.linux.conntrack.ConntrackConstants.IPCTNL_MSG_CT_GET_STATS;
import static io.libnetwork.linux.conntrack.ConntrackConstants.IPCTNL_MSG_CT_NEW;
import static io.libnetwork.linux.conntrack.ConntrackConstants.NFNL_SUBSYS_CTNETLINK;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkFlags;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The requests of connection tracking. A verb answers a request and sends nothing.
final class Flows {

  private Flows() {}

  /// Asks for the flows that match.
  ///
  /// @param asked which part of the filter the kernel is to compare; all of it is compared here
  static NetlinkRequest<Flow> list(FlowFilter filter, FlowFilter asked) {
    return new NetlinkRequest<>(
        "list flows of " + filter,
        type(IPCTNL_MSG_CT_GET),
        0,
        body(
            FlowWriter.number(filter.family()),
            writer -> {
              if (comparesTuples(asked)) {
                writer.filter(asked);
              }
            }),
        message -> isFlow(message) ? FlowReader.read(message).filter(filter::matches) : nothing());
  }

  /// Asks for the flows of one family, or of both at once, that one filter of several means. The
  /// kernel goes through all of its table for either, which costs it more than what it finds.
  static NetlinkRequest<Flow> list(Set<IpFamily> families, FlowIndex meant) {
    int family =
        families.size() == 1 ? FlowWriter.number(families.iterator().next()) : AF_UNSPEC;
    return new NetlinkRequest<>(
        "list flows of " + families,
        type(IPCTNL_MSG_CT_GET),
        0,
        body(family, writer -> {}),
        message -> isFlow(message) ? FlowReader.read(message).filter(meant::matches) : nothing());
  }

  /// Asks for the flow of a direction. The kernel refuses with `ENOENT` where there is none.
  static NetlinkRequest<Flow> find(FlowTuple original) {
    return new NetlinkRequest<>(
        "find flow " + original,
        type(IPCTNL_MSG_CT_GET),
        0,
        body(
            FlowWriter.number(original.source().family()),
            writer -> writer.tuple(CTA_TUPLE_ORIG, original)),
        message -> isFlow(message) ? FlowReader.read(message) : nothing());
  }

  /// Asks how many flows there are, of both families and all zones.
  static NetlinkRequest<Long> count() {
    return new NetlinkRequest<>(
        "count flows",
        type(IPCTNL_MSG_CT_GET_STATS),
        0,
        body(AF_UNSPEC, writer -> {}),
        FlowReader::readCount);
  }

  /// Deletes the flow that was listed. The kernel refuses with `ENOENT` where it is gone, also
  /// where another flow of the same tuples has come.
  static NetlinkRequest<Void> delete(Flow flow) {
    return NetlinkRequest.command(
        "delete " + flow,
        type(IPCTNL_MSG_CT_DELETE),
        0,
        body(
            FlowWriter.number(flow.family()),
            writer -> {
              writer.tuple(CTA_TUPLE_ORIG, flow.original());
              writer.networkInt(CTA_ID, flow.id());
            }));
  }

  /// Deletes the flows that match, all of which the kernel must be known to compare: see
  /// [KernelFiltering]. The message always has a tuple in it. A kernel that knows no filter takes
  /// it for the deletion of the one flow of that tuple, and refuses it or deletes a flow that
  /// matches; it never takes it for a flush of everything.
  ///
  /// @throws IllegalArgumentException for a filter whose message would have no tuple, or which the
  ///   kernel could compare in part only
  static NetlinkRequest<Void> flush(FlowFilter filter) {
    if (!comparesTuples(filter) || !filter.exact()) {
      throw new IllegalArgumentException(
          "no flush of %s: expected an address, a protocol or single ports".formatted(filter));
    }
    return NetlinkRequest.command(
        "flush flows of " + filter,
        type(IPCTNL_MSG_CT_DELETE),
        0,
        body(
            FlowWriter.number(filter.family()),
            writer -> {
              writer.filter(filter);
              writer.zone(0);
            }));
  }

  /// Makes a flow that no packet has made.
  static NetlinkRequest<Void> add(FlowTuple original, FlowTuple reply, Duration lifetime) {
    return NetlinkRequest.command(
        "add flow " + original,
        type(IPCTNL_MSG_CT_NEW),
        NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_EXCL,
        body(
            FlowWriter.number(original.source().family()),
            writer -> {
              writer.tuple(CTA_TUPLE_ORIG, original);
              writer.tuple(CTA_TUPLE_REPLY, reply);
              writer.networkInt(CTA_TIMEOUT, (int) lifetime.toSeconds());
            }));
  }

  /// Whether the message of a filter has a tuple in it.
  static boolean comparesTuples(FlowFilter filter) {
    return filter.protocol().isPresent() || filter.hasAddress();
  }

  private static int type(int message) {
    return NFNL_SUBSYS_CTNETLINK << 8 | message;
  }

  private static Consumer<MessageWriter> body(int family, Consumer<FlowWriter> content) {
    return writer -> {
      FlowWriter flow = new FlowWriter(writer);
      flow.header(family);
      content.accept(flow);
    };
  }

  private static boolean isFlow(NetlinkMessage message) {
    return message.type() == type(IPCTNL_MSG_CT_NEW);
  }

  private static Optional<Flow> nothing() {
    return Optional.empty();
  }
}
