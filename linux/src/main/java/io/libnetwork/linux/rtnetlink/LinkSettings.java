package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFF_UP;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_ADDRESS;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_AF_SPEC;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_GROUP;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IFALIAS;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IFNAME;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INET6_ADDR_GEN_MODE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MASTER;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MTU;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_NET_NS_FD;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_NET_NS_PID;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_TXQLEN;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IN6_ADDR_GEN_MODE_EUI64;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IN6_ADDR_GEN_MODE_NONE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_INET6;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;

import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.rtnetlink.LinkSetting.AddressGeneration;
import io.libnetwork.linux.rtnetlink.LinkSetting.Administrative;
import io.libnetwork.linux.rtnetlink.LinkSetting.Alias;
import io.libnetwork.linux.rtnetlink.LinkSetting.Group;
import io.libnetwork.linux.rtnetlink.LinkSetting.Index;
import io.libnetwork.linux.rtnetlink.LinkSetting.Mac;
import io.libnetwork.linux.rtnetlink.LinkSetting.Master;
import io.libnetwork.linux.rtnetlink.LinkSetting.Mtu;
import io.libnetwork.linux.rtnetlink.LinkSetting.Name;
import io.libnetwork.linux.rtnetlink.LinkSetting.Namespace;
import io.libnetwork.linux.rtnetlink.LinkSetting.NoMaster;
import io.libnetwork.linux.rtnetlink.LinkSetting.ProcessNamespace;
import io.libnetwork.linux.rtnetlink.LinkSetting.TransmitQueue;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a list of settings may contain, and how it is written: `struct ifinfomsg` of
/// `linux/rtnetlink.h`, then attributes.
final class LinkSettings {

  private LinkSettings() {}

  static void requireForCreation(List<LinkSetting> settings, String subject) {
    requireOnce(settings, subject);
    for (LinkSetting setting : settings) {
      switch (setting) {
        case Alias(String text) ->
            throw new IllegalArgumentException(
                "alias \"%s\" of %s: the kernel ignores an alias at creation, change the link after"
                    .formatted(text, subject));
        case Name(InterfaceName name) ->
            throw new IllegalArgumentException(
                "a second name %s for %s: expected one".formatted(name, subject));
        case AddressGeneration _ ->
            throw new IllegalArgumentException(
                "address generation of %s: the kernel ignores it at creation, change the link after"
                    .formatted(subject));
        case NoMaster _ ->
            throw new IllegalArgumentException("a new link has no master to leave: " + subject);
        case Administrative _,
            Mac _,
            Mtu _,
            TransmitQueue _,
            Master _,
            Group _,
            Namespace _,
            ProcessNamespace _,
            Index _ -> {}
      }
    }
  }

  static void requireForPeer(List<LinkSetting> settings, String peer) {
    requireForCreation(settings, peer);
    for (LinkSetting setting : settings) {
      if (setting instanceof Administrative || setting instanceof Master) {
        throw new IllegalArgumentException(
            "%s for %s: the kernel cannot do it before both ends are made, change the peer after"
                .formatted(setting, peer));
      }
    }
  }

