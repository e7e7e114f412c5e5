package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.linux.rtnetlink.Macvlan;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Networks of macvlan links on a NIC of the host, with real packets.
class MacvlanTest {

  private static final MacvlanOptions ON_NIC = MacvlanOptions.on(UplinkLab.NIC);

  private UplinkLab lab;

  @BeforeEach
  void open() {
    lab = UplinkLab.open();
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Network network(MacvlanOptions options) {
    return lab.dual(MacvlanDriver.NAME, "lan", options);
  }

  private static IpAddress address(Attachment attachment, IpFamily family) {
    return attachment.endpoint().address(family).orElseThrow().address();
  }

  private static String sees(String who, IpAddress whom) {
    return who + " sees " + whom;
  }

  @Nested
  class TwoContainers {

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment web;

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment db;

    private void attach(MacvlanOptions options) {
      Network lan = network(options);
      web = lab.controller().attach("web", lan);
      db = lab.controller().attach("db", lan);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void reachEachOtherAndTheSegment(IpFamily family) {
      attach(ON_NIC);
      Place client = lab.place(web);
      lab.place(db).answering(80);
      Place router = lab.router().answering(80);
      String beyond = family == IpFamily.V4 ? UplinkLab.ROUTER_V4 : UplinkLab.ROUTER_V6;
      assertThat(client.tcp(address(db, family), 80)).isEqualTo(sees("db", address(web, family)));
      assertThat(client.tcp(beyond, 80)).isEqualTo(sees("router", address(web, family)));
      assertThat(router.tcp(address(db, family), 80)).isEqualTo("db sees " + beyond);
    }

    @Test
    void haveTheRouterAsTheirWayOut() {
      attach(ON_NIC);
      Place router = lab.router();
      router.run("ip addr add 203.0.113.7/32 dev lo");
      router.answering(80);
      assertThat(lab.place(web).tcp("203.0.113.7", 80))
          .isEqualTo(sees("router", address(web, IpFamily.V4)));
      assertThat(web.endpoint().gateway(IpFamily.V6))
          .contains(IpAddress.parse(UplinkLab.ROUTER_V6));
    }

    @Test
    void doNotReachEachOtherInModePrivate() {
      attach(ON_NIC.in(Macvlan.Mode.PRIVATE));
      lab.place(db).answering(80);
      Place router = lab.router().answering(80);
      assertThat(lab.place(web).tcp(address(db, IpFamily.V4), 80))
          .isIn(Place.SILENCE, Place.REFUSAL);
      assertThat(lab.place(web).tcp(UplinkLab.ROUTER_V4, 80))
          .isEqualTo(sees("router", address(web, IpFamily.V4)));
      assertThat(router.tcp(address(db, IpFamily.V6), 80)).startsWith("db sees");
    }

    @Test
    void areNotReachedByTheHostUnlessItIsAskedFor() {
      attach(ON_NIC);
      lab.place(web).answering(80);
      assertThat(lab.host().tcp(address(web, IpFamily.V4), 80)).isIn(Place.SILENCE, Place.REFUSAL);
    }

    @Test
    void leaveTheirAddressesToTheNext() {
      attach(ON_NIC);
      IpAddress former = address(db, IpFamily.V4);
      db.sandbox().delete();
      Attachment next =
          lab.controller()
              .attach(
                  "next",
                  lab.controller().getNetwork("lan"),
                  new EndpointOption.Address(former),
                  new EndpointOption.Mac(MacAddress.derivedFrom(former)));
      lab.place(next).answering(80);
      assertThat(lab.place(web).tcp(former, 80)).startsWith("next sees");
    }
  }

  @Nested
  class OneContainer {

    @Test
    void hasTheMacAddressThatWasAskedFor() {
      MacAddress asked = MacAddress.parse("02:11:22:33:44:55");
      Attachment web =
          lab.controller().attach("web", network(ON_NIC), new EndpointOption.Mac(asked));
      assertThat(lab.place(web).ip("link show eth0"))
          .contains("\"address\":\"02:11:22:33:44:55\"", "\"mode\":\"bridge\"");
    }

    /// Kernels before 6.15 look for the name among the host's links.
    @Test
    void hasAnInterfaceCalledAsOneOfTheHost() {
      lab.testHost().run("ip", "link", "add", "eth0", "type", "veth", "peer", "name", "eth0b");
      Attachment web = lab.controller().attach("web", network(ON_NIC));
      assertThat(lab.place(web).ip("link show eth0")).contains("macvlan");
      lab.testHost().run("ip", "link", "delete", "eth0");
    }

    @Test
    void hasTheMtuThatWasAskedFor() {
      Attachment web = lab.controller().attach("web", network(ON_NIC.withMtu(1400)));
      assertThat(lab.place(web).ip("link show eth0")).contains("\"mtu\":1400");
    }

    @Test
    void hasAllOfTheParentInModePassthru() {
      Attachment web = lab.controller().attach("web", network(ON_NIC.in(Macvlan.Mode.PASSTHRU)));
      lab.router().answering(80);
      assertThat(lab.place(web).tcp(UplinkLab.ROUTER_V4, 80))
          .isEqualTo(sees("router", address(web, IpFamily.V4)));
    }

    @Test
    void joinsABridgeNetworkToo() {
      Attachment web = lab.controller().attach("web", network(ON_NIC));
      Network bridge = lab.controller().createNetwork("bridge", "inner");
      bridge.createEndpoint("web").join(web.sandbox());
      assertThat(lab.place(web).ip("link")).contains("\"eth0\"", "\"eth1\"");
      assertThat(web.sandbox().gateway(IpFamily.V6)).contains(web.endpoint());
    }

    @Test
    void leavesAndJoinsAgain() {
      Attachment web = lab.controller().attach("web", network(ON_NIC));
      Place place = lab.place(web);
      web.endpoint().leave();
      assertThat(place.ip("link")).doesNotContain("eth0");
      web.endpoint().join(web.sandbox());
      lab.router().answering(80);
      assertThat(place.tcp(UplinkLab.ROUTER_V6, 80)).startsWith("router sees");
    }
  }

  @Nested
  class TheHost {

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment web;

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment db;

    private void attach(MacvlanOptions options) {
      Network lan = network(options);
      web = lab.controller().attach("web", lan);
      db = lab.controller().attach("db", lan);
    }

    private static String shim(Network network) {
      return "hm-" + network.id().abbreviated();
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void reachesItsContainersAndTheyIt(IpFamily family) {
      attach(ON_NIC.withHostAccess());
      String own = family == IpFamily.V4 ? UplinkLab.HOST_V4 : UplinkLab.HOST_V6;
      Place host = lab.host().answering(80);
      lab.place(db).answering(80);
      assertThat(lab.place(web).tcp(own, 80)).isEqualTo(sees("host", address(web, family)));
      assertThat(host.tcp(address(db, family), 80)).isEqualTo("db sees " + own);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void reachesThemByAddressesOfItsOwn(IpFamily family) {
      IpAddress v4 = IpAddress.parse("10.77.0.250");
      IpAddress v6 = IpAddress.parse("fd77::250");
      attach(ON_NIC.withHostAccess(v4, v6));
      IpAddress own = family == IpFamily.V4 ? v4 : v6;
      Place host = lab.host().answering(80);
      lab.place(db).answering(80);
      assertThat(lab.place(web).tcp(own, 80)).isEqualTo(sees("host", address(web, family)));
      assertThat(host.tcp(address(db, family), 80)).isEqualTo("db sees " + own);
    }

    @Test
    void isReachedByTheSegmentAsBefore() {
      attach(ON_NIC.withHostAccess());
      Place host = lab.host().answering(80);
      Place router = lab.router();
      router.run("ip neigh flush all");
      assertThat(router.tcp(UplinkLab.HOST_V4, 80)).isEqualTo("host sees " + UplinkLab.ROUTER_V4);
      assertThat(router.tcp(UplinkLab.HOST_V6, 80)).isEqualTo("host sees " + UplinkLab.ROUTER_V6);
      assertThat(router.run("ip neigh show " + UplinkLab.HOST_V4)).contains(mac(host));
      assertThat(router.run("ip neigh show " + UplinkLab.HOST_V6)).contains(mac(host));
    }

    private static String mac(Place host) {
      return host.run("ip -br link show " + UplinkLab.NIC).split(" +", -1)[2];
    }

    /// What comes by that interface is for the host: a rule sees to it.
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void forwardsNothingForThem(IpFamily family) {
      attach(ON_NIC.withHostAccess());
      boolean v4 = family == IpFamily.V4;
      String far = v4 ? "203.0.113.9" : "2001:db8::9";
      Place host = lab.host();
      Place router = lab.router().answering(80);
      host.run("sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
      lab.wire("far0", v4 ? "203.0.113.1/24" : "2001:db8::1/64", far + (v4 ? "/24" : "/64"));
      UplinkLab.eventually(true, () -> host.tcp(far, 80).startsWith("router sees"));
      Place client = lab.place(web);
      String via = v4 ? UplinkLab.HOST_V4 : linkLocal(client);
      client.run("ip route replace %s via %s dev eth0".formatted(far, via));
      assertThat(client.tcp(far, 80)).isNotEqualTo(sees("router", address(web, family)));
      Network lan = lab.controller().getNetwork("lan");
      host.run("ip %s rule del iif %s".formatted(v4 ? "-4" : "-6", shim(lan)));
      assertThat(client.tcp(far, 80)).isEqualTo(sees("router", address(web, family)));
      router.run("ip link delete far0");
    }

    /// What a container sends to the host by.
    private static String linkLocal(Place client) {
      return client
          .run("ip -6 route show " + UplinkLab.HOST_V6)
          .replaceAll(".*via (\\S+).*\\s*", "$1");
    }

    @Test
    void hasTheInterfaceWhileThereAreContainers() {
      Network lan = network(ON_NIC.withHostAccess());
      Place host = lab.host();
      assertThat(host.ip("link")).doesNotContain(shim(lan));
      web = lab.controller().attach("web", lan);
      db = lab.controller().attach("db", lan);
      web.sandbox().delete();
      assertThat(host.ip("link")).contains(shim(lan));
      assertThat(host.run("ip route"))
          .contains(address(db, IpFamily.V4).toString())
          .doesNotContain(address(web, IpFamily.V4) + " dev");
      db.sandbox().delete();
      assertThat(host.ip("link")).doesNotContain(shim(lan));
      assertThat(host.run("ip rule") + host.run("ip -6 rule")).doesNotContain(shim(lan));
    }

    @Test
    void hasItBackWhenSomebodyTakesItAway() {
      attach(ON_NIC.withHostAccess());
      Place host = lab.host();
      Network lan = lab.controller().getNetwork("lan");
      host.run("ip link delete " + shim(lan));
      host.run("ip rule del iif " + shim(lan));
      assertThat(lab.controller().examine()).hasSize(2);
      assertThat(lab.controller().reconcile().repaired()).hasSize(2);
      assertThat(lab.controller().examine()).isEmpty();
      lab.place(db).answering(80);
      assertThat(host.tcp(address(db, IpFamily.V4), 80)).startsWith("db sees");
    }
  }

  @Nested
  class TheParent {

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment web;

    private void attach(MacvlanOptions options) {
      web = lab.controller().attach("web", network(options));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void mayGoAndReturn(IpFamily family) {
      attach(ON_NIC.withHostAccess());
      Place client = lab.place(web);
      lab.unplug();
      UplinkLab.eventually(false, () -> client.ip("link").contains("eth0"));
      assertThat(lab.controller().examine()).isNotEmpty();
      lab.plugIn();
      UplinkLab.eventually(true, () -> client.ip("link").contains("eth0"));
      UplinkLab.eventually(true, () -> lab.controller().examine().isEmpty());
      lab.router().answering(80);
      lab.host().answering(80);
      boolean v4 = family == IpFamily.V4;
      String router = v4 ? UplinkLab.ROUTER_V4 : UplinkLab.ROUTER_V6;
      String own = v4 ? UplinkLab.HOST_V4 : UplinkLab.HOST_V6;
      UplinkLab.eventually(sees("router", address(web, family)), () -> client.tcp(router, 80));
      UplinkLab.eventually(sees("host", address(web, family)), () -> client.tcp(own, 80));
    }

    @Test
    void isMissedByWhoJoinsMeanwhile() {
      Network lan = network(ON_NIC);
      lab.unplug();
      assertThatThrownBy(() -> lab.controller().attach("late", lan))
          .isInstanceOf(NetworkException.Unavailable.class)
          .hasMessageContainingAll("lan", UplinkLab.NIC);
      lab.plugIn();
      lab.router().answering(80);
      assertThat(lab.place(lab.controller().attach("late", lan)).tcp(UplinkLab.ROUTER_V4, 80))
          .startsWith("router sees");
    }

    @Test
    void mayBeDown() {
      lab.host().run("ip link set " + UplinkLab.NIC + " down");
      attach(ON_NIC);
      lab.host().run("ip link set " + UplinkLab.NIC + " up");
      lab.router().answering(80);
      Place client = lab.place(web);
      UplinkLab.eventually(
          true, () -> client.tcp(UplinkLab.ROUTER_V4, 80).startsWith("router sees"));
    }
  }

  @Nested
  class ARestart {

    private Attachment web;
    private Path inside;

    @BeforeEach
    void attach() {
      web = lab.controller().attach("web", network(ON_NIC.withHostAccess()));
      inside = Path.of(web.sandbox().key());
    }

    private String kernel() {
      TestHost host = lab.testHost();
      StringBuilder all = new StringBuilder();
      for (String what : new String[] {"address", "rule", "-6 rule", "route", "-6 route"}) {
        String[] words = ("ip -d " + what).split(" ", -1);
        all.append(host.run(words));
        all.append(Commands.run(inside, words));
      }
      return all.toString().replaceAll("(valid_lft|preferred_lft|expires) \\S+", "");
    }

    @Test
    void takesOverWhatIsThere() {
      String before = kernel();
      lab.restart();
      assertThat(kernel()).isEqualTo(before);
      assertThat(lab.controller().examine()).isEmpty();
      assertThat(lab.controller().getNetwork("lan").getEndpoint("web").sandbox())
          .contains(lab.controller().getSandbox("web"));
    }

    @Test
    void makesAnewWhatIsGone() {
      String before = kernel();
      lab.restart(() -> {
        lab.testHost().run("ip", "link", "delete", "hm-" + networkId());
        Commands.run(inside, "ip", "link", "delete", "eth0");
      });
      UplinkLab.eventually(true, () -> lab.controller().examine().isEmpty());
      assertThat(kernel().replaceAll("(?m)^\\d+:|@if\\d+|@\\S+", ""))
          .isEqualTo(before.replaceAll("(?m)^\\d+:|@if\\d+|@\\S+", ""));
    }

    private String networkId() {
      return web.endpoint().network().id().abbreviated();
    }

    @Test
    void findsAParentThatIsGoneWhenItReturns() {
      lab.restart(lab::unplug);
      assertThat(lab.controller().getNetwork("lan").endpoints()).hasSize(1);
      lab.plugIn();
      UplinkLab.eventually(true, () -> lab.controller().examine().isEmpty());
      lab.router().answering(80);
      Place client = lab.place(web);
      UplinkLab.eventually(
          true, () -> client.tcp(UplinkLab.ROUTER_V4, 80).startsWith("router sees"));
    }

    /// As a process leaves it that is killed before it has written what it made.
    @Test
    void removesWhatAJoinThatWasCutShortHasLeft() {
      String group =
          Long.toString(Long.parseLong(lab.testHost().host().owner().substring(0, 7), 16));
      lab.restart(() -> {
        TestHost host = lab.testHost();
        host.run("ip", "link", "add", "orphan", "link", UplinkLab.NIC, "type", "macvlan");
        host.run("ip", "link", "set", "orphan", "netns", inside.toString());
        Commands.run(inside, "ip", "link", "set", "orphan", "group", group);
      });
      assertThat(Commands.run(inside, "ip", "link")).doesNotContain("orphan").contains("eth0");
    }

    @Test
    void removesAHostsInterfaceThatBelongsToNothing() {
      String owner = lab.testHost().host().owner();
      lab.restart(() -> {
        TestHost host = lab.testHost();
        host.run("ip", "link", "add", "hm-gone", "link", UplinkLab.NIC, "type", "macvlan");
        host.run(
            "ip",
            "link",
            "set",
            "hm-gone",
            "alias",
            "libnetwork network " + "ab".repeat(32) + " of " + owner);
        host.run("ip", "rule", "add", "priority", "1", "iif", "hm-gone", "prohibit");
      });
      assertThat(lab.testHost().run("ip", "link")).doesNotContain("hm-gone");
      assertThat(lab.testHost().run("ip", "rule")).doesNotContain("hm-gone");
    }
  }
}
