package io.libnetwork.linux.tc;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_REPLACE;
import static io.libnetwork.linux.tc.TcConstants.RTM_DELTCLASS;
import static io.libnetwork.linux.tc.TcConstants.RTM_GETTCLASS;
import static io.libnetwork.linux.tc.TcConstants.RTM_NEWTCLASS;

import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.Optional;

/// What `tc class` does.
public final class TrafficClasses {

  private TrafficClasses() {}

  /// Adds one. The kernel refuses with `EEXIST` where there is one with its handle, and with
  /// `ENOENT` where there is no queueing discipline with its major number.
  public static NetlinkRequest<Void> add(TrafficClass made) {
    return set("add", made, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Adds one, or changes the one that is there.
  public static NetlinkRequest<Void> replace(TrafficClass made) {
    return set("replace", made, NLM_F_CREATE | NLM_F_REPLACE);
  }

  /// Changes one that is there; packets go on waiting in it. The kernel refuses with `ENOENT` where
  /// there is none.
  public static NetlinkRequest<Void> change(TrafficClass made) {
    return set("change", made, 0);
  }

  /// Deletes one. The kernel refuses with `ENOENT` where there is none, and with `EBUSY` where
  /// classes are below it or filters lead to it.
  public static NetlinkRequest<Void> delete(Ifindex link, Handle id) {
    return NetlinkRequest.command(
        "delete class " + id + " of link " + link,
        RTM_DELTCLASS,
        0,
        writer -> TcMessage.writeHeader(writer, link.value(), id, Handle.NONE, 0));
  }

  /// Asks for those of one link.
  public static NetlinkRequest<TrafficClass> list(Ifindex link) {
    return new NetlinkRequest<>(
        "list classes of link " + link,
        RTM_GETTCLASS,
        0,
        writer -> TcMessage.writeHeader(writer, link.value(), Handle.NONE, Handle.NONE, 0),
        TrafficClasses::read);
  }

  /// @throws IllegalArgumentException when the class is of a kind that is not spoken here
  private static NetlinkRequest<Void> set(String verb, TrafficClass made, int flags) {
    HtbClass options =
        switch (made.kind()) {
          case HtbClass spoken -> spoken;
          case OtherClass(String text) ->
              throw new IllegalArgumentException(
                  "cannot " + verb + " a class of kind " + text + ": expected htb");
        };
    return NetlinkRequest.command(
        verb + " " + made,
        RTM_NEWTCLASS,
        flags,
        writer -> {
          TcMessage.writeHeader(writer, made.link().value(), made.id(), made.parent(), 0);
          HtbClasses.write(writer, options);
        });
  }

  private static Optional<TrafficClass> read(NetlinkMessage message) {
    if (message.type() != RTM_NEWTCLASS) {
      return Optional.empty();
    }
    TcMessage told = TcMessage.read(message);
    ClassKind kind =
        told.kind().equals("htb") ? HtbClasses.read(told.options()) : new OtherClass(told.kind());
    return Optional.of(new TrafficClass(told.link(), told.parent(), told.handle(), kind));
  }
}
