package io.libnetwork.linux.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Compares with what conntrack-tools 1.4.7 and Linux 6.18 said to each other, as strace(1) showed.
class FlowBytesTest {

  private static final String ORIGINAL =
      "3400018014000180"
          + "08000100c0000201"
          + "08000200c0000202"
          + "1c00028005000100110000000600"
          + "02000fa000000600030000350000";
  private static final String REPLY =
      "3400028014000180"
          + "080001000a010002"
          + "08000200c0000201"
          + "1c00028005000100110000000600"
          + "020014e9000006000300"
          + "0fa00000";

  private static final FlowTuple UDP =
      new FlowTuple(
          IpAddress.parse("192.0.2.1"),
          IpAddress.parse("192.0.2.2"),
          new FlowTransport.Ports(17, 4000, 53));
  private static final FlowTuple UDP_REPLY =
      new FlowTuple(
          IpAddress.parse("10.1.0.2"),
          IpAddress.parse("192.0.2.1"),
          new FlowTransport.Ports(17, 5353, 4000));

  @Nested
  class WhatIsAsked {

    /// `conntrack -I -p udp -s 192.0.2.1 -d 192.0.2.2 --sport 4000 --dport 53 --reply-src 10.1.0.2
    /// --reply-port-src 5353 -t 600`.
    @Test
    void addIsWhatTheToolSends() {
      assertThat(sent(Flows.add(UDP, UDP_REPLY, Duration.ofMinutes(10))))
          .isEqualTo("00010506" + "02000000" + ORIGINAL + REPLY + "0800070000000258");
    }

    @Test
    void deleteNamesTheTupleAndTheEntry() {
      Flow flow = new Flow(0xc39a8ef1, UDP, UDP_REPLY, new FlowStatus(8), 7, 0, false);
      assertThat(sent(Flows.delete(flow)))
          .isEqualTo("02010500" + "02000000" + ORIGINAL + "08000c00c39a8ef1");
    }

    @Test
    void countIsWhatTheToolSends() {
      assertThat(sent(Flows.count())).isEqualTo("05010500" + "00000000");
    }

    @Test
    void aFlushSaysWhatOfTheTuplesCounts() {
      FlowFilter filter =
          FlowFilter.of(IpFamily.V4, Protocol.UDP)
              .original(TupleFilter.ANY.toPort(new Port(53)))
              .reply(TupleFilter.ANY.from(IpAddress.parse("10.1.0.2")));
      String original = "18000180" + "14000280" + "0500010011000000" + "0600030000350000";
      String reply = "10000280" + "0c000180" + "080001000a010002";
      String flags = "14001980" + "0800010028000000" + "0800020001000000";
      assertThat(sent(Flows.flush(filter)))
          .isEqualTo("02010500" + "02000000" + original + reply + flags + "0600120000000000");
    }

    @Test
    void aFlushIsNeverWithoutATuple() {
      assertThatThrownBy(() -> Flows.flush(FlowFilter.of(IpFamily.V4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected an address, a protocol or single ports");
    }

    @Test
    void aFlushIsNeverOfARange() {
      PortRange range = PortRange.parse("53-54");
      FlowFilter filter =
          FlowFilter.of(IpFamily.V4, Protocol.UDP).original(TupleFilter.ANY.toPorts(range));
      assertThatThrownBy(() -> Flows.flush(filter)).isInstanceOf(IllegalArgumentException.class);
    }

    private String sent(NetlinkRequest<?> request) {
      return HexFormat.of()
          .formatHex(request.encode(1))
          .substring(8)
          .replaceFirst("(.{8}).{16}", "$1");
    }
  }

  @Nested
  class WhatIsAnswered {

    @Test
    void aFlowOfUdp() {
      Optional<Flow> flow =
          read(
              "02000000"
                  + ORIGINAL
                  + REPLY
                  + "0800030000000008"
                  + "0800080000000007"
                  + "08000c00c39a8ef1"
                  + "08000b0000000001"
                  + "0800070000000257"
                  + "1c001880080001000000000008000200000000000800030000000000");

      assertThat(flow)
          .contains(new Flow(0xc39a8ef1, UDP, UDP_REPLY, new FlowStatus(8), 7, 0, false));
    }

    @Test
    void whetherAFlowOfTcpIsOver() {
      String established = "10000480" + "0c000180" + "0500010003000000";
      String timeWait = "10000480" + "0c000180" + "0500010007000000";
      assertThat(read("02000000" + ORIGINAL + REPLY + established).orElseThrow().over()).isFalse();
      assertThat(read("02000000" + ORIGINAL + REPLY + timeWait).orElseThrow().over()).isTrue();
    }

    @Test
    void aFlowOfIcmp() {
      Optional<Flow> flow =
          read(
              "02000000"
                  + "3c0001801400018008000100c000020108000200c00002022400028005000100010000000600"
                  + "0400004d00000500050008000000050006"
                  + "0000000000"
                  + "3c0002801400018008000100c000020208000200c00002012400028005000100010000000600"
                  + "0400004d00000500050000000000050006"
                  + "0000000000"
                  + "08000c0098120d09");

      assertThat(flow)
          .hasValueSatisfying(echo -> {
            assertThat(echo.original().transport()).isEqualTo(new FlowTransport.Echo(1, 8, 0, 77));
            assertThat(echo.reply().transport()).isEqualTo(new FlowTransport.Echo(1, 0, 0, 77));
            assertThat(echo)
                .hasToString(
                    "flow of protocol 1 192.0.2.1 -> 192.0.2.2 type 8 code 0 id 77,"
                        + " answered 192.0.2.2 -> 192.0.2.1 type 0 code 0 id 77");
          });
    }

    @Test
    void howManyFlowsThereAre() {
      assertThat(
              FlowReader.readCount(message("00000000" + "0800010000000002" + "0800020000040000")))
          .contains(2L);
    }

    @Test
    void whatIsOfAnotherFamilyIsNoFlow() {
      assertThat(read("07000000")).isEmpty();
    }

    private Optional<Flow> read(String hex) {
      return FlowReader.read(message(hex));
    }

    private NetlinkMessage message(String hex) {
      ByteBuffer payload =
          ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.nativeOrder());
      return new NetlinkMessage(0x100, 0, 1, 1, payload);
    }
  }
}
