package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkSetting.alias;
import static io.libnetwork.linux.rtnetlink.LinkSetting.down;
import static io.libnetwork.linux.rtnetlink.LinkSetting.mac;
import static io.libnetwork.linux.rtnetlink.LinkSetting.master;
import static io.libnetwork.linux.rtnetlink.LinkSetting.mtu;
import static io.libnetwork.linux.rtnetlink.LinkSetting.transmitQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Compares requests with the bytes that `ip` and `bridge` of iproute2 6.1 send for the command in
/// each test, as strace(1) showed them. The order of attributes and the flag of nests may differ.
class IproutesBytesTest {

  private static final Ifindex ONE = new Ifindex(1);
  private static final Ifindex SIX = new Ifindex(6);
  private static final Ifindex TEN = new Ifindex(10);

  @Nested
  class OfLinks {

    /// `ip link add ipv0 link lo type ipvlan mode l3s private`.
    @Test
    void addIpvlan() {
      LinkKind kind = new Ipvlan(ONE, Ipvlan.Mode.L3S, Ipvlan.Flag.PRIVATE);
      assertSame(
          Links.add(LinkSpec.of(InterfaceName.of("ipv0"), kind)),
          16,
          "5800000010000506bd24016b000000000000000000000000000000000000000008000500010000000900"
              + "03006970763000000000240012000a0001006970766c616e000014000200060001000200000006"
              + "00020001000000");
    }

    /// `ip link add vl0 link lo type vlan id 100 protocol 802.1ad`.
    @Test
    void addVlan() {
      LinkKind kind = new Vlan(ONE, 100, Vlan.Protocol.DOT1AD);
      assertSame(
          Links.add(LinkSpec.of(InterfaceName.of("vl0"), kind)),
          16,
          "5000000010000506bd24016b000000000000000000000000000000000000000008000500010000000800"
              + "0300766c30002000120008000100766c616e1400020006000100640000000600050088a80000");
    }

    /// `ip link add dm0 type dummy`.
    @Test
    void addDummy() {
      assertSame(
          Links.add(LinkSpec.of(InterfaceName.of("dm0"), new Dummy())),
          16,
          "3800000010000506bd24016b000000000000000000000000000000000000000008000300646d30001000"
              + "12000900010064756d6d79000000");
    }

    /// `ip link add ifb9 type ifb`.
    @Test
    void addIfb() {
      assertSame(
          Links.add(LinkSpec.of(InterfaceName.of("ifb9"), new Ifb())),
          16,
          "3800000010000506bd24016b000000000000000000000000000000000000000009000300696662390000"
              + "00000c0012000700010069666200");
    }

    /// `ip link add mv0 link v0 type macvlan mode bridge`.
    @Test
    void addMacvlan() {
      LinkKind kind = new Macvlan(new Ifindex(4), Macvlan.Mode.BRIDGE);
      assertSame(
          Links.add(LinkSpec.of(InterfaceName.of("mv0"), kind)),
          16,
          "4c00000010000506bd24016b000000000000000000000000000000000000000008000500040000000800"
              + "03006d7630001c0012000b0001006d6163766c616e000c0002000800010004000000");
    }

    /// `ip link add vx0 mtu 1400 type vxlan id 4097 local 192.0.2.1 dstport 4789 nolearning ttl 7
    /// l2miss l3miss udpcsum`.
    @Test
    void addVxlan() {
      Vxlan kind =
          Vxlan.of(new Vni(4097))
              .withLocal(IpAddress.parse("192.0.2.1"))
              .withPort(new Port(4789))
              .with(VxlanOption.LEARNING.off(), VxlanOption.TTL.value(7))
              .with(VxlanOption.L2MISS.on(), VxlanOption.L3MISS.on(), VxlanOption.UDP_CSUM.on());
      assertSame(
          Links.add(LinkSpec.of(InterfaceName.of("vx0"), kind, mtu(1400))),
          16,
          "8400000010000506bd24016b000000000000000000000000000000000000000008000400780500000800"
              + "030076783000540012000900010076786c616e00000044000200050005000700000005000d00"
              + "0100000005000e00010000000500120001000000080001000110000008000400c00002010500"
              + "07000000000006000f0012b50000");
    }

