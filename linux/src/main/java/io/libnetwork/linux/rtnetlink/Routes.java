package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_APPEND;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_REPLACE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_TABLE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELROUTE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_F_CLONED;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETROUTE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWROUTE;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.util.Locale;
import java.util.Optional;

/// What `ip route` does.
public final class Routes {

  private Routes() {}

  /// Adds a route. The kernel refuses with `EEXIST` where one to the destination with the same
  /// metric is in the table, `ENETUNREACH` or `EINVAL` where the gateway cannot be reached on the
  /// link.
  public static NetlinkRequest<Void> add(Route route) {
    return command("add", route, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Adds a route, in place of one to the destination with the same metric.
  public static NetlinkRequest<Void> replace(Route route) {
    return command("replace", route, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE);
  }

  /// Adds a further way to the destination: an IPv4 route behind those that are there, an IPv6 next
  /// hop of the one that is there.
  public static NetlinkRequest<Void> append(Route route) {
    return command("append", route, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND);
  }

  /// Deletes the first route that is as told: what is absent in `route` is not compared. The kernel
  /// refuses with `ESRCH` where there is none.
  public static NetlinkRequest<Void> delete(Route route) {
    return command("delete", route, RTM_DELROUTE, 0);
  }

  /// Asks which route a packet from here to an address would take. The kernel refuses with
  /// `ENETUNREACH`, `EHOSTUNREACH` or `EACCES` where it would be dropped.
  ///
  /// The answer's destination is the address alone.
  public static NetlinkRequest<Route> get(IpAddress destination) {
    return get(RouteQuery.to(destination));
  }

  /// Asks which route a packet would take: one that comes in is judged as such a one, so that the
  /// kernel refuses with `EXDEV` or `EINVAL` where it does not take the source for one of that
  /// link, and with `EHOSTUNREACH` where IPv4 is not forwarded. Whether IPv6 is, is not asked.
  ///
  /// The answer's destination is the address alone.
  public static NetlinkRequest<Route> get(RouteQuery query) {
    return new NetlinkRequest<>(
        "get route to " + query,
        RTM_GETROUTE,
        0,
        writer -> RouteWriter.write(writer, query),
        Routes::read);
  }

  /// Asks for every route of a family, in all tables; those the kernel remembers from lookups are
  /// left out.
  public static NetlinkRequest<Route> list(IpFamily family) {
    return new NetlinkRequest<>(
        "list routes of family " + family,
        RTM_GETROUTE,
        0,
        writer -> writeAny(writer, family),
        message -> lasting(message) ? read(message) : Optional.empty());
  }

  /// Asks for every route of one table. The kernel refuses with `ENOENT` where the table has never
  /// had a route.
  public static NetlinkRequest<Route> list(IpFamily family, RouteTable table) {
    return new NetlinkRequest<>(
        "list routes of family " + family + " in table " + table,
        RTM_GETROUTE,
        0,
        writer -> {
          writeAny(writer, family);
          writer.attributeInt(RTA_TABLE, table.value());
        },
        message ->
            lasting(message)
                ? read(message).filter(route -> route.table().equals(table))
                : Optional.empty());
  }

  private static boolean lasting(NetlinkMessage message) {
    return (RouteReader.flags(message) & RTM_F_CLONED) == 0;
  }

  private static Optional<Route> read(NetlinkMessage message) {
    return message.type() == RTM_NEWROUTE ? RouteReader.read(message) : Optional.empty();
  }

  private static void writeAny(MessageWriter writer, IpFamily family) {
    writer.putByte(Families.number(family)).putByte(0).putShort(0).putInt(0).putInt(0);
  }

  private static NetlinkRequest<Void> command(String verb, Route route, int type, int flags) {
    return NetlinkRequest.command(
        verb + " route " + text(route), type, flags, writer -> RouteWriter.write(writer, route));
  }

  private static String text(Route route) {
    return route.type().name().toLowerCase(Locale.ROOT)
        + " "
        + route.destination()
        + route.gateway().map(gateway -> " via " + gateway).orElse("")
        + route.link().map(link -> " link " + link).orElse("")
        + " table "
        + route.table();
  }
}
