package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFINFOMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_EXT_MASK;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_GROUP;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INFO_KIND;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_LINKINFO;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MASTER;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_STATS64;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_STATS_LINK_64;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_TARGET_NETNSID;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IF_STATS_MSG_SIZE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTEXT_FILTER_SKIP_STATS;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETSTATS;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWSTATS;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_SETLINK;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What `ip link` does.
public final class Links {

  private Links() {}

  /// Makes a link, and everything its [LinkSpec] says of it, in one step.
  ///
  /// The kernel refuses with `EEXIST` where the name or the index is taken, `EOPNOTSUPP` where it
  /// does not have the kind, `ENODEV` where a parent or master is missing.
  public static NetlinkRequest<Void> add(LinkSpec spec) {
    return NetlinkRequest.command(
        "add link " + spec.name() + " (" + spec.kind().text() + ")",
        RTM_NEWLINK,
        NLM_F_CREATE | NLM_F_EXCL,
        writer -> {
          LinkSettings.writeNew(writer, spec.name(), spec.settings());
          LinkKindWriter.write(writer, spec.kind());
        });
  }

  /// Changes a link; several settings go in one step, which the kernel does not undo where a later
  /// one is refused.
  ///
  /// @throws IllegalArgumentException when the settings are empty or contradict each other
  public static NetlinkRequest<Void> change(LinkReference link, LinkSetting... settings) {
    List<LinkSetting> changes = List.of(settings);
    LinkSettings.requireForChange(changes, link);
    return NetlinkRequest.command(
        "change link " + link,
        RTM_SETLINK,
        0,
        writer -> LinkSettings.writeChange(writer, link, changes));
  }

  /// Changes the options of a bridge that exists.
  public static NetlinkRequest<Void> change(LinkReference link, Bridge options) {
    return NetlinkRequest.command(
        "change bridge " + link,
        RTM_NEWLINK,
        0,
        writer -> {
          LinkSettings.writeReference(writer, link);
          LinkKindWriter.write(writer, options);
        });
  }

  public static NetlinkRequest<Void> up(LinkReference link) {
    return change(link, LinkSetting.up());
  }

  public static NetlinkRequest<Void> down(LinkReference link) {
    return change(link, LinkSetting.down());
  }

  /// Deletes a link, and a veth's peer with it.
  ///
  /// The deletion is announced at once; the call itself returns after a grace period of the kernel,
  /// tens of milliseconds.
  public static NetlinkRequest<Void> delete(LinkReference link) {
    return NetlinkRequest.command(
        "delete link " + link, RTM_DELLINK, 0, writer -> LinkSettings.writeReference(writer, link));
  }

  /// Deletes all links of a group, which takes hardly longer than to delete one. The kernel refuses
  /// with `ENODEV` where there is none.
  ///
  /// @throws IllegalArgumentException for the default group, in which every link is
  public static NetlinkRequest<Void> delete(LinkGroup group) {
    if (group.equals(LinkGroup.DEFAULT)) {
      throw new IllegalArgumentException(
          "link group 0 cannot be deleted: every link without a group is in it");
    }
    return NetlinkRequest.command(
        "delete links of group " + group,
        RTM_DELLINK,
        0,
        writer -> {
          writeAny(writer);
          writer.attributeInt(IFLA_GROUP, group.value());
        });
  }

  /// Asks for one link. The kernel refuses with `ENODEV` where there is none.
  public static NetlinkRequest<Link> get(LinkReference link) {
    return new NetlinkRequest<>(
        "get link " + link,
        RTM_GETLINK,
        0,
        writer -> {
          LinkSettings.writeReference(writer, link);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        },
        Links::read);
  }

  /// Asks for every link that all filters accept.
  public static NetlinkRequest<Link> list(LinkFilter... filters) {
    List<LinkFilter> all = List.of(filters);
    return new NetlinkRequest<>(
        "list links",
        RTM_GETLINK,
        0,
        writer -> {
          writeAny(writer);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
          all.forEach(filter -> write(writer, filter));
        },
        // The kernel filters too, but answers everything where it does not know a kind.
        message -> read(message).filter(link -> all.stream().allMatch(f -> f.accepts(link))));
  }

  /// Asks for every link of another namespace, which need not be entered for that.
  ///
  /// @param namespace this one's number for it, as [Link#parentNamespace] has it
  public static NetlinkRequest<Link> listIn(int namespace) {
    return new NetlinkRequest<>(
        "list links in namespace " + namespace,
        RTM_GETLINK,
        0,
        writer -> {
          writeAny(writer);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
          writer.attributeInt(IFLA_TARGET_NETNSID, namespace);
        },
        Links::read);
  }