  static void requireForChange(List<LinkSetting> settings, LinkReference link) {
    requireOnce(settings, "link " + link);
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("nothing to change of link " + link);
    }
    for (LinkSetting setting : settings) {
      if (setting instanceof Index(Ifindex index)) {
        throw new IllegalArgumentException(
            "index %s for link %s: a number is given at creation only".formatted(index, link));
      }
      if (setting instanceof Name(InterfaceName name) && link instanceof InterfaceName) {
        throw new IllegalArgumentException(
            "link %s cannot be renamed to %s by its name: refer to it by its index"
                .formatted(link, name));
      }
    }
  }

  /// Writes a header for a new link, which is named by an attribute.
  static void writeNew(MessageWriter writer, InterfaceName name, List<LinkSetting> settings) {
    int index = 0;
    for (LinkSetting setting : settings) {
      index = setting instanceof Index(Ifindex wanted) ? wanted.value() : index;
    }
    writeHeader(writer, AF_UNSPEC, index, settings);
    writer.attribute(IFLA_IFNAME, name.value());
    settings.forEach(setting -> write(writer, setting));
  }

  /// Writes a header for an existing link, and what is to change of it.
  static void writeChange(MessageWriter writer, LinkReference link, List<LinkSetting> settings) {
    writeReference(writer, AF_UNSPEC, link, settings);
    settings.forEach(setting -> write(writer, setting));
  }

  /// Writes a header that refers to a link and changes nothing.
  static void writeReference(MessageWriter writer, LinkReference link) {
    writeReference(writer, AF_UNSPEC, link, List.of());
  }

  private static void writeReference(
      MessageWriter writer, int family, LinkReference link, List<LinkSetting> settings) {
    switch (link) {
      case Ifindex(int value) -> writeHeader(writer, family, value, settings);
      case InterfaceName(String value) -> {
        writeHeader(writer, family, 0, settings);
        writer.attribute(IFLA_IFNAME, value);
      }
    }
  }

  private static void writeHeader(
      MessageWriter writer, int family, int index, List<LinkSetting> settings) {
    int flags = 0;
    int change = 0;
    for (LinkSetting setting : settings) {
      if (setting instanceof Administrative(boolean up)) {
        flags = up ? IFF_UP : 0;
        change = IFF_UP;
      }
    }
    writer.putByte(family).putByte(0).putShort(0).putInt(index).putInt(flags).putInt(change);
  }

  private static void write(MessageWriter writer, LinkSetting setting) {
    switch (setting) {
      case Name(InterfaceName name) -> writer.attribute(IFLA_IFNAME, name.value());
      case Mac(var mac) -> writer.attribute(IFLA_ADDRESS, mac.toBytes());
      case Mtu(int bytes) -> writer.attributeInt(IFLA_MTU, bytes);
      case TransmitQueue(int packets) -> writer.attributeInt(IFLA_TXQLEN, packets);
      case Master(Ifindex master) -> writer.attributeInt(IFLA_MASTER, master.value());
      case NoMaster _ -> writer.attributeInt(IFLA_MASTER, 0);
      case Group(LinkGroup group) -> writer.attributeInt(IFLA_GROUP, group.value());
      case Namespace(var namespace) -> writer.attributeInt(IFLA_NET_NS_FD, namespace.descriptor());
      case ProcessNamespace(long pid) -> writer.attributeInt(IFLA_NET_NS_PID, (int) pid);
      // Without a zero byte at the end, which the kernel would count as a part of the alias.
      case Alias(String text) ->
          writer.attribute(IFLA_IFALIAS, text.getBytes(StandardCharsets.UTF_8));
      case AddressGeneration(boolean on) ->
          writer.nest(
              IFLA_AF_SPEC,
              () ->
                  writer.nest(
                      AF_INET6,
                      () ->
                          writer.attributeByte(
                              IFLA_INET6_ADDR_GEN_MODE,
                              on ? IN6_ADDR_GEN_MODE_EUI64 : IN6_ADDR_GEN_MODE_NONE)));
      // The header carries these.
      case Administrative _, Index _ -> {}
    }
  }

  private static void requireOnce(List<LinkSetting> settings, String subject) {
    Set<Object> seen = new HashSet<>();
    for (LinkSetting setting : settings) {
      if (!seen.add(subjectOf(setting))) {
        throw new IllegalArgumentException(
            "%s is set twice of %s: %s".formatted(setting, subject, settings));
      }
    }
  }

  /// Two settings of one subject contradict each other.
  private static Class<?> subjectOf(LinkSetting setting) {
    if (setting instanceof NoMaster) {
      return Master.class;
    }
    return setting instanceof ProcessNamespace ? Namespace.class : setting.getClass();
  }
}
