package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.ipvlan.IpvlanOptions;
import io.libnetwork.linux.rtnetlink.Ipvlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Networks of ipvlan links on a NIC of the host, with real packets, where the kernel has them.
class IpvlanTest {

  private static final IpvlanOptions ON_NIC = IpvlanOptions.on(UplinkLab.NIC);
  private static final IpAddress OWN_V4 = IpAddress.parse("10.77.0.250");
  private static final IpAddress OWN_V6 = IpAddress.parse("fd77::250");

  private UplinkLab lab;

  @SuppressWarnings("NullAway.Init") // before each test, or by it
  private Attachment web;

  @SuppressWarnings("NullAway.Init") // before each test, or by it
  private Attachment db;

  @BeforeEach
  void open() {
    LinkKinds.require("ipvlan");
    lab = UplinkLab.open();
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private void attach(IpvlanOptions options) {
    Network lan = lab.dual(IpvlanDriver.NAME, "lan", options);
    web = lab.controller().attach("web", lan);
    db = lab.controller().attach("db", lan);
  }

  private static IpAddress address(Attachment attachment, IpFamily family) {
    return attachment.endpoint().address(family).orElseThrow().address();
  }

  private static String sees(String who, IpAddress whom) {
    return who + " sees " + whom;
  }

  private static String router(IpFamily family) {
    return family == IpFamily.V4 ? UplinkLab.ROUTER_V4 : UplinkLab.ROUTER_V6;
  }

  private static String host(IpFamily family) {
    return family == IpFamily.V4 ? UplinkLab.HOST_V4 : UplinkLab.HOST_V6;
  }

  @Nested
  class InModeL2 {

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void containersReachEachOtherAndTheSegment(IpFamily family) {
      attach(ON_NIC);
      Place client = lab.place(web);
      lab.place(db).answering(80);
      Place router = lab.router().answering(80);
      UplinkLab.eventually(
          sees("db", address(web, family)), () -> client.tcp(address(db, family), 80));
      UplinkLab.eventually(
          sees("router", address(web, family)), () -> client.tcp(router(family), 80));
      UplinkLab.eventually("db sees " + router(family), () -> router.tcp(address(db, family), 80));
    }

    @Test
    void containersHaveTheParentsMacAddress() {
      attach(ON_NIC);
      String mac = lab.host().run("ip -br link show " + UplinkLab.NIC).split(" +", -1)[2];
      assertThat(lab.place(web).ip("link show eth0")).contains(mac, "\"mode\":\"l2\"");
      assertThat(web.endpoint().macAddress()).isEmpty();
      assertThat(lab.controller().examine()).isEmpty();
    }

    @Test
    void containersDoNotReachEachOtherWithFlagPrivate() {
      attach(ON_NIC.with(Ipvlan.Flag.PRIVATE));
      lab.place(db).answering(80);
      lab.router().answering(80);
      Place client = lab.place(web);
      UplinkLab.eventually(
          sees("router", address(web, IpFamily.V4)), () -> client.tcp(UplinkLab.ROUTER_V4, 80));
      assertThat(client.tcp(address(db, IpFamily.V4), 80)).isIn(Place.SILENCE, Place.REFUSAL);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void theHostReachesThemByAddressesOfItsOwn(IpFamily family) {
      attach(ON_NIC.withHostAccess(OWN_V4, OWN_V6));
      IpAddress own = family == IpFamily.V4 ? OWN_V4 : OWN_V6;
      Place host = lab.host().answering(80);
      lab.place(db).answering(80);
      Place client = lab.place(web);
      UplinkLab.eventually(sees("host", address(web, family)), () -> client.tcp(own, 80));
      UplinkLab.eventually("db sees " + own, () -> host.tcp(address(db, family), 80));
      Place router = lab.router();
      UplinkLab.eventually("host sees " + router(family), () -> router.tcp(host(family), 80));
    }
  }

  @Nested
  class InAModeThatRoutes {

    @ParameterizedTest
    @EnumSource(
        value = Ipvlan.Mode.class,
        names = {"L3", "L3S"})
    void containersReachEachOtherAndTheSegment(Ipvlan.Mode mode) {
      attach(ON_NIC.in(mode));
      Place client = lab.place(web);
      lab.place(db).answering(80);
      Place router = lab.router().answering(80);
      for (IpFamily family : IpFamily.values()) {
        UplinkLab.eventually(
            sees("db", address(web, family)), () -> client.tcp(address(db, family), 80));
        route(family);
        UplinkLab.eventually(
            sees("router", address(web, family)), () -> client.tcp(router(family), 80));
        UplinkLab.eventually(
            "db sees " + router(family), () -> router.tcp(address(db, family), 80));
      }
    }

    /// Nobody answers ARP for them: the segment's router is told the way.
    private void route(IpFamily family) {
      for (Attachment each : new Attachment[] {web, db}) {
        lab.router()
            .run(
                "ip route add %s via %s dev %s"
                    .formatted(address(each, family), host(family), UplinkLab.NIC));
      }
    }

    @Test
    void theWayOutHasNoNextHop() {
      attach(ON_NIC.in(Ipvlan.Mode.L3));
      Place client = lab.place(web);
      assertThat(client.run("ip route show default")).startsWith("default dev eth0");
      assertThat(client.run("ip -6 route show default")).startsWith("default dev eth0");
      assertThat(web.endpoint().gateway(IpFamily.V4)).isEmpty();
      assertThat(web.sandbox().gateway(IpFamily.V4)).contains(web.endpoint());
      assertThat(lab.controller().examine()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void theHostReachesThemByItsOwnAddress(IpFamily family) {
      attach(ON_NIC.in(Ipvlan.Mode.L3).withHostAccess());
      Place host = lab.host().answering(80);
      lab.place(db).answering(80);
      Place client = lab.place(web);
      UplinkLab.eventually("db sees " + host(family), () -> host.tcp(address(db, family), 80));
      UplinkLab.eventually(sees("host", address(web, family)), () -> client.tcp(host(family), 80));
    }
  }

  @Nested
  class Afterwards {

    @Test
    void areTakenOverByARestart() {
      attach(ON_NIC.withHostAccess(OWN_V4, OWN_V6));
      String before = lab.place(web).ip("address");
      lab.restart();
      assertThat(lab.place(web).ip("address")).isEqualTo(before);
      assertThat(lab.controller().examine()).isEmpty();
    }

    @Test
    void areBackWithTheirParent() {
      attach(ON_NIC);
      Place client = lab.place(web);
      lab.unplug();
      UplinkLab.eventually(false, () -> client.ip("link").contains("eth0"));
      lab.plugIn();
      UplinkLab.eventually(true, () -> lab.controller().examine().isEmpty());
      lab.router().answering(80);
      UplinkLab.eventually(
          sees("router", address(web, IpFamily.V6)), () -> client.tcp(UplinkLab.ROUTER_V6, 80));
    }
  }
}