    /// `ip link add br0 address 02:42:00:00:00:01 type bridge stp_state 0 vlan_filtering 1
    /// mcast_snooping 0 ageing_time 30000 group_fwd_mask 8`.
    @Test
    void addBridge() {
      Bridge kind =
          Bridge.of(
              BridgeOption.STP.off(),
              BridgeOption.VLAN_FILTERING.on(),
              BridgeOption.MCAST_SNOOPING.off(),
              BridgeOption.AGEING_TIME.value(30000),
              BridgeOption.GROUP_FWD_MASK.value(8));
      assertSame(
          Links.add(
              LinkSpec.of(
                  InterfaceName.of("br0"), kind, mac(MacAddress.parse("02:42:00:00:00:01")))),
          16,
          "7000000010000506bd24016b00000000000000000000000000000000000000000a000100024200000001"
              + "000008000300627230003c0012000a00010062726964676500002c0002000800050000000000"
              + "0500070001000000050017000000000008000400307500000600090008000000");
    }

    /// `ip link add h0 mtu 1400 master br0 txqueuelen 100 type veth peer name c0 address
    /// 02:42:ac:11:00:02 mtu 1400`.
    @Test
    void addVeth() {
      Veth kind =
          Veth.to(InterfaceName.of("c0"), mac(MacAddress.parse("02:42:ac:11:00:02")), mtu(1400));
      assertSame(
          Links.add(
              LinkSpec.of(
                  InterfaceName.of("h0"),
                  kind,
                  mtu(1400),
                  master(new Ifindex(8)),
                  transmitQueue(100))),
          16,
          "8000000010000506bd24016b000000000000000000000000000000000000000008000400780500000800"
              + "0a000800000008000d006400000007000300683000004000120008000100766574683400020030"
              + "000100000000000000000000000000000000000a0001000242ac1100020000080004007805000007"
              + "00030063300000");
    }

    /// `ip link set dev h0 down alias hello`, which sends `RTM_NEWLINK` where we send
    /// `RTM_SETLINK`: the first would be the place to make a link that is missing.
    @Test
    void changeALink() {
      assertSame(
          Links.change(TEN, down(), alias("hello")),
          16,
          "2c00000013000500bd24016b00000000000000000a00000000000000010000000900140068656c6c6f00"
              + "0000");
    }
  }

  @Nested
  class OfOthers {

    /// `ip addr add 172.17.0.2/16 brd 172.17.255.255 dev h0 scope link label h0:1 noprefixroute`.
    @Test
    void addAnIpv4Address() {
      assertSame(
          Addresses.add(
              LinkAddress.of(TEN, InterfaceAddress.parse("172.17.0.2/16"))
                  .withBroadcast(Ipv4Address.parse("172.17.255.255"))
                  .withScope(Scope.LINK)
                  .withLabel("h0:1")
                  .with(AddressFlag.NOPREFIXROUTE)),
          8,
          "4400000014000506bd24016b00000000021000fd0a00000008000200ac11000208000400ac11ffff0900"
              + "030068303a3100000000080008000002000008000100ac110002");
    }

    /// `ip addr add 2001:db8::2/64 dev h0 nodad valid_lft 3600 preferred_lft 1800`.
    @Test
    void addAnIpv6Address() {
      assertSame(
          Addresses.add(
              LinkAddress.of(TEN, InterfaceAddress.parse("2001:db8::2/64"))
                  .with(AddressFlag.NODAD)
                  .withLifetime(Duration.ofHours(1), Duration.ofMinutes(30))),
          8,
          "5400000014000506bd24016b000000000a4002000a0000001400020020010db800000000000000000000"
              + "00021400010020010db80000000000000000000000021400060008070000100e000000000000"
              + "00000000");
    }

    /// `ip route add 10.9.0.0/16 via 10.1.0.9 dev h0 src 10.1.0.1 metric 50 table 1000 proto
    /// static`.
    @Test
    void addAnIpv4Route() {
      assertSame(
          Routes.add(
              Route.via(IpPrefix.parse("10.9.0.0/16"), IpAddress.parse("10.1.0.9"))
                  .withLink(TEN)
                  .withSource(IpAddress.parse("10.1.0.1"))
                  .withMetric(50)
                  .withTable(new RouteTable(1000))
                  .withProtocol(RouteProtocol.STATIC)),
          12,
          "4c00000018000506bd24016b00000000021000000004000100000000080001000a090000080005000a01"
              + "0009080007000a010001080006003200000008000f00e8030000080004000a000000");
    }

    /// `ip -6 route add blackhole 2001:db8:9::/48 metric 7`.
    @Test
    void addAnIpv6Blackhole() {
      assertSame(
          Routes.add(Route.blackhole(IpPrefix.parse("2001:db8:9::/48")).withMetric(7)),
          12,
          "3800000018000506bd24016b000000000a300000fe030006000000001400010020010db8000900000000"
              + "0000000000000800060007000000");
    }

