package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `struct nlmsgerr` with its extended acknowledgement, and the end of a dump, which carries
/// an error number in the same place; see `linux/netlink.h`.
final class KernelRefusal {

  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;
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

  /// Reads the answer to a request of a transaction.
  ///
  /// @return empty for an acknowledgement
  static Optional<NetlinkTransaction.Refusal> readOfTransaction(NetlinkMessage message, int index) {
    int number = message.payload().getInt(0);
    if (number == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new NetlinkTransaction.Refusal(
            index, new Errno(-number), kernelText(message), offset(message)));
  }

  private static String kernelText(NetlinkMessage message) {
    Attributes attributes = extendedAcknowledgement(message);
    while (attributes.next()) {
      if (attributes.type() == NLMSGERR_ATTR_MSG) {
        return attributes.text();
      }
    }
    return "";
  }

  private static int offset(NetlinkMessage message) {
    Attributes attributes = extendedAcknowledgement(message);
    while (attributes.next()) {
      if (attributes.type() == NLMSGERR_ATTR_OFFS) {
        return attributes.asInt();
      }
    }
    return -1;
  }

  private static Attributes extendedAcknowledgement(NetlinkMessage message) {
    boolean present = (message.flags() & NetlinkFlags.NLM_F_ACK_TLVS) != 0;
    return message.attributes(present ? attributesOffset(message) : message.payload().remaining());
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
