package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkSetting.addressGeneration;
import static io.libnetwork.linux.rtnetlink.LinkSetting.alias;
import static io.libnetwork.linux.rtnetlink.LinkSetting.down;
import static io.libnetwork.linux.rtnetlink.LinkSetting.group;
import static io.libnetwork.linux.rtnetlink.LinkSetting.in;
import static io.libnetwork.linux.rtnetlink.LinkSetting.inProcess;
import static io.libnetwork.linux.rtnetlink.LinkSetting.index;
import static io.libnetwork.linux.rtnetlink.LinkSetting.mac;
import static io.libnetwork.linux.rtnetlink.LinkSetting.master;
import static io.libnetwork.linux.rtnetlink.LinkSetting.mtu;
import static io.libnetwork.linux.rtnetlink.LinkSetting.name;
import static io.libnetwork.linux.rtnetlink.LinkSetting.noMaster;
import static io.libnetwork.linux.rtnetlink.LinkSetting.transmitQueue;
import static io.libnetwork.linux.rtnetlink.LinkSetting.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.KernelWork;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinksTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:ac:11:00:02");
  private static final InterfaceName ETH0 = InterfaceName.of("eth0");
  private static final InterfaceName VETH = InterfaceName.of("veth1");

  private TestHost host;
  private Rtnetlink rtnetlink;

  @BeforeEach
  void open() {
    host = TestHost.open();
    rtnetlink = host.rtnetlink();
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Nested
  class AVeth {

    @Test
    void leadsToTheLinksOfItsPeersNamespace() {
      try (TestHost container = TestHost.open()) {
        host.add("veth1", Veth.to(ETH0, in(container.namespace())), up());
        container.add("br0", Bridge.of(), up());
        int there = rtnetlink.get(Links.get(VETH)).parentNamespace().orElseThrow();
        assertThat(rtnetlink.list(Links.listIn(there)))
            .extracting(Link::name)
            .contains("eth0", "br0");
        rtnetlink.execute(Links.deleteIn(there, InterfaceName.of("br0")));
        assertThat(container.rtnetlink().list(Links.list()))
            .extracting(Link::name)
            .contains("eth0")
            .doesNotContain("br0");
        assertThat(rtnetlink.remove(Links.deleteIn(there, InterfaceName.of("br0")))).isFalse();
      }
    }

    @Test
    void isBornWithItsPeerInAnotherNamespaceOnABridgeAndUp() {
      try (TestHost container = TestHost.open()) {
        Ifindex bridge = host.add("br0", Bridge.of(), up());
        Veth kind =
            Veth.to(ETH0, in(container.namespace()), mac(MAC), mtu(1400), index(new Ifindex(77)));
        NetlinkBatch batch = rtnetlink.batch();
        batch.add(Links.add(LinkSpec.of(VETH, kind, master(bridge), index(new Ifindex(55)), up())));
        Reply<Link> reply = batch.add(Links.get(VETH));

        assertThat(exchanges(batch)).isOne();
        Link link = reply.get();
        assertThat(link.kind()).isEqualTo("veth");
        assertThat(link.master()).contains(bridge);
        assertThat(link.up()).isTrue();
        assertThat(link.index()).isEqualTo(new Ifindex(55));
        assertThat(link.parent()).contains(new Ifindex(77));
        assertThat(link.parentNamespace()).isPresent();
        assertThat(host.run("ip -j -d link show veth1"))
            .contains("\"master\":\"br0\"", "\"UP\"", "\"ifindex\":55", "\"info_kind\":\"veth\"");
        assertThat(container.run("ip -j link show eth0"))
            .contains("\"ifindex\":77", "\"address\":\"02:42:ac:11:00:02\"", "\"mtu\":1400")
            .contains("\"operstate\":\"DOWN\"");
        assertThat(container.run("readlink /proc/self/ns/net"))
            .isEqualTo(container.namespace().id().toString());
      }
    }

    @Test
    void isUpWhenBothItsEndsAre() {
      host.addVeth("a", "b");
      Link link = rtnetlink.get(Links.get(InterfaceName.of("b")));
      assertThat(link.up()).isTrue();
      assertThat(link.running()).isTrue();
      assertThat(link.state()).isEqualTo(OperState.UP);
      assertThat(link.flags()).contains(LinkFlag.LOWER_UP, LinkFlag.BROADCAST);
    }

    @Test
    void refusesForThePeerWhatTheKernelCannotDoYet() {
      assertThatThrownBy(() -> Veth.to(ETH0, up()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("before both ends are made");
      assertThatThrownBy(() -> Veth.to(ETH0, master(new Ifindex(3))))
          .isInstanceOf(IllegalArgumentException.class);
      Veth indexed = Veth.to(ETH0, index(new Ifindex(77)));
      assertThatThrownBy(() -> LinkSpec.of(VETH, indexed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unless link veth1 has one too");
    }

    @Test
    void goesWithItsPeer() {
      Ifindex a = host.addVeth("a", "b");
      rtnetlink.execute(Links.delete(a));
      assertThat(rtnetlink.find(Links.get(InterfaceName.of("b")))).isEmpty();
    }

    @Test
    void refusesAnAliasAtCreationWhichTheKernelWouldIgnore() {
      assertThatThrownBy(() -> LinkSpec.of(VETH, Veth.to(ETH0), alias("ours")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alias \"ours\" of link veth1");
      assertThatThrownBy(() -> Veth.to(ETH0, mtu(1), mtu(2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is set twice of peer eth0");
    }
  }

  @Nested
  class OtherKinds {

    @Test
    void bridgeWithOptions() {
      Bridge wanted =
          Bridge.of(
              BridgeOption.STP.on(),
              BridgeOption.MCAST_SNOOPING.off(),
              BridgeOption.AGEING_TIME.value(12_300),
              BridgeOption.FORWARD_DELAY.value(400),
              BridgeOption.HELLO_TIME.value(300),
              BridgeOption.MAX_AGE.value(700),
              BridgeOption.PRIORITY.value(4096),
              BridgeOption.GROUP_FWD_MASK.value(8),
              BridgeOption.MCAST_ROUTER.value(2));
      Ifindex bridge = host.add("br0", wanted, mac(MAC), up());

      assertThat(host.run("ip -j -d link show br0"))
          .contains("\"stp_state\":1", "\"mcast_snooping\":0", "\"ageing_time\":12300")
          .contains("\"forward_delay\":400", "\"priority\":4096", "\"group_fwd_mask\":\"0x8\"")
          .contains("\"hello_time\":300", "\"max_age\":700", "\"mcast_router\":2")
          .contains("\"address\":\"02:42:ac:11:00:02\"");
      Bridge shown = (Bridge) rtnetlink.get(Links.get(bridge)).details().orElseThrow();
      assertThat(shown.options()).containsAllEntriesOf(wanted.options());
    }

    @Test
    void bridgeChangedLater() {
      Ifindex bridge = host.add("br0", Bridge.of());
      rtnetlink.execute(Links.change(bridge, Bridge.of(BridgeOption.AGEING_TIME.value(0))));
      assertThat(host.run("ip -j -d link show br0")).contains("\"ageing_time\":0");
    }

    @Test
    void vxlan() {
      Ifindex parent = host.addVeth("a", "b");
      Vxlan wanted =
          Vxlan.of(new Vni(4097))
              .withLocal(IpAddress.parse("192.0.2.1"))
              .withRemote(IpAddress.parse("192.0.2.2"))
              .withParent(parent)
              .withPort(new Port(4790))
              .with(VxlanOption.LEARNING.off(), VxlanOption.TTL.value(9))
              .with(VxlanOption.L3MISS.on(), VxlanOption.PROXY.on(), VxlanOption.UDP_CSUM.off());
      Ifindex vxlan = host.add("vx0", wanted, mtu(1400));

      assertThat(host.run("ip -j -d link show vx0"))
          .contains("\"id\":4097", "\"local\":\"192.0.2.1\"", "\"remote\":\"192.0.2.2\"")
          .contains("\"port\":4790", "\"learning\":false", "\"ttl\":9", "\"link\":\"a\"")
          .contains("\"l3miss\":true", "\"proxy\":true", "\"udp_csum\":false");
      Vxlan shown = (Vxlan) rtnetlink.get(Links.get(vxlan)).details().orElseThrow();
      assertThat(shown.options()).containsAllEntriesOf(wanted.options());
      assertThat(
              new Vxlan(
                  shown.vni(),
                  shown.port(),
                  shown.local(),
                  shown.remote(),
                  shown.parent(),
                  wanted.options()))
          .isEqualTo(wanted);
    }

    @Test
    void vxlanOverIpv6() {
      Vxlan wanted =
          Vxlan.of(new Vni(5))
              .withLocal(IpAddress.parse("2001:db8::1"))
              .withRemote(IpAddress.parse("2001:db8::2"))
              .withPort(new Port(4789));
      Ifindex vxlan = host.add("vx6", wanted);
      Vxlan shown = (Vxlan) rtnetlink.get(Links.get(vxlan)).details().orElseThrow();
      assertThat(shown.local()).isEqualTo(wanted.local());
      assertThat(shown.remote()).isEqualTo(wanted.remote());
      assertThat(host.run("ip -j -d link show vx6")).contains("\"local6\":\"2001:db8::1\"");
    }

    @Test
    void macvlanInAnotherNamespace() {
      try (TestHost container = TestHost.open()) {
        Ifindex parent = host.addVeth("a", "b");
        rtnetlink.execute(
            Links.add(
                LinkSpec.of(
                    ETH0,
                    new Macvlan(parent, Macvlan.Mode.PRIVATE),
                    in(container.namespace()),
                    mac(MAC))));
        Link link = container.rtnetlink().get(Links.get(ETH0));
        assertThat(link.details()).contains(new Macvlan(parent, Macvlan.Mode.PRIVATE));
        assertThat(link.mac()).contains(MAC);
        assertThat(container.run("ip -j -d link show eth0")).contains("\"mode\":\"private\"");
      }
    }

    @Test
    void ifb() {
      Ifindex ifb = host.add("ifb9", new Ifb());
      assertThat(rtnetlink.get(Links.get(ifb)).details()).contains(new Ifb());
    }

    @Test
    void ipvlanInAnotherNamespace() {
      try (TestHost container = TestHost.open()) {
        Ifindex parent = host.addVeth("a", "b");
        Ipvlan kind = new Ipvlan(parent, Ipvlan.Mode.L3, Ipvlan.Flag.PRIVATE);
        addIfTheKernelHasTheKind(LinkSpec.of(ETH0, kind, in(container.namespace())));
        assertThat(container.rtnetlink().get(Links.get(ETH0)).details()).contains(kind);
        assertThat(container.run("ip -j -d link show eth0"))
            .contains("\"mode\":\"l3\"", "\"private\":true");
      }
    }

    @Test
    void vlan() {
      Ifindex parent = host.addVeth("a", "b");
      Vlan kind = new Vlan(parent, 7, Vlan.Protocol.DOT1Q);
      addIfTheKernelHasTheKind(LinkSpec.of(ETH0, kind));
      assertThat(rtnetlink.get(Links.get(ETH0)).details()).contains(kind);
      assertThat(host.run("ip -j -d link show eth0")).contains("\"id\":7");
    }

    @Test
    void dummy() {
      addIfTheKernelHasTheKind(LinkSpec.of(ETH0, new Dummy(), up()));
      assertThat(rtnetlink.get(Links.get(ETH0)).details()).contains(new Dummy());
    }

    /// Makes a link. Where the kernel has no such kind, it must say so, and the test is skipped.
    private void addIfTheKernelHasTheKind(LinkSpec spec) {
      try {
        rtnetlink.execute(Links.add(spec));
      } catch (NetlinkException refused) {
        assertThat(refused).hasMessageContaining("Unknown device type");
        assertThat(refused.errno()).isEqualTo(Errno.EOPNOTSUPP);
        abort("this kernel has no links of the kind " + spec.kind().text());
      }
    }
  }

  @Nested
  class Changed {

    private Ifindex link;

    @BeforeEach
    void add() {
      link = host.add("veth1", Veth.to(ETH0));
    }

    @Test
    void inManyWaysAtOnce() {
      Ifindex bridge = host.add("br0", Bridge.of());
      rtnetlink.execute(
          Links.change(
              link,
              mac(MAC),
              mtu(1300),
              transmitQueue(7),
              master(bridge),
              alias("network 1"),
              group(new LinkGroup(42)),
              up()));

      Link shown = rtnetlink.get(Links.get(link));
      assertThat(shown.mac()).contains(MAC);
      assertThat(shown.mtu()).isEqualTo(1300);
      assertThat(shown.transmitQueue()).isEqualTo(7);
      assertThat(shown.master()).contains(bridge);
      assertThat(shown.alias()).contains("network 1");
      assertThat(shown.group()).isEqualTo(new LinkGroup(42));
      assertThat(shown.up()).isTrue();
      assertThat(host.run("ip -j link show veth1"))
          .contains("\"address\":\"02:42:ac:11:00:02\"", "\"mtu\":1300", "\"txqlen\":7")
          .contains("\"master\":\"br0\"", "\"ifalias\":\"network 1\"", "\"group\":\"42\"");
    }

    @Test
    void oneByOneAndBack() {
      Ifindex bridge = host.add("br0", Bridge.of());
      rtnetlink.execute(Links.up(VETH));
      assertThat(rtnetlink.get(Links.get(VETH)).up()).isTrue();
      rtnetlink.execute(Links.down(link));
      assertThat(rtnetlink.get(Links.get(link)).up()).isFalse();
      rtnetlink.execute(Links.change(VETH, master(bridge)));
      rtnetlink.execute(Links.change(VETH, noMaster(), down()));
      assertThat(rtnetlink.get(Links.get(VETH)).master()).isEmpty();
      rtnetlink.execute(Links.change(link, alias("x".repeat(255))));
      assertThat(rtnetlink.get(Links.get(link)).alias()).contains("x".repeat(255));
      rtnetlink.execute(Links.change(link, alias("")));
      assertThat(rtnetlink.get(Links.get(link)).alias()).isEmpty();
    }

    @Test
    void toAnotherName() {
      rtnetlink.execute(Links.change(link, name(InterfaceName.of("other"))));
      assertThat(host.run("ip -j link show other")).contains("\"ifindex\":" + link);
      assertThatThrownBy(() -> Links.change(VETH, name(ETH0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("refer to it by its index");
    }

    @Test
    void toAnotherNamespaceUnderANewName() {
      try (TestHost container = TestHost.open()) {
        rtnetlink.execute(
            Links.change(link, in(container.namespace()), name(InterfaceName.of("eth7"))));
        assertThat(container.run("ip -j link show eth7")).contains("\"eth7\"");
        assertThat(rtnetlink.find(Links.get(VETH))).isEmpty();
      }
    }

    @Test
    void toTheNamespaceOfAProcess() throws Exception {
      try (TestHost container = TestHost.open()) {
        Process inside = TestHosts.start(container.namespace(), "sleep", "60");
        try {
          rtnetlink.execute(Links.change(link, inProcess(inside.pid())));
          assertThat(container.run("ip -j link show veth1")).contains("\"veth1\"");
        } finally {
          inside.destroyForcibly().waitFor();
        }
      }
    }

    @Test
    void soThatItGetsNoLinkLocalAddress() {
      rtnetlink.execute(Links.change(link, addressGeneration(false)));
      rtnetlink.execute(Links.change(ETH0, up()));
      rtnetlink.execute(Links.change(link, up()));
      assertThat(host.run("ip -j -d link show veth1")).contains("\"inet6_addr_gen_mode\":\"none\"");
      assertThat(rtnetlink.list(Addresses.list(link))).isEmpty();
      assertThat(rtnetlink.list(Addresses.list(rtnetlink.get(Links.get(ETH0)).index()))).hasSize(1);
    }

    @Test
    void notWithNothingNorWithContradictions() {
      assertThatThrownBy(() -> Links.change(link)).hasMessageContaining("nothing to change");
      assertThatThrownBy(() -> Links.change(link, up(), down())).hasMessageContaining("set twice");
      assertThatThrownBy(() -> Links.change(link, noMaster(), master(link)))
          .hasMessageContaining("set twice");
      assertThatThrownBy(() -> Links.change(link, index(link)))
          .hasMessageContaining("at creation only");
    }
  }

  @Nested
  class Listed {

    @Test
    void allAndByKindMasterStateAndGroup() {
      Ifindex bridge = host.add("br0", Bridge.of(), up());
      host.add("a", Veth.to(InterfaceName.of("b")), master(bridge), group(new LinkGroup(5)));
      host.add("c", Veth.to(InterfaceName.of("d")));

      assertThat(names()).contains("lo", "br0", "a", "b", "c", "d");
      assertThat(names(LinkFilter.kind("veth"))).containsExactly("a", "b", "c", "d");
      assertThat(names(LinkFilter.kind("bridge"))).containsExactly("br0");
      assertThat(names(LinkFilter.kind("nosuchkind"))).isEmpty();
      assertThat(names(LinkFilter.master(bridge))).containsExactly("a");
      assertThat(names(LinkFilter.up())).containsExactly("br0");
      assertThat(names(LinkFilter.group(new LinkGroup(5)))).containsExactly("a");
      assertThat(names(LinkFilter.kind("veth"), LinkFilter.up())).isEmpty();
    }

    @Test
    void asOnePictureWhileLinksComeAndGo() throws Exception {
      AtomicBoolean done = new AtomicBoolean();
      addMany(200);
      host.add("veth1", Veth.to(ETH0));
      try (ExecutorService others = Executors.newSingleThreadExecutor();
          Rtnetlink second = Rtnetlink.open(TestNamespace.thread(), host.namespace())) {
        Future<Integer> changes =
            others.submit(() -> {
              int changed = 0;
              while (!done.get()) {
                second.execute(Links.change(VETH, alias("round " + changed++)));
              }
              return changed;
            });
        for (int i = 0; i < 50; i++) {
          assertThat(names(LinkFilter.kind("ifb"))).hasSize(200);
        }
        done.set(true);
        assertThat(changes.get()).isPositive();
      }
    }

    private void addMany(int count) {
      NetlinkBatch batch = rtnetlink.batch();
      for (int i = 0; i < count; i++) {
        batch.add(Links.add(LinkSpec.of(InterfaceName.of("many" + i), new Ifb())));
      }
      batch.send();
    }

    private List<String> names(LinkFilter... filters) {
      return rtnetlink.list(Links.list(filters)).stream().map(Link::name).sorted().toList();
    }
  }

  @Nested
  class InABatchOfAThousand {

    @Test
    void areMadeInOneExchangeAndDeletedByTheirGroup() {
      LinkGroup group = new LinkGroup(1000);
      NetlinkBatch batch = rtnetlink.batch();
      for (int i = 0; i < 1000; i++) {
        batch.add(Links.add(LinkSpec.of(InterfaceName.of("l" + i), new Ifb(), group(group))));
      }

      assertThat(exchanges(batch)).isOne();
      Set<String> expected =
          IntStream.range(0, 1000).mapToObj(i -> "l" + i).collect(Collectors.toSet());
      assertThat(rtnetlink.list(Links.list(LinkFilter.group(group))))
          .extracting(Link::name)
          .containsExactlyInAnyOrderElementsOf(expected);

      rtnetlink.execute(Links.delete(group));
      assertThat(rtnetlink.list(Links.list(LinkFilter.group(group)))).isEmpty();
    }

    @Test
    void areTwoExchangesWhereThereAreMore() {
      NetlinkBatch batch = rtnetlink.batch();
      for (int i = 0; i < 1500; i++) {
        batch.add(Links.get(Ifindex.LOOPBACK));
      }
      assertThat(exchanges(batch)).isEqualTo(2);
    }

    @Test
    void tellWhichOfThemWasRefused() {
      host.add("l7", new Ifb());
      NetlinkBatch batch = rtnetlink.batch();
      List<Reply<Void>> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(batch.add(Links.add(LinkSpec.of(InterfaceName.of("l" + i), new Ifb()))));
      }
      batch.trySend();

      for (int i = 0; i < 20; i++) {
        assertThat(replies.get(i).failure().isPresent()).as("l" + i).isEqualTo(i == 7);
      }
    }
  }

  @Nested
  class Refused {

    @Test
    void aNameThatIsTaken() {
      host.add("veth1", Veth.to(ETH0));
      assertRefused(Links.add(LinkSpec.of(VETH, new Ifb())), Errno.EEXIST, "add link veth1 (ifb)");
      assertRefused(
          Links.add(LinkSpec.of(InterfaceName.of("v"), Veth.to(VETH))), Errno.EEXIST, "add link v");
    }

    @Test
    void aLinkThatIsMissing() {
      assertRefused(Links.get(VETH), Errno.ENODEV, "get link veth1");
      assertRefused(Links.delete(new Ifindex(999)), Errno.ENODEV, "delete link 999");
      assertRefused(Links.up(VETH), Errno.ENODEV, "change link veth1");
      assertThat(rtnetlink.remove(Links.delete(VETH))).isFalse();
      assertThat(rtnetlink.find(Links.get(VETH))).isEmpty();
    }

    @Test
    void anMtuWithTheKernelsOwnWords() {
      Ifindex link = host.add("veth1", Veth.to(ETH0));
      assertRefused(
          Links.change(link, mtu(1_000_000)), Errno.EINVAL, "mtu greater than device maximum");
    }

    @Test
    void aMasterThatIsNoMaster() {
      Ifindex link = host.add("veth1", Veth.to(ETH0));
      assertThatThrownBy(() -> rtnetlink.execute(Links.change(ETH0, master(link))))
          .isInstanceOf(NetlinkException.class);
    }

    @Test
    void theGroupThatEveryLinkIsIn() {
      assertThatThrownBy(() -> Links.delete(LinkGroup.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("every link without a group is in it");
    }
  }

  @Nested
  class Counted {

    @Test
    void packetsAndBytes() {
      host.run("ip link set lo up");
      host.run("bash", "-c", "echo x > /dev/udp/127.0.0.1/9");
      LinkStatistics counters = rtnetlink.get(Links.statistics(Ifindex.LOOPBACK));
      // The datagram, and the answer that nobody listens there.
      assertThat(counters.receivedPackets()).isEqualTo(2);
      assertThat(counters.sentPackets()).isEqualTo(2);
      assertThat(counters.receivedBytes()).isEqualTo(counters.sentBytes());
      assertThat(host.run("ip -j -s link show lo"))
          .contains("\"rx\":{\"bytes\":%d,\"packets\":2".formatted(counters.receivedBytes()));
      assertThat(counters.receiveErrors()).isZero();
    }

    @Test
    void togetherWithTheLinks() {
      host.run("ip link set lo up");
      host.run("bash", "-c", "echo x > /dev/udp/127.0.0.1/9");
      List<CountedLink> all = rtnetlink.list(Links.counted());
      assertThat(all).extracting(CountedLink::link).isEqualTo(rtnetlink.list(Links.list()));
      assertThat(all)
          .extracting(CountedLink::counted)
          .isEqualTo(rtnetlink.list(Links.statistics()))
          .anySatisfy(counted -> assertThat(counted.receivedPackets()).isEqualTo(2));
    }

    @Test
    void asTheOtherEndHasThem() {
      // So that nothing is sent but what is sent here.
      host.run("bash", "-c", "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6");
      host.addVeth("a", "b");
      host.run("ip link set dev a up");
      host.run("ip link set dev b up");
      host.run("ip addr add 192.0.2.1/24 dev a");
      host.run("ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev a");
      host.run("bash", "-c", "echo x > /dev/udp/192.0.2.2/9");
      LinkStatistics near = counted("a");
      LinkStatistics far = counted("b");
      assertThat(near.sentPackets()).isPositive();
      assertThat(near.mirrored().receivedBytes()).isEqualTo(far.receivedBytes());
      assertThat(near.mirrored().receivedPackets()).isEqualTo(far.receivedPackets());
      assertThat(near.mirrored().mirrored()).isEqualTo(near);
    }

    private LinkStatistics counted(String name) {
      return rtnetlink.list(Links.counted()).stream()
          .filter(one -> one.link().name().equals(name))
          .map(CountedLink::counted)
          .findFirst()
          .orElseThrow();
    }

    @Test
    void ofEveryLink() {
      host.addVeth("a", "b");
      assertThat(rtnetlink.list(Links.statistics()))
          .extracting(LinkStatistics::link)
          .containsExactlyElementsOf(
              rtnetlink.list(Links.list()).stream().map(Link::index).toList());
    }
  }

  /// Sends a batch and answers how many sends it took.
  private static long exchanges(NetlinkBatch batch) {
    KernelWork work = new KernelWork();
    work.counting(batch::send);
    return work.netlinkExchanges();
  }

  private void assertRefused(NetlinkRequest<?> request, Errno errno, String words) {
    assertThatThrownBy(() -> rtnetlink.get(request))
        .isInstanceOfSatisfying(
            NetlinkException.class, refused -> assertThat(refused.errno()).isEqualTo(errno))
        .hasMessageContaining(words);
  }
}