    /// `ip route add 10.8.0.0/16 nexthop via 10.1.0.9 dev h0 weight 2 nexthop via 10.1.0.8 dev h0`.
    @Test
    void addARouteOfSeveralWays() {
      NextHop one = NextHop.via(IpAddress.parse("10.1.0.9"), TEN);
      NextHop two = new NextHop(one.gateway(), one.link(), false, 2);
      assertSame(
          Routes.add(
              Route.multipath(
                  IpPrefix.parse("10.8.0.0/16"),
                  two,
                  NextHop.via(IpAddress.parse("10.1.0.8"), TEN))),
          12,
          "4800000018000506bd24016b0000000002100000fe03000100000000080001000a080000240009001000"
              + "00010a000000080005000a010009100000000a000000080005000a010008");
    }

    /// `ip rule add from 10.0.0.0/8 to 10.2.0.0/16 iif h0 fwmark 0x10/0xff table 1000 priority 90`.
    @Test
    void addARule() {
      assertSame(
          Rules.add(
              Rule.lookup(IpFamily.V4, new RouteTable(1000))
                  .withFrom(IpPrefix.parse("10.0.0.0/8"))
                  .withTo(IpPrefix.parse("10.2.0.0/16"))
                  .withInput(InterfaceName.of("h0"))
                  .withMark(new PacketMark(0x10, 0xff))
                  .withPriority(90)),
          12,
          "5400000020000506bd24016b00000000021008000000000100000000080002000a000000080001000a02"
              + "0000070003006830000008000a001000000008001000ff00000008000f00e803000008000600"
              + "5a000000");
    }

    /// `ip neigh replace 10.1.0.9 lladdr 02:42:0a:01:00:09 dev h0 nud permanent`.
    @Test
    void replaceANeighbour() {
      assertSame(
          Neighbours.replace(
              Neighbour.permanent(
                  TEN, IpAddress.parse("10.1.0.9"), MacAddress.parse("02:42:0a:01:00:09"))),
          12,
          "300000001c000505be24016b00000000020000000a00000080000000080001000a0100090a0002000242"
              + "0a0100090000");
    }

    /// `bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.9 vni 77 port 4790`.
    @Test
    void appendAVxlanHost() {
      assertSame(
          ForwardingEntries.append(
              ForwardingEntry.at(SIX, new MacAddress(0), IpAddress.parse("192.0.2.9"))
                  .withVni(new Vni(77))
                  .withPort(new Port(4790))),
          12,
          "400000001c00050cbe24016b000000000700000006000000c00002000a00020000000000000000000800"
              + "0100c00002090600060012b60000080007004d000000");
    }

    /// `bridge fdb add 02:42:00:00:00:09 dev h0 master static`.
    @Test
    void addAStationBehindAPort() {
      assertSame(
          ForwardingEntries.add(ForwardingEntry.behind(TEN, MacAddress.parse("02:42:00:00:00:09"))),
          12,
          "280000001c000506be24016b00000000070000000a000000420004000a0002000242000000090000");
    }
  }

  private static void assertSame(NetlinkRequest<?> request, int fixedSize, String captured) {
    byte[] theirs = HexFormat.of().parseHex(captured);
    byte[] ours = request.encode(0);
    assertThat(lines(ours, fixedSize)).isEqualTo(lines(theirs, fixedSize));
  }

  /// A message without its length, sequence and port: type and flags, the fixed part, and one line
  /// for each attribute, sorted.
  private static List<String> lines(byte[] message, int fixedSize) {
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
    List<String> lines = new ArrayList<>();
    collect(lines, "", new Attributes(bytes.duplicate().position(16 + fixedSize)));
    lines.sort(null);
    lines.addFirst(hex(message, 4, 8) + " " + hex(message, 16, 16 + fixedSize));
    return lines;
  }

  private static void collect(List<String> lines, String path, Attributes attributes) {
    while (attributes.next()) {
      String here = path + "/" + attributes.type();
      switch (here) {
        // IFLA_LINKINFO, its IFLA_INFO_DATA, and VETH_INFO_PEER, which begins with a header. A
        // message to change an address has no attribute of these numbers with so many bytes.
        case "/18", "/18/2" -> collect(lines, here, attributes.nested());
        // IFLA_INFO_KIND: `ip` leaves the zero byte at its end out, and the kernel minds neither.
        case "/18/1" -> lines.add(here + " " + attributes.text());
        default -> {
          if (here.equals("/18/2/1") && attributes.length() > 16) {
            lines.add(here + " " + hex(attributes.bytes(), 0, 16));
            collect(lines, here, new Attributes(attributes.value().position(16)));
          } else {
            lines.add(here + " " + hex(attributes.bytes(), 0, attributes.length()));
          }
        }
      }
    }
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }
}
