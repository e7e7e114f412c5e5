package io.libnetwork.linux.tc;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Compares requests with the bytes that `tc` of iproute2 6.1 sends for the command in each test,
/// as strace(1) showed them, without the tables of times (`TCA_TBF_RTAB`, `TCA_HTB_RTAB`,
/// `TCA_HTB_CTAB`): the kernel does not read them, because the link layer is told.
class TcBytesTest {

  /// v0 of the commands.
  private static final Ifindex LINK = new Ifindex(3);

  private static final Ifindex IFB = new Ifindex(4);
  private static final Handle FIRST_CLASS = Handle.of(1, 0x10);
  private static final long KIB = 1024;

  /// Where the first rate of an only attribute is.
  private static final int FIRST_RATE = 52;

  /// With attributes for both rates before it.
  private static final int LARGE_RATE = FIRST_RATE + 24;

  /// Where `struct tc_tbf_qopt` has the time of the bucket.
  private static final int TBF_BUFFER = 80;

  private static final int HTB_BUFFER = 76;

  /// With attributes for both rates before it.
  private static final int LARGE_HTB_BUFFER = HTB_BUFFER + 24;

  @Nested
  class OfQueueingDisciplines {

    /// `tc qdisc add dev v0 root handle 1: tbf rate 50mbit burst 128kb latency 50ms`.
    @Test
    void addATokenBucket() {
      Tbf tbf = Tbf.of(Rate.parse("50mbit"), 128 * KIB, Duration.ofMillis(50));
      assertSameRates(
          Qdiscs.add(Qdisc.root(LINK, tbf)),
          "64040000240005067043016b00000000000000000300000000000100ffffffff00000000080001007462"
              + "6600340002002800010003010000ffff0000105e5f00000000000000000000000000b4c40600"
              + "f7ff0400000000000800060000000200",
          new int[] {FIRST_RATE},
          TBF_BUFFER);
    }

    /// `tc qdisc replace dev v0 root handle 1: tbf rate 80gbit burst 1mb limit 2mb`.
    @Test
    void replaceByATokenBucketOfManyBits() {
      Tbf tbf = new Tbf(Rate.parse("80gbit"), 1024 * KIB, 2048 * KIB);
      assertSameRates(
          Qdiscs.replace(Qdisc.root(LINK, tbf)),
          "70040000240005057043016b00000000000000000300000000000100ffffffff00000000080001007462"
              + "6600400002002800010003010000ffff0000ffffffff00000000000000000000000000002000"
              + "e40e00000000000008000600000010000c00040000e40b5402000000",
          new int[] {FIRST_RATE},
          TBF_BUFFER);
    }

    /// `tc qdisc change dev v0 root handle 1: tbf rate 20mbit burst 64kb limit 300000`.
    @Test
    void changeATokenBucket() {
      Tbf tbf = new Tbf(Rate.parse("20mbit"), 64 * KIB, 300_000);
      assertSameRates(
          Qdiscs.change(Qdisc.root(LINK, tbf)),
          "64040000240005007043016b00000000000000000300000000000100ffffffff00000000080001007462"
              + "6600340002002800010003010000ffff0000a0252600000000000000000000000000e0930400"
              + "f93f0600000000000800060000000100",
          new int[] {FIRST_RATE},
          TBF_BUFFER);
    }

    /// `tc qdisc del dev v0 root`.
    @Test
    void deleteWhateverIsAtTheRoot() {
      assertSame(
          Qdiscs.delete(LINK, Handle.ROOT),
          "24000000250005007043016b00000000000000000300000000000000ffffffff00000000");
    }

    /// `tc qdisc add dev v0 ingress` and `tc qdisc del dev v0 ingress`.
    @Test
    void addAndDeleteIngress() {
      assertSame(
          Qdiscs.add(Qdisc.ingress(LINK)),
          "30000000240005067043016b0000000000000000030000000000fffff1ffffff000000000c000100696e"
              + "677265737300");
      assertSame(
          Qdiscs.delete(Qdisc.ingress(LINK)),
          "30000000250005007043016b0000000000000000030000000000fffff1ffffff000000000c000100696e"
              + "677265737300");
    }

    /// `tc qdisc add dev v0 clsact` and `tc qdisc del dev v0 clsact`.
    @Test
    void addAndDeleteClsact() {
      assertSame(
          Qdiscs.add(Qdisc.clsact(LINK)),
          "30000000240005067043016b0000000000000000030000000000fffff1ffffff000000000b000100636c"
              + "736163740000");
      assertSame(
          Qdiscs.delete(Qdisc.clsact(LINK)),
          "30000000250005007043016b0000000000000000030000000000fffff1ffffff000000000b000100636c"
              + "736163740000");
    }

