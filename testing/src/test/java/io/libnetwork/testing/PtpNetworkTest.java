package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.ptp.PtpOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Networks without a bridge, by real packets and by what iproute2 says of them.
class PtpNetworkTest {

  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static IpAddress address(Attachment attached, IpFamily family) {
    return attached.endpoint().address(family).orElseThrow().address();
  }

  private static IpAddress gateway(Network network, IpFamily family) {
    return network.pools().stream()
        .flatMap(pool -> pool.gateway().stream())
        .filter(each -> each.family() == family)
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static String outside(Attachment attached) {
    return "ptp" + attached.endpoint().id().value().substring(0, 11);
  }

  @Nested
  class OfTwoContainers {

    private Network network;
    private Attachment web;
    private Attachment shop;

    @BeforeEach
    void attach() {
      network = lab.routed("n");
      web = lab.controller().attach("web", network);
      shop = lab.controller().attach("shop", network);
    }

    @Test
    void eachReachesTheOtherByWayOfTheHost() {
      Place inside = lab.place(web);
      for (IpFamily family : IpFamily.values()) {
        IpAddress own = address(shop, family);
        int port = family == IpFamily.V4 ? 80 : 81;
        Place _ = lab.place(shop).answering(port);
        assertThat(inside.tcp(own, port)).contains(address(web, family).toString());
        String route = inside.ip("route get " + own);
        assertThat(route).contains("\"gateway\":\"" + gateway(network, family));
      }
    }

    @Test
    void theContainerHasItsAddressesAloneAndOneNeighbour() {
      Place inside = lab.place(web);
      assertThat(inside.run("ip -4 addr show dev eth0"))
          .contains(address(web, IpFamily.V4) + "/32");
      assertThat(inside.run("ip -6 addr show dev eth0 scope global"))
          .contains(address(web, IpFamily.V6) + "/128");
      for (IpFamily family : IpFamily.values()) {
        int version = family == IpFamily.V4 ? 4 : 6;
        assertThat(inside.run("ip -%d route show".formatted(version)))
            .contains("default via " + gateway(network, family) + " dev eth0")
            .doesNotContain("proto kernel scope link src");
      }
    }

    @Test
    void theHostHasARouteToEachAndAsksNobody() {
      Place host = lab.host();
      String link = outside(web);
      for (IpFamily family : IpFamily.values()) {
        IpAddress own = address(web, family);
        assertThat(host.run("ip route get " + own))
            .contains("dev " + link)
            .contains("src " + gateway(network, family));
        assertThat(host.run("ip neigh show to " + own))
            .contains("dev " + link)
            .contains("PERMANENT");
      }
    }

    @Test
    void nothingIsLeftOfOneThatHasLeft() {
      String link = outside(web);
      lab.controller().removeAll(List.of(web.sandbox()));
      assertThat(lab.host().ip("-o link")).doesNotContain(link).contains(outside(shop));
      assertThat(lab.host().run("nft list table inet libnetwork"))
          .doesNotContain(link)
          .contains(outside(shop));
    }
  }

  @Nested
  class WhatAContainerSends {

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment web;

    @SuppressWarnings("NullAway.Init") // before each test, or by it
    private Attachment shop;

    private void attach(PtpOptions options) {
      Network network = lab.routed("n", new NetworkOption.Driver(options));
      web = lab.controller().attach("web", network);
      shop = lab.controller().attach("shop", network);
    }

    /// Answers to an address that it took by itself, and that everybody is told to find there.
    private String asked(IpFamily family, String taken) {
      Place inside = lab.place(web);
      int port = family == IpFamily.V4 ? 80 : 81;
      Place _ = lab.place(shop).answering(port);
      inside.script("ip addr add %s dev eth0 %s".formatted(taken, nodad(family)));
      String host = taken.substring(0, taken.indexOf('/'));
      lab.host().script("ip route add %s dev %s".formatted(taken, outside(web)));
      IpAddress to = address(shop, family);
      inside.script(
          "ip route replace %s via %s dev eth0 onlink src %s"
              .formatted(to, gateway(web.endpoint().network(), family), host));
      return inside.tcp(to, port);
    }

    private String nodad(IpFamily family) {
      return family == IpFamily.V6 ? "nodad" : "";
    }

    @Test
    void isDroppedFromAnAddressThatIsNotItsOwn() {
      attach(PtpOptions.USUAL);
      assertThat(asked(IpFamily.V4, "10.77.0.7/32")).doesNotContain("10.77.0.7");
      assertThat(asked(IpFamily.V6, "fd77::7/128")).doesNotContain("fd77::7");
    }

    @Test
    void isLetThroughWhereThatIsWanted() {
      attach(PtpOptions.USUAL.withoutAntiSpoofing());
      assertThat(asked(IpFamily.V4, "10.77.0.7/32")).contains("10.77.0.7");
      assertThat(asked(IpFamily.V6, "fd77::7/128")).contains("fd77::7");
    }
  }

  @Nested
  class BeyondABridgesPorts {

    private static final int CONTAINERS = 1_100;

    @Test
    void theLastReachesTheFirst() {
      Network network = lab.routed("n", new NetworkOption.WithoutNames());
      List<AttachRequest> requests = new ArrayList<>();
      for (int number = 0; number < CONTAINERS; number++) {
        requests.add(AttachRequest.of("c" + number, network));
      }
      List<Attachment> attached = lab.controller().attachAll(requests);
      Attachment first = attached.getFirst();
      Place _ = lab.place(first).answering(80);
      Place last = lab.place(attached.getLast());
      assertThat(last.tcp(address(first, IpFamily.V4), 80))
          .contains(address(attached.getLast(), IpFamily.V4).toString());
      assertThat(lab.controller().examine()).isEmpty();
      lab.controller().removeAll(attached.stream().map(Attachment::sandbox).toList());
      assertThat(lab.host().run("nft list set inet libnetwork kinhome4"))
          .doesNotContain("elements");
    }
  }

  @Nested
  class WhatCannotBe {

    private void requireRefused(
        Class<? extends NetworkException> kind, String naming, NetworkOption... options) {
      assertThatExceptionOfType(kind)
          .isThrownBy(() -> lab.controller().createNetwork("ptp", "refused", options))
          .withMessageContaining(naming);
      assertThat(lab.host().run("ip -o link")).doesNotContain("ptp-");
    }

    @Test
    void isRefusedByNameAndLeavesNothing() {
      Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
      requireRefused(
          invalid, "io.libnetwork.ptp.bogus", new NetworkOption.DriverLabels(labels("bogus", "1")));
      requireRefused(
          invalid,
          "isolated",
          new NetworkOption.DriverLabels(labels("gateway_mode_ipv4", "isolated")));
      requireRefused(
          invalid, "fd00::7", new NetworkOption.DriverLabels(labels("source_ipv4", "fd00::7")));
      requireRefused(invalid, "PtpOptions", Lab.with(BridgeOptions.USUAL));
      requireRefused(
          invalid,
          "1200",
          new NetworkOption.Ipv6(true),
          new NetworkOption.Driver(PtpOptions.USUAL.withMtu(1200)));
    }

    private Map<String, String> labels(String key, String value) {
      return Map.of("io.libnetwork.ptp." + key, value);
    }

    @Test
    void aPortWhereThereIsNoWayIn() {
      Network network = lab.routed("n", new NetworkOption.Internal());
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(
              () -> lab.controller().attach("web", network, EndpointOption.Publish.of("8080:80")))
          .withMessageContaining("internal");
    }

    @Test
    void aNameOfTheHostThatAnotherInterfaceHas() {
      Network network = lab.routed("n");
      EndpointOption chosen = new EndpointOption.NameOnHost(InterfaceName.of(Lab.UPLINK));
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .isThrownBy(() -> lab.controller().attach("web", network, chosen))
          .withMessageContaining(Lab.UPLINK);
      assertThat(lab.host().run("nft list table inet libnetwork")).doesNotContain(Lab.UPLINK);
    }

    @Test
    void aHostThatAnswersOnlyForTheLinkItIsAskedOn() {
      lab.host().script("echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore");
      requireRefused(NetworkException.Forbidden.class, "net.ipv4.conf.all.arp_ignore=0");
    }
  }
}
