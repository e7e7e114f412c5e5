package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import org.jspecify.annotations.Nullable;

/// Reads `struct nlmsgerr` with its extended acknowledgement, and the end of a dump, which carries
/// an error number in the same place; see `linux/netlink.h`.
final class KernelRefusal {

  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int ERROR_FIXED_SIZE = 4 + MessageWriter.HEADER_SIZE;
  private static final int DONE_FIXED_SIZE = 4;

  private KernelRefusal() {}

  /// Reads an acknowledgement or a refusal.
  ///
  /// @return null for an acknowledgement
  static @Nullable NetlinkException read(NetlinkMessage message, String description) {
    int number = message.payload().remaining() < 4 ? 0 : message.payload().getInt(0);
    if (number == 0) {
      return null;
    }
    return new NetlinkException(description, new Errno(-number), kernelText(message));
  }

  private static String kernelText(NetlinkMessage message) {
    if ((message.flags() & NetlinkFlags.NLM_F_ACK_TLVS) == 0) {
      return "";
    }
    Attributes attributes = message.attributes(attributesOffset(message));
    while (attributes.next()) {
      if (attributes.type() == NLMSGERR_ATTR_MSG) {
        return attributes.text();
      }
    }
    return "";
  }

  /// An error repeats the request's header, and the rest of the request unless it was cut.
  private static int attributesOffset(NetlinkMessage message) {
    if (message.type() == NetlinkMessage.DONE) {
      return DONE_FIXED_SIZE;
    }
    boolean cut = (message.flags() & NetlinkFlags.NLM_F_CAPPED) != 0;
    return cut ? ERROR_FIXED_SIZE : 4 + message.payload().getInt(4);
  }
}
