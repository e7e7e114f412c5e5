package io.libnetwork.linux.tc;

import static io.libnetwork.linux.tc.TcConstants.TC_LINKLAYER_ETHERNET;

import io.libnetwork.linux.netlink.MessageWriter;
import java.nio.ByteBuffer;

/// `struct tc_ratespec` of `linux/pkt_sched.h`: 32 bits of a rate, the rest in an attribute of 64.
///
/// It tells the link layer, and so the kernel computes the time of each size by itself. A kernel
/// that is not told wants a table of 256 times (`TCA_TBF_RTAB`), which tc(8) still sends; this one
/// never reads it.
final class RateSpec {

  static final int SIZE = 12;

  private static final int RATE_OFFSET = 8;
  private static final long MOST = 0xffff_ffffL;
  private static final short NO_ALIGNMENT = -1;

  private RateSpec() {}

  static void write(MessageWriter writer, Rate rate) {
    writer
        .putByte(0)
        .putByte(TC_LINKLAYER_ETHERNET)
        .putShort(0)
        .putShort(NO_ALIGNMENT)
        .putShort(0)
        .putInt((int) Math.min(rate.bytesPerSecond(), MOST));
  }

  /// No rate at all, where a second one may be given.
  static void writeNone(MessageWriter writer) {
    writer.putInt(0).putInt(0).putInt(0);
  }

  /// The rate in bytes per second; 2^32 - 1 where another attribute tells it.
  static long read(ByteBuffer struct, int offset) {
    return Integer.toUnsignedLong(struct.getInt(offset + RATE_OFFSET));
  }

  /// Whether the rate needs an attribute of 64 bits besides.
  static boolean large(Rate rate) {
    return rate.bytesPerSecond() > MOST;
  }
}
