package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final IpAddress GATEWAY = IpAddress.parse("10.1.0.1");
  private static final IpAddress GATEWAY6 = IpAddress.parse("2001:db8::1");
  private static final IpPrefix FAR = IpPrefix.parse("10.9.0.0/16");
  private static final IpPrefix FAR6 = IpPrefix.parse("2001:db8:9::/48");
  private static final RouteTable OWN = new RouteTable(1000);

  private TestHost host;
  private Rtnetlink rtnetlink;
  private Ifindex link;

  @BeforeEach
  void open() {
    host = TestHost.open();
    rtnetlink = host.rtnetlink();
    link = host.addVeth("a", "b");
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, InterfaceAddress.parse("10.1.0.2/24"))));
    rtnetlink.execute(
        Addresses.add(
            LinkAddress.of(link, InterfaceAddress.parse("2001:db8::2/64"))
                .with(AddressFlag.NODAD)));
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Nested
  class AnIpv4Route {

    @Test
    void byAGatewayWithEverything() {
      Route wanted =
          Route.via(FAR, GATEWAY)
              .withLink(link)
              .withSource(IpAddress.parse("10.1.0.2"))
              .withMetric(50)
              .withMtu(1300)
              .withProtocol(RouteProtocol.STATIC);
      rtnetlink.execute(Routes.add(wanted));

      assertThat(host.run("ip -j route show 10.9.0.0/16"))
          .contains("\"gateway\":\"10.1.0.1\"", "\"dev\":\"a\"", "\"protocol\":\"static\"")
          .contains("\"prefsrc\":\"10.1.0.2\"", "\"metric\":50", "\"mtu\":1300");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4))).contains(wanted);
    }

    @Test
    void isTheDefault() {
      rtnetlink.execute(Routes.add(Route.defaultVia(GATEWAY)));
      assertThat(host.run("ip -j route show default")).contains("\"gateway\":\"10.1.0.1\"");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4, RouteTable.MAIN)))
          .contains(Route.defaultVia(GATEWAY).withLink(link));
    }

    @Test
    void toTheLinkItself() {
      Route wanted = Route.connected(FAR, link);
      rtnetlink.execute(Routes.add(wanted));
      assertThat(host.run("ip -j route show 10.9.0.0/16")).contains("\"scope\":\"link\"");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4))).contains(wanted);
    }

    @Test
    void byAGatewayOutsideThePrefixThatIsOnTheLink() {
      IpAddress outside = IpAddress.parse("192.0.2.1");
      Route wanted = Route.via(FAR, outside).withLink(link);
      assertRefused(Routes.add(wanted), Errno.ENETUNREACH, "invalid gateway");
      rtnetlink.execute(Routes.add(wanted.withOnLink()));
      assertThat(host.run("ip -j route show 10.9.0.0/16")).contains("\"onlink\"");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4))).contains(wanted.withOnLink());
    }

    @Test
    void inATableOfItsOwn() {
      Route wanted = Route.via(FAR, GATEWAY).withTable(OWN);
      rtnetlink.execute(Routes.add(wanted));
      assertThat(host.run("ip -j route show table 1000")).contains("10.9.0.0/16");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4, OWN)))
          .containsExactly(wanted.withLink(link));
      assertThatThrownBy(() -> rtnetlink.list(Routes.list(IpFamily.V4, new RouteTable(4_000_000))))
          .hasMessageContaining("table 4000000")
          .hasMessageContaining("FIB table does not exist");
    }

    @Test
    void inSeveralWays() {
      Route wanted =
          Route.multipath(
              FAR, NextHop.via(GATEWAY, link), NextHop.via(IpAddress.parse("10.1.0.3"), link));
      rtnetlink.execute(Routes.add(wanted));
      assertThat(host.run("ip -j route show 10.9.0.0/16"))
          .contains("\"nexthops\"", "10.1.0.1", "10.1.0.3");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4))).contains(wanted);
    }

    @Test
    void thatDropsPackets() {
      Route blackhole = Route.blackhole(FAR);
      Route unreachable = Route.unreachable(IpPrefix.parse("10.8.0.0/16"));
      Route prohibit = Route.prohibit(IpPrefix.parse("10.7.0.0/16"));
      for (Route route : new Route[] {blackhole, unreachable, prohibit}) {
        rtnetlink.execute(Routes.add(route));
      }
      assertThat(host.run("ip -j route"))
          .contains("\"blackhole\"", "\"unreachable\"", "\"prohibit\"");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V4)))
          .contains(blackhole, unreachable, prohibit);
      assertRefused(Routes.get(IpAddress.parse("10.7.0.1")), Errno.EACCES, "route to 10.7.0.1");
      assertRefused(Routes.get(IpAddress.parse("10.8.0.1")), Errno.EHOSTUNREACH, "10.8.0.1");
    }

    @Test
    void isReplaced() {
      rtnetlink.execute(Routes.add(Route.via(FAR, GATEWAY)));
      rtnetlink.execute(Routes.replace(Route.via(FAR, IpAddress.parse("10.1.0.9"))));
      assertThat(host.run("ip -j route show 10.9.0.0/16"))
          .contains("10.1.0.9")
          .doesNotContain("10.1.0.1\"");
    }

    @Test
    void isDeleted() {
      rtnetlink.execute(Routes.add(Route.via(FAR, GATEWAY)));
      rtnetlink.execute(Routes.delete(Route.via(FAR, GATEWAY)));
      assertThat(host.run("ip -j route")).doesNotContain("10.9.0.0");
      assertThat(rtnetlink.remove(Routes.delete(Route.via(FAR, GATEWAY)))).isFalse();
    }

    @Test
    void isRefusedWhereThereIsOne() {
      rtnetlink.execute(Routes.add(Route.via(FAR, GATEWAY)));
      assertRefused(
          Routes.add(Route.via(FAR, GATEWAY)),
          Errno.EEXIST,
          "add route unicast 10.9.0.0/16 via 10.1.0.1 table 254");
    }
  }

  @Nested
  class AnIpv6Route {

    @Test
    void byAGateway() {
      Route wanted = Route.via(FAR6, GATEWAY6).withLink(link).withMetric(77);
      rtnetlink.execute(Routes.add(wanted));
      assertThat(host.run("ip -j -6 route show 2001:db8:9::/48"))
          .contains("\"gateway\":\"2001:db8::1\"", "\"metric\":77");
      assertThat(rtnetlink.list(Routes.list(IpFamily.V6))).contains(wanted);
    }

    @Test
    void isTheDefaultAndReplaced() {
      rtnetlink.execute(Routes.replace(Route.defaultVia(GATEWAY6).withLink(link)));
      rtnetlink.execute(
          Routes.replace(Route.defaultVia(IpAddress.parse("2001:db8::7")).withLink(link)));
      assertThat(host.run("ip -j -6 route show default"))
          .contains("2001:db8::7")
          .doesNotContain("2001:db8::1\"");
    }

    @Test
    void thatDropsPackets() {
      rtnetlink.execute(Routes.add(Route.blackhole(FAR6)));
      assertThat(rtnetlink.list(Routes.list(IpFamily.V6)))
          .filteredOn(route -> route.destination().equals(FAR6))
          .singleElement()
          .satisfies(route -> assertThat(route.type()).isEqualTo(RouteType.BLACKHOLE));
      rtnetlink.execute(Routes.delete(Route.blackhole(FAR6)));
      assertThat(host.run("ip -j -6 route")).doesNotContain("2001:db8:9::");
    }

    @Test
    void inSeveralWays() {
      rtnetlink.execute(
          Routes.add(
              Route.multipath(
                  FAR6,
                  NextHop.via(GATEWAY6, link),
                  NextHop.via(IpAddress.parse("2001:db8::3"), link))));
      assertThat(rtnetlink.list(Routes.list(IpFamily.V6)))
          .filteredOn(route -> route.destination().equals(FAR6))
          .singleElement()
          .satisfies(route -> assertThat(route.nextHops()).hasSize(2));
    }
  }

  @Nested
  class ALookup {

    @Test
    void tellsTheWayAPacketWouldTake() {
      rtnetlink.execute(Routes.add(Route.via(FAR, GATEWAY)));
      Route found = rtnetlink.get(Routes.get(IpAddress.parse("10.9.8.7")));
      assertThat(found.destination()).isEqualTo(IpPrefix.parse("10.9.8.7/32"));
      assertThat(found.gateway()).contains(GATEWAY);
      assertThat(found.link()).contains(link);
      assertThat(found.source()).contains(IpAddress.parse("10.1.0.2"));
      assertThat(found.table()).isEqualTo(RouteTable.MAIN);
    }

    @Test
    void findsAnAddressOfOurOwn() throws InterruptedException {
      assertThat(rtnetlink.get(Routes.get(IpAddress.parse("10.1.0.2"))).type())
          .isEqualTo(RouteType.LOCAL);
      assertThat(rtnetlink.get(Routes.get(ownOfIpv6())).type()).isEqualTo(RouteType.LOCAL);
    }

    /** Our IPv6 address, once the kernel's worker has entered it among the local ones. */
    private IpAddress ownOfIpv6() throws InterruptedException {
      Instant deadline = Instant.now().plusSeconds(10);
      while (!host.run("ip -6 route show table local").contains("local 2001:db8::2 ")
          && Instant.now().isBefore(deadline)) {
        Thread.sleep(5);
      }
      return IpAddress.parse("2001:db8::2");
    }

    @Test
    void isRefusedWhereThereIsNoWay() {
      assertRefused(Routes.get(IpAddress.parse("192.0.2.1")), Errno.ENETUNREACH, "192.0.2.1");
    }
  }

  @Test
  void refusesAFamilyThatDoesNotFit() {
    assertThatThrownBy(() -> Route.via(FAR, GATEWAY).withSource(GATEWAY6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the source 2001:db8::1 is of family IPv6, expected IPv4");
  }

  private void assertRefused(NetlinkRequest<?> request, Errno errno, String words) {
    assertThatThrownBy(() -> rtnetlink.get(request))
        .isInstanceOfSatisfying(
            NetlinkException.class, refused -> assertThat(refused.errno()).isEqualTo(errno))
        .hasMessageContaining(words);
  }
}
