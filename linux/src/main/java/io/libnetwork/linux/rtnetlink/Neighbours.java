package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_REPLACE;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_DST;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_IFINDEX;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDA_LLADDR;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NDMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.NeighbourConstants.NTF_PROXY;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELNEIGH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETNEIGH;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWNEIGH;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What `ip neighbour` does.
public final class Neighbours {

  private Neighbours() {}

  /// Adds an entry. The kernel refuses with `EEXIST` where there is one for the address on the
  /// link.
  public static NetlinkRequest<Void> add(Neighbour neighbour) {
    return command("add", neighbour, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Adds an entry, or changes the one that is there.
  public static NetlinkRequest<Void> replace(Neighbour neighbour) {
    return command("replace", neighbour, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE);
  }

  /// Deletes an entry. The kernel refuses with `ENOENT` where there is none.
  public static NetlinkRequest<Void> delete(Ifindex link, IpAddress address) {
    return delete("neighbour", link, address, 0);
  }

  /// Deletes a proxy entry. The kernel refuses with `ENOENT` where there is none.
  public static NetlinkRequest<Void> deleteProxy(Ifindex link, IpAddress address) {
    return delete("proxy neighbour", link, address, NTF_PROXY);
  }

  /// Asks for one entry. The kernel refuses with `ENOENT` where there is none.
  public static NetlinkRequest<Neighbour> get(Ifindex link, IpAddress address) {
    return new NetlinkRequest<>(
        "get neighbour " + address + " on link " + link,
        RTM_GETNEIGH,
        0,
        writer -> {
          writeHeader(writer, Families.number(address.family()), link.value(), 0, 0);
          writer.attribute(NDA_DST, address.toBytes());
        },
        Neighbours::readNew);
  }

  /// Asks for every entry of the namespace, proxies excepted.
  public static NetlinkRequest<Neighbour> list() {
    return list("list neighbours", 0, 0);
  }

  /// Asks for every entry of a link, proxies excepted.
  public static NetlinkRequest<Neighbour> list(Ifindex link) {
    return list("list neighbours on link " + link, link.value(), 0);
  }

  /// Asks for every proxy entry.
  public static NetlinkRequest<Neighbour> listProxies() {
    return list("list proxy neighbours", 0, NTF_PROXY);
  }

  /// Reads a whole message.
  ///
  /// @return empty for a family that is not the Internet Protocol's
  static Optional<Neighbour> read(NetlinkMessage message) {
    ByteBuffer header = message.payload();
    if (Families.of(Byte.toUnsignedInt(header.get(0))).isEmpty()) {
      return Optional.empty();
    }
    Optional<IpAddress> address = Optional.empty();
    Optional<MacAddress> mac = Optional.empty();
    Attributes attributes = message.attributes(NDMSG_SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case NDA_DST -> address = Optional.of(IpAddress.of(attributes.bytes()));
        case NDA_LLADDR -> mac = mac(attributes);
        default -> {}
      }
    }
    Optional<MacAddress> known = mac;
    return header.getInt(4) < 1
        ? Optional.empty()
        : address.map(found -> neighbour(header, found, known));
  }

  /// `struct ndmsg` of `linux/neighbour.h`.
  static void writeHeader(MessageWriter writer, int family, int link, int state, int flags) {
    writer.putByte(family).putByte(0).putShort(0).putInt(link);
    writer.putShort(state).putByte(flags).putByte(0);
  }

  static Optional<MacAddress> mac(Attributes attributes) {
    return attributes.length() == 6
        ? Optional.of(MacAddress.of(attributes.bytes()))
        : Optional.empty();
  }

  private static Neighbour neighbour(
      ByteBuffer header, IpAddress address, Optional<MacAddress> mac) {
    return new Neighbour(
        new Ifindex(header.getInt(4)),
        address,
        mac,
        Neighbour.State.of(Short.toUnsignedInt(header.getShort(8))),
        Neighbour.Flag.of(Byte.toUnsignedInt(header.get(10))));
  }

  private static NetlinkRequest<Void> command(
      String verb, Neighbour neighbour, int type, int flags) {
    return NetlinkRequest.command(
        verb + " neighbour " + neighbour.address() + " on link " + neighbour.link(),
        type,
        flags,
        writer -> {
          int family = Families.number(neighbour.address().family());
          int state = neighbour.state().number();
          int bits = Neighbour.Flag.bits(neighbour.flags());
          writeHeader(writer, family, neighbour.link().value(), state, bits);
          writer.attribute(NDA_DST, neighbour.address().toBytes());
          neighbour.mac().ifPresent(mac -> writer.attribute(NDA_LLADDR, mac.toBytes()));
        });
  }

  private static NetlinkRequest<Void> delete(
      String what, Ifindex link, IpAddress address, int flags) {
    return NetlinkRequest.command(
        "delete " + what + " " + address + " on link " + link,
        RTM_DELNEIGH,
        0,
        writer -> {
          writeHeader(writer, Families.number(address.family()), link.value(), 0, flags);
          writer.attribute(NDA_DST, address.toBytes());
        });
  }

  private static NetlinkRequest<Neighbour> list(String description, int link, int flags) {
    return new NetlinkRequest<>(
        description,
        RTM_GETNEIGH,
        0,
        writer -> {
          writeHeader(writer, AF_UNSPEC, 0, 0, flags);
          if (link != 0) {
            writer.attributeInt(NDA_IFINDEX, link);
          }
        },
        Neighbours::readNew);
  }

  private static Optional<Neighbour> readNew(NetlinkMessage message) {
    return message.type() == RTM_NEWNEIGH ? read(message) : Optional.empty();
  }
}
