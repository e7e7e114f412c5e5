package io.libnetwork.linux.tc;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.tc.TcConstants.ETH_P_ALL;
import static io.libnetwork.linux.tc.TcConstants.RTM_DELTFILTER;
import static io.libnetwork.linux.tc.TcConstants.RTM_GETTFILTER;
import static io.libnetwork.linux.tc.TcConstants.RTM_NEWTFILTER;

import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.nio.ByteOrder;
import java.util.Optional;

/// What `tc filter` does.
public final class Filters {

  private Filters() {}

  /// Adds one, behind those that are there with its preference. The kernel refuses with `EINVAL`
  /// where there is no such parent, and with `ENODEV` where a link is missing.
  ///
  /// @throws IllegalArgumentException when the filter is of a kind that is not spoken here
  public static NetlinkRequest<Void> add(Filter filter) {
    RedirectAll redirect =
        switch (filter.kind()) {
          case RedirectAll spoken -> spoken;
          case OtherFilter(String text) ->
              throw new IllegalArgumentException(
                  "cannot add a filter of kind " + text + ": expected u32 that redirects all");
        };
    return NetlinkRequest.command(
        "add " + filter,
        RTM_NEWTFILTER,
        NLM_F_CREATE | NLM_F_EXCL,
        writer -> {
          int info = info(filter.preference());
          TcMessage.writeHeader(writer, filter.link().value(), Handle.NONE, filter.parent(), info);
          Redirects.write(writer, redirect);
        });
  }

  /// Deletes those of a preference. The kernel refuses with `ENOENT` where there is none, and with
  /// `EINVAL` where there is no such parent.
  public static NetlinkRequest<Void> delete(Ifindex link, Handle parent, int preference) {
    return NetlinkRequest.command(
        "delete filters " + preference + " at " + parent + " of link " + link,
        RTM_DELTFILTER,
        0,
        writer ->
            TcMessage.writeHeader(writer, link.value(), Handle.NONE, parent, info(preference)));
  }

  /// Asks for those of one parent.
  public static NetlinkRequest<Filter> list(Ifindex link, Handle parent) {
    return new NetlinkRequest<>(
        "list filters at " + parent + " of link " + link,
        RTM_GETTFILTER,
        0,
        writer -> TcMessage.writeHeader(writer, link.value(), Handle.NONE, parent, 0),
        Filters::read);
  }

  /// The preference above, the protocol below, which is in network byte order.
  private static int info(int preference) {
    short protocol =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? (short) ETH_P_ALL
            : Short.reverseBytes((short) ETH_P_ALL);
    return preference << 16 | Short.toUnsignedInt(protocol);
  }

  /// A u32 filter is told together with the tables it stands in, which have the handle of a table
  /// alone, or none, and are no filters.
  private static Optional<Filter> read(NetlinkMessage message) {
    if (message.type() != RTM_NEWTFILTER) {
      return Optional.empty();
    }
    TcMessage told = TcMessage.read(message);
    FilterKind kind = new OtherFilter(told.kind());
    if (told.kind().equals("u32")) {
      if (told.handle().minor() == 0) {
        return Optional.empty();
      }
      kind = Redirects.read(told.options()).orElse(kind);
    } else if (told.handle().equals(Handle.NONE)) {
      return Optional.empty();
    }
    return Optional.of(new Filter(told.link(), told.parent(), told.info() >>> 16, kind));
  }
}