    /// `tc qdisc add dev v0 root handle 1: htb default 10`.
    @Test
    void addAHierarchyOfTokenBuckets() {
      assertSame(
          Qdiscs.add(Qdisc.root(LINK, new Htb(0x10))),
          "48000000240005067043016b00000000000000000300000000000100ffffffff00000000080001006874"
              + "62001c00020018000200030000000a000000100000000000000000000000");
    }
  }

  @Nested
  class OfClasses {

    /// `tc class add dev v0 parent 1: classid 1:10 htb rate 50mbit ceil 60mbit burst 128kb cburst
    /// 128kb`.
    @Test
    void addAClass() {
      HtbClass options =
          HtbClass.of(Rate.parse("50mbit"), 128 * KIB).upTo(Rate.parse("60mbit"), 128 * KIB);
      assertSameRates(
          TrafficClasses.add(new TrafficClass(LINK, Qdisc.FIRST, FIRST_CLASS, options)),
          "68080000280005067043016b000000000000000003000000100001000000010000000000080001006874"
              + "6200340002003000010003010000ffff0000105e5f0003010000ffff0000e0707200f7ff0400"
              + "a62a0400000000000000000000000000",
          new int[] {FIRST_RATE, FIRST_RATE + RateSpec.SIZE},
          HTB_BUFFER,
          HTB_BUFFER + 4);
    }

    /// `tc class change dev v0 parent 1: classid 1:10 htb rate 80gbit burst 1mb cburst 1mb quantum
    /// 60000`.
    @Test
    void changeAClassToManyBits() {
      HtbClass options = HtbClass.of(Rate.parse("80gbit"), 1024 * KIB).withQuantum(60_000);
      assertSameRates(
          TrafficClasses.change(new TrafficClass(LINK, Qdisc.FIRST, FIRST_CLASS, options)),
          "80080000280005007043016b000000000000000003000000100001000000010000000000080001006874"
              + "62004c0002000c00060000e40b54020000000c00070000e40b54020000003000010003010000"
              + "ffff0000ffffffff03010000ffff0000ffffffff590600005906000060ea0000000000000000"
              + "0000",
          new int[] {LARGE_RATE, LARGE_RATE + RateSpec.SIZE},
          LARGE_HTB_BUFFER,
          LARGE_HTB_BUFFER + 4);
    }

    /// `tc class del dev v0 classid 1:10`.
    @Test
    void deleteAClass() {
      assertSame(
          TrafficClasses.delete(LINK, FIRST_CLASS),
          "24000000290005007043016b000000000000000003000000100001000000000000000000");
    }
  }

  @Nested
  class OfFilters {

    /// `tc filter add dev v0 parent ffff: protocol all prio 1 u32 match u32 0 0 action mirred
    /// egress redirect dev ifb0`.
    @Test
    void redirectEverything() {
      assertSame(
          Filters.add(Filter.received(LINK, new RedirectAll(IFB))),
          "8c0000002c0005067043016b000000000000000003000000000000000000ffff00030100080001007533"
              + "32006000020038000700340001000b0001006d69727265640000240002802000020000000000"
              + "0000000004000000000000000000000001000000040000002400050001000100000000000000"
              + "00000000000000000000000000000000000000000000");
    }

    /// `tc filter del dev v0 parent ffff: protocol all prio 1`.
    @Test
    void deleteByPreference() {
      assertSame(
          Filters.delete(LINK, Qdisc.RECEIVED, 1),
          "240000002d0005007043016b000000000000000003000000000000000000ffff00030100");
    }
  }

  private static void assertSame(NetlinkRequest<?> request, String captured) {
    assertThat(hex(comparable(request.encode(0))))
        .isEqualTo(hex(comparable(HexFormat.of().parseHex(captured))));
  }

  /// Compares a message with rates. The step of a rate's table is not: without the table it says
  /// nothing. Nor are times of buckets quite the same, because `tc` rounds them down to a
  /// microsecond, 16 ticks, and for a token bucket counts with 2^32 - 1 bytes a second at most.
  ///
  /// @param rates where they begin
  /// @param bucketTimes where they are
  private static void assertSameRates(
      NetlinkRequest<?> request, String captured, int[] rates, int... bucketTimes) {
    ByteBuffer theirs = comparable(HexFormat.of().parseHex(captured));
    ByteBuffer ours = comparable(request.encode(0));
    for (int offset : rates) {
      theirs.put(offset, (byte) 0);
    }
    for (int offset : bucketTimes) {
      int exact = ours.getInt(offset);
      assertThat(theirs.getInt(offset) / (double) exact).isBetween(0.98, 2.4);
      theirs.putInt(offset, exact);
    }
    assertThat(hex(ours)).isEqualTo(hex(theirs));
  }

  private static ByteBuffer comparable(byte[] message) {
    return ByteBuffer.wrap(message)
        .order(ByteOrder.nativeOrder())
        .putInt(0, 0)
        .putInt(8, 0)
        .putInt(12, 0);
  }

  private static String hex(ByteBuffer message) {
    byte[] bytes = new byte[message.limit()];
    message.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