  /// Deletes a link of another namespace, as [#delete(LinkReference)].
  ///
  /// @param namespace this one's number for it, as [Link#parentNamespace] has it
  public static NetlinkRequest<Void> deleteIn(int namespace, LinkReference link) {
    return NetlinkRequest.command(
        "delete link " + link + " in namespace " + namespace,
        RTM_DELLINK,
        0,
        writer -> {
          LinkSettings.writeReference(writer, link);
          writer.attributeInt(IFLA_TARGET_NETNSID, namespace);
        });
  }

  /// Asks for one link with all that the kernel tells in one answer. The kernel refuses with
  /// `ENODEV` where there is none.
  public static NetlinkRequest<LinkView> view(LinkReference link) {
    return new NetlinkRequest<>(
        "view link " + link,
        RTM_GETLINK,
        0,
        writer -> {
          LinkSettings.writeReference(writer, link);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        },
        Links::readView);
  }

  /// Asks for every link that all filters accept, with all that the kernel tells in one answer.
  public static NetlinkRequest<LinkView> views(LinkFilter... filters) {
    List<LinkFilter> all = List.of(filters);
    return new NetlinkRequest<>(
        "view links",
        RTM_GETLINK,
        0,
        writer -> {
          writeAny(writer);
          writer.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
          all.forEach(filter -> write(writer, filter));
        },
        message ->
            readView(message).filter(view -> all.stream().allMatch(f -> f.accepts(view.link()))));
  }

  private static Optional<LinkView> readView(NetlinkMessage message) {
    return message.type() == RTM_NEWLINK
        ? Optional.of(LinkViewReader.read(message))
        : Optional.empty();
  }

  /// Asks for a link's counters.
  public static NetlinkRequest<LinkStatistics> statistics(Ifindex link) {
    return statistics("get statistics of link " + link, link.value());
  }

  /// Asks for the counters of every link.
  public static NetlinkRequest<LinkStatistics> statistics() {
    return statistics("list statistics of links", 0);
  }

  /// Asks for every link with its counters, in one answer: no link can be taken for another that
  /// has got its number in between.
  public static NetlinkRequest<CountedLink> counted() {
    return new NetlinkRequest<>(
        "list links with statistics", RTM_GETLINK, 0, Links::writeAny, Links::readCounted);
  }

  static Optional<Link> read(NetlinkMessage message) {
    return message.type() == RTM_NEWLINK ? Optional.of(LinkReader.read(message)) : Optional.empty();
  }

  private static void writeAny(MessageWriter writer) {
    writer.putInt(AF_UNSPEC).putInt(0).putInt(0).putInt(0);
  }

  private static void write(MessageWriter writer, LinkFilter filter) {
    switch (filter) {
      case LinkFilter.OfKind(String kind) ->
          writer.nest(IFLA_LINKINFO, () -> writer.attribute(IFLA_INFO_KIND, kind));
      case LinkFilter.PortOf(Ifindex master) -> writer.attributeInt(IFLA_MASTER, master.value());
      case LinkFilter.Up _, LinkFilter.InGroup _ -> {}
    }
  }

  /// `struct if_stats_msg` of `linux/if_link.h`: much less than a link's whole description.
  private static NetlinkRequest<LinkStatistics> statistics(String description, int index) {
    return new NetlinkRequest<>(
        description,
        RTM_GETSTATS,
        0,
        writer -> writer.putInt(AF_UNSPEC).putInt(index).putInt(1 << (IFLA_STATS_LINK_64 - 1)),
        Links::readStatistics);
  }

  private static Optional<LinkStatistics> readStatistics(NetlinkMessage message) {
    Attributes attributes = message.attributes(IF_STATS_MSG_SIZE);
    while (message.type() == RTM_NEWSTATS && attributes.next()) {
      if (attributes.type() == IFLA_STATS_LINK_64) {
        return Optional.of(counters(LinkReader.index(message), attributes.value()));
      }
    }
    return Optional.empty();
  }

  static Optional<CountedLink> readCounted(NetlinkMessage message) {
    Attributes attributes = message.attributes(IFINFOMSG_SIZE);
    while (message.type() == RTM_NEWLINK && attributes.next()) {
      if (attributes.type() == IFLA_STATS64) {
        Link link = LinkReader.read(message);
        return Optional.of(new CountedLink(link, counters(link.index(), attributes.value())));
      }
    }
    return Optional.empty();
  }

  private static LinkStatistics counters(Ifindex link, ByteBuffer counters) {
    return new LinkStatistics(
        link,
        counters.getLong(0),
        counters.getLong(8),
        counters.getLong(16),
        counters.getLong(24),
        counters.getLong(32),
        counters.getLong(40),
        counters.getLong(48),
        counters.getLong(56));
  }
}
