package io.libnetwork.linux.tc;

import static io.libnetwork.linux.tc.TcConstants.TCA_KIND;
import static io.libnetwork.linux.tc.TcConstants.TCA_OPTIONS;
import static io.libnetwork.linux.tc.TcConstants.TCMSG_SIZE;
import static io.libnetwork.linux.tc.TcConstants.TCM_HANDLE_OFFSET;
import static io.libnetwork.linux.tc.TcConstants.TCM_IFINDEX_OFFSET;
import static io.libnetwork.linux.tc.TcConstants.TCM_INFO_OFFSET;
import static io.libnetwork.linux.tc.TcConstants.TCM_PARENT_OFFSET;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.nio.ByteBuffer;

/// What every message about queueing disciplines, classes and filters begins with: `struct tcmsg`
/// of `linux/rtnetlink.h`, a kind, and the kind's options.
///
/// @param link the link's number
/// @param info of a filter: preference and protocol
/// @param options attributes of the kind's own; none where it has no options
record TcMessage(
    Ifindex link, Handle handle, Handle parent, int info, String kind, Attributes options) {

  static void writeHeader(MessageWriter writer, int link, Handle handle, Handle parent, int info) {
    writer.putInt(0).putInt(link).putInt(handle.value()).putInt(parent.value()).putInt(info);
  }

  /// Reads a whole message.
  static TcMessage read(NetlinkMessage message) {
    ByteBuffer header = message.payload();
    String kind = "";
    Attributes options = new Attributes(ByteBuffer.allocate(0));
    Attributes attributes = message.attributes(TCMSG_SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case TCA_KIND -> kind = attributes.text();
        case TCA_OPTIONS -> options = attributes.nested();
        default -> {}
      }
    }
    return new TcMessage(
        new Ifindex(header.getInt(TCM_IFINDEX_OFFSET)),
        new Handle(header.getInt(TCM_HANDLE_OFFSET)),
        new Handle(header.getInt(TCM_PARENT_OFFSET)),
        header.getInt(TCM_INFO_OFFSET),
        kind,
        options);
  }
}
