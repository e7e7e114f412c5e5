package io.libnetwork.linux.tc;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_REPLACE;
import static io.libnetwork.linux.tc.TcConstants.RTM_DELQDISC;
import static io.libnetwork.linux.tc.TcConstants.RTM_GETQDISC;
import static io.libnetwork.linux.tc.TcConstants.RTM_NEWQDISC;
import static io.libnetwork.linux.tc.TcConstants.TCA_KIND;

import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.Optional;

/// What `tc qdisc` does.
public final class Qdiscs {

  private Qdiscs() {}

  /// Adds one. The kernel refuses with `EEXIST` where there is one that was not the link's from the
  /// beginning, and with `ENOENT` where it does not know the kind.
  public static NetlinkRequest<Void> add(Qdisc qdisc) {
    return set("add", qdisc, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Adds one, changes the one that is there where kind and handle are the same, or puts it in the
  /// place of one with another handle, whose waiting packets are lost. The kernel refuses with
  /// `EINVAL` where one of another kind has the handle.
  public static NetlinkRequest<Void> replace(Qdisc qdisc) {
    return set("replace", qdisc, NLM_F_CREATE | NLM_F_REPLACE);
  }

  /// Changes the options of one that is there; packets go on waiting in it. The kernel refuses with
  /// `ENOENT` where there is none, and with `EINVAL` where it is of another kind.
  public static NetlinkRequest<Void> change(Qdisc qdisc) {
    return set("change", qdisc, 0);
  }

  /// Deletes this one, whatever its options, and no other. The kernel refuses with `EINVAL` where
  /// handle or kind is another, as that of the link's own from the beginning is, and with `ENOENT`
  /// where there is none.
  public static NetlinkRequest<Void> delete(Qdisc qdisc) {
    return NetlinkRequest.command(
        "delete " + qdisc,
        RTM_DELQDISC,
        0,
        writer -> {
          writeHeader(writer, qdisc);
          writer.attribute(TCA_KIND, qdisc.kind().text());
        });
  }

  /// Deletes whatever hangs at a place; the link has what it had at the beginning then. The kernel
  /// refuses with `ENOENT` where it has that already.
  ///
  /// @param parent [Handle#ROOT], [Handle#INGRESS], or a class
  public static NetlinkRequest<Void> delete(Ifindex link, Handle parent) {
    return NetlinkRequest.command(
        "delete queueing discipline at " + parent + " of link " + link,
        RTM_DELQDISC,
        0,
        writer -> TcMessage.writeHeader(writer, link.value(), Handle.NONE, parent, 0));
  }

  /// Asks for those of every link, the links' own from the beginning included.
  public static NetlinkRequest<Qdisc> list() {
    return list("list queueing disciplines", 0);
  }

  /// Asks for those of one link.
  public static NetlinkRequest<Qdisc> list(Ifindex link) {
    return list("list queueing disciplines of link " + link, link.value());
  }

  private static NetlinkRequest<Void> set(String verb, Qdisc qdisc, int flags) {
    return NetlinkRequest.command(
        verb + " " + qdisc,
        RTM_NEWQDISC,
        flags,
        writer -> {
          writeHeader(writer, qdisc);
          QdiscKinds.write(writer, qdisc.kind());
        });
  }

  private static void writeHeader(MessageWriter writer, Qdisc qdisc) {
    TcMessage.writeHeader(writer, qdisc.link().value(), qdisc.handle(), qdisc.parent(), 0);
  }

  /// The kernel tells of every link, whichever was asked for.
  private static NetlinkRequest<Qdisc> list(String description, int link) {
    return new NetlinkRequest<>(
        description,
        RTM_GETQDISC,
        0,
        writer -> TcMessage.writeHeader(writer, link, Handle.NONE, Handle.NONE, 0),
        message -> read(message).filter(found -> link == 0 || found.link().value() == link));
  }

  private static Optional<Qdisc> read(NetlinkMessage message) {
    if (message.type() != RTM_NEWQDISC) {
      return Optional.empty();
    }
    TcMessage told = TcMessage.read(message);
    return Optional.of(new Qdisc(told.link(), told.parent(), told.handle(), QdiscKinds.read(told)));
  }
}
