package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_REPLACE;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_ADDRESS;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_BROADCAST;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_CACHEINFO;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_FLAGS;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_LABEL;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_LOCAL;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELADDR;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETADDR;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWADDR;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/// What `ip address` does.
public final class Addresses {

  private static final int FOREVER = 0xffff_ffff;
  private static final int MOST_HEADER_FLAGS = 0xff;

  private Addresses() {}

  /// Gives a link an address. The kernel refuses with `EEXIST` where it has it already, `ENODEV`
  /// where there is no such link.
  public static NetlinkRequest<Void> add(LinkAddress address) {
    return command("add", address, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Gives a link an address, or changes one it has: its lifetimes, and for IPv6 its flags.
  public static NetlinkRequest<Void> replace(LinkAddress address) {
    return command("replace", address, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
  }

  /// Takes an address away. The kernel refuses with `EADDRNOTAVAIL` where the link does not have
  /// it.
  public static NetlinkRequest<Void> delete(Ifindex link, InterfaceAddress address) {
    LinkAddress reference = LinkAddress.of(link, address);
    return NetlinkRequest.command(
        "delete address " + address + " of link " + link,
        RTM_DELADDR,
        0,
        writer -> writeReference(writer, reference));
  }

  /// Asks for every address of the namespace.
  public static NetlinkRequest<LinkAddress> list() {
    return list("list addresses", AF_UNSPEC, 0);
  }

  /// Asks for every address of one family.
  public static NetlinkRequest<LinkAddress> list(IpFamily family) {
    return list("list addresses of family " + family, Families.number(family), 0);
  }

  /// Asks for every address of one link.
  public static NetlinkRequest<LinkAddress> list(Ifindex link) {
    return list("list addresses of link " + link, AF_UNSPEC, link.value());
  }

  static Optional<LinkAddress> read(NetlinkMessage message) {
    return AddressReader.read(message);
  }

  private static NetlinkRequest<Void> command(
      String verb, LinkAddress address, int type, int flags) {
    return NetlinkRequest.command(
        verb + " address " + address.address() + " of link " + address.link(),
        type,
        flags,
        writer -> write(writer, address));
  }

  private static NetlinkRequest<LinkAddress> list(String description, int family, int link) {
    return new NetlinkRequest<>(
        description,
        RTM_GETADDR,
        0,
        writer -> writer.putByte(family).putByte(0).putShort(0).putInt(link),
        message ->
            message.type() == RTM_NEWADDR
                // Older kernels answer every link's addresses.
                ? read(message).filter(found -> link == 0 || found.link().value() == link)
                : Optional.empty());
  }

  /// `struct ifaddrmsg`, and the address as both its own and its far end's, as ip-address(8) sends
  /// it.
  private static void writeReference(MessageWriter writer, LinkAddress address) {
    byte[] bytes = address.address().address().toBytes();
    int flags = AddressFlag.bits(address.flags());
    writer
        .putByte(Families.number(address.address().family()))
        .putByte(address.address().length())
        .putByte(flags > MOST_HEADER_FLAGS ? 0 : flags)
        .putByte(address.scope().value())
        .putInt(address.link().value())
        .attribute(IFA_LOCAL, bytes)
        .attribute(IFA_ADDRESS, bytes);
  }

  private static void write(MessageWriter writer, LinkAddress address) {
    writeReference(writer, address);
    address.broadcast().ifPresent(to -> writer.attribute(IFA_BROADCAST, to.toBytes()));
    address.label().ifPresent(label -> writer.attribute(IFA_LABEL, label));
    int flags = AddressFlag.bits(address.flags());
    if (flags > MOST_HEADER_FLAGS) {
      writer.attributeInt(IFA_FLAGS, flags);
    }
    if (address.valid().isPresent() || address.preferred().isPresent()) {
      writeLifetime(writer, address);
    }
  }

  /// `struct ifa_cacheinfo`; its two timestamps are the kernel's.
  private static void writeLifetime(MessageWriter writer, LinkAddress address) {
    ByteBuffer information = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    information.putInt(seconds(address.preferred())).putInt(seconds(address.valid()));
    writer.attribute(IFA_CACHEINFO, information.array());
  }

  private static int seconds(Optional<Duration> time) {
    return time.map(limited -> (int) limited.toSeconds()).orElse(FOREVER);
  }
}
