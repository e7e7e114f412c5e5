package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFINFOMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_ADDRESS;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_GROUP;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IFALIAS;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IFNAME;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_DATA;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_KIND;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINK;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINKINFO;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINK_NETNSID;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MASTER;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MTU;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_OPERSTATE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_TXQLEN;

import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one `RTM_NEWLINK` or `RTM_DELLINK`: `struct ifinfomsg` of `linux/rtnetlink.h`, then
/// attributes.
final class LinkReader {

  private static final int MAC_BYTES = 6;

  private final Ifindex index;
  private final Set<LinkFlag> flags;
  private String name = "";
  private String kind = "";
  private @Nullable ByteBuffer data;
  private Optional<MacAddress> mac = Optional.empty();
  private int mtu;
  private int transmitQueue;
  private OperState state = OperState.UNKNOWN;
  private Optional<Ifindex> master = Optional.empty();
  private @Nullable Ifindex parent;
  private OptionalInt parentNamespace = OptionalInt.empty();
  private Optional<String> alias = Optional.empty();
  private LinkGroup group = LinkGroup.DEFAULT;

  private LinkReader(NetlinkMessage message) {
    index = index(message);
    flags = flags(message.payload().getInt(8));
  }

  static Link read(NetlinkMessage message) {
    LinkReader reader = new LinkReader(message);
    Attributes attributes = message.attributes(IFINFOMSG_SIZE);
    while (attributes.next()) {
      reader.accept(attributes);
    }
    return reader.link();
  }

  /// The family of the part of the kernel that speaks.
  static int family(NetlinkMessage message) {
    return Byte.toUnsignedInt(message.payload().get(0));
  }

  static Ifindex index(NetlinkMessage message) {
    return new Ifindex(message.payload().getInt(4));
  }

  private void accept(Attributes attributes) {
    switch (attributes.type()) {
      case IFLA_IFNAME -> name = attributes.text();
      case IFLA_ADDRESS -> mac = mac(attributes);
      case IFLA_MTU -> mtu = attributes.asInt();
      case IFLA_TXQLEN -> transmitQueue = attributes.asInt();
      case IFLA_OPERSTATE -> state = OperState.of(attributes.asByte());
      case IFLA_MASTER -> master = Optional.ofNullable(indexOf(attributes));
      case IFLA_LINK -> parent = indexOf(attributes);
      case IFLA_LINK_NETNSID -> parentNamespace = OptionalInt.of(attributes.asInt());
      case IFLA_IFALIAS -> alias = Optional.of(attributes.text());
      case IFLA_GROUP -> group = new LinkGroup(attributes.asInt());
      case IFLA_LINKINFO -> acceptKind(attributes.nested());
      default -> {}
    }
  }

  private void acceptKind(Attributes attributes) {
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_INFO_KIND -> kind = attributes.text();
        case IFLA_INFO_DATA -> data = attributes.value();
        default -> {}
      }
    }
  }

  private Link link() {
    ByteBuffer options = data == null ? ByteBuffer.allocate(0) : data;
    return new Link(
        index,
        name,
        kind,
        LinkKindReader.read(kind, () -> new Attributes(options), parent),
        mac,
        mtu,
        transmitQueue,
        flags,
        state,
        master,
        Optional.ofNullable(parent),
        parentNamespace,
        alias,
        group);
  }

  private static Set<LinkFlag> flags(int bits) {
    Set<LinkFlag> flags = EnumSet.noneOf(LinkFlag.class);
    for (LinkFlag flag : LinkFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static Optional<MacAddress> mac(Attributes attributes) {
    return attributes.length() == MAC_BYTES
        ? Optional.of(MacAddress.of(attributes.bytes()))
        : Optional.empty();
  }

  private static @Nullable Ifindex indexOf(Attributes attributes) {
    return attributes.asInt() == 0 ? null : new Ifindex(attributes.asInt());
  }
}
