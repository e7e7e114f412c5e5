package io.libnetwork.linux.tc;

import static io.libnetwork.linux.tc.TcConstants.HTB_VERSION;
import static io.libnetwork.linux.tc.TcConstants.TCA_HTB_INIT;
import static io.libnetwork.linux.tc.TcConstants.TCA_KIND;
import static io.libnetwork.linux.tc.TcConstants.TCA_OPTIONS;
import static io.libnetwork.linux.tc.TcConstants.TCA_TBF_BURST;
import static io.libnetwork.linux.tc.TcConstants.TCA_TBF_PARMS;
import static io.libnetwork.linux.tc.TcConstants.TCA_TBF_RATE64;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import java.nio.ByteBuffer;

/// Writes and reads the options of queueing disciplines.
final class QdiscKinds {

  /// `struct tc_tbf_qopt`: rate, peak rate, limit, bucket, the peak's bucket.
  private static final int TBF_LIMIT_OFFSET = 2 * RateSpec.SIZE;

  private static final int TBF_BUFFER_OFFSET = TBF_LIMIT_OFFSET + 4;

  /// `struct tc_htb_glob`: version, rate to quantum, default class, and two that are only told.
  private static final int HTB_DEFAULT_OFFSET = 8;

  /// By how much a class's rate of a second is divided for its quantum, as tc(8) has it.
  private static final int RATE_TO_QUANTUM = 10;

  private QdiscKinds() {}

  static void write(MessageWriter writer, QdiscKind kind) {
    writer.attribute(TCA_KIND, kind.text());
    switch (kind) {
      case Tbf tbf -> writer.nestUnflagged(TCA_OPTIONS, () -> write(writer, tbf));
      case Htb htb -> writer.nestUnflagged(TCA_OPTIONS, () -> write(writer, htb));
      case Ingress _, Clsact _, OtherQdisc _ -> {}
    }
  }

  static QdiscKind read(TcMessage told) {
    return switch (told.kind()) {
      case "tbf" -> readTbf(told.options());
      case "htb" -> readHtb(told.options());
      case "ingress" -> new Ingress();
      case "clsact" -> new Clsact();
      default -> new OtherQdisc(told.kind());
    };
  }

  /// The bucket is told twice: in bytes, which newer kernels take, and as the time it fills in.
  private static void write(MessageWriter writer, Tbf tbf) {
    writer.nestUnflagged(
        TCA_TBF_PARMS,
        () -> {
          RateSpec.write(writer, tbf.rate());
          RateSpec.writeNone(writer);
          writer.putInt((int) tbf.limit()).putInt(tbf.ticks()).putInt(0);
        });
    writer.attributeInt(TCA_TBF_BURST, (int) tbf.burst());
    if (RateSpec.large(tbf.rate())) {
      writer.attributeLong(TCA_TBF_RATE64, tbf.rate().bytesPerSecond());
    }
  }

  private static void write(MessageWriter writer, Htb htb) {
    writer.nestUnflagged(
        TCA_HTB_INIT,
        () ->
            writer
                .putInt(HTB_VERSION)
                .putInt(RATE_TO_QUANTUM)
                .putInt(htb.defaultClass())
                .putInt(0)
                .putInt(0));
  }

  private static QdiscKind readTbf(Attributes options) {
    long bytesPerSecond = 0;
    long limit = 0;
    int buffer = 0;
    while (options.next()) {
      switch (options.type()) {
        case TCA_TBF_PARMS -> {
          ByteBuffer struct = options.value();
          bytesPerSecond = Math.max(bytesPerSecond, RateSpec.read(struct, 0));
          limit = Integer.toUnsignedLong(struct.getInt(TBF_LIMIT_OFFSET));
          buffer = struct.getInt(TBF_BUFFER_OFFSET);
        }
        case TCA_TBF_RATE64 -> bytesPerSecond = options.asLong();
        default -> {}
      }
    }
    Rate rate = new Rate(bytesPerSecond);
    return new Tbf(rate, rate.bytes(Ticks.time(buffer)), limit);
  }

  private static QdiscKind readHtb(Attributes options) {
    int defaultClass = 0;
    while (options.next()) {
      if (options.type() == TCA_HTB_INIT) {
        defaultClass = options.value().getInt(HTB_DEFAULT_OFFSET);
      }
    }
    return new Htb(defaultClass & 0xffff);
  }
}
