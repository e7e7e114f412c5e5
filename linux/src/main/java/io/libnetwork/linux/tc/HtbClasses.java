package io.libnetwork.linux.tc;

import static io.libnetwork.linux.tc.TcConstants.TCA_HTB_CEIL64;
import static io.libnetwork.linux.tc.TcConstants.TCA_HTB_PARMS;
import static io.libnetwork.linux.tc.TcConstants.TCA_HTB_RATE64;
import static io.libnetwork.linux.tc.TcConstants.TCA_KIND;
import static io.libnetwork.linux.tc.TcConstants.TCA_OPTIONS;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import java.nio.ByteBuffer;

/// Writes and reads `struct tc_htb_opt`: rate, ceiling, their buckets as times, quantum, level,
/// priority.
final class HtbClasses {

  private static final int CEIL_OFFSET = RateSpec.SIZE;
  private static final int BUFFER_OFFSET = 2 * RateSpec.SIZE;
  private static final int CEIL_BUFFER_OFFSET = BUFFER_OFFSET + 4;
  private static final int QUANTUM_OFFSET = BUFFER_OFFSET + 8;

  private HtbClasses() {}

  static void write(MessageWriter writer, HtbClass options) {
    writer.attribute(TCA_KIND, options.text());
    writer.nestUnflagged(
        TCA_OPTIONS,
        () -> {
          writeLarge(writer, TCA_HTB_RATE64, options.rate());
          writeLarge(writer, TCA_HTB_CEIL64, options.ceil());
          writer.nestUnflagged(TCA_HTB_PARMS, () -> writeStruct(writer, options));
        });
  }

  static ClassKind read(Attributes options) {
    long rate = 0;
    long ceil = 0;
    ByteBuffer struct = ByteBuffer.allocate(0);
    while (options.next()) {
      switch (options.type()) {
        case TCA_HTB_PARMS -> struct = options.value();
        case TCA_HTB_RATE64 -> rate = options.asLong();
        case TCA_HTB_CEIL64 -> ceil = options.asLong();
        default -> {}
      }
    }
    return read(
        struct,
        new Rate(Math.max(rate, RateSpec.read(struct, 0))),
        new Rate(Math.max(ceil, RateSpec.read(struct, CEIL_OFFSET))));
  }

  private static HtbClass read(ByteBuffer struct, Rate rate, Rate ceil) {
    return new HtbClass(
        rate,
        ceil,
        rate.bytes(Ticks.time(struct.getInt(BUFFER_OFFSET))),
        ceil.bytes(Ticks.time(struct.getInt(CEIL_BUFFER_OFFSET))),
        struct.getInt(QUANTUM_OFFSET));
  }

  private static void writeStruct(MessageWriter writer, HtbClass options) {
    RateSpec.write(writer, options.rate());
    RateSpec.write(writer, options.ceil());
    writer
        .putInt(options.burstTicks())
        .putInt(options.ceilBurstTicks())
        .putInt(options.quantum())
        .putInt(0)
        .putInt(0);
  }

  private static void writeLarge(MessageWriter writer, int attribute, Rate rate) {
    if (RateSpec.large(rate)) {
      writer.attributeLong(attribute, rate.bytesPerSecond());
    }
  }
}
