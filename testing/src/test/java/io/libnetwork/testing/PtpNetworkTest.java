package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.ptp.PtpOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
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
      assertThat(inside.run("ip -4 addr show dev eth0")).contains(address(web, IpFamily.V4) + "/32");
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
      lab.controller().removeAll(java.util.List.of(web.sandbox()));
      assertThat(lab.host().ip("-o link")).doesNotContain(link).contains(outside(shop));
      assertThat(lab.host().run("nft list table inet libnetwork"))
          .doesNotContain(link)
          .contains(outside(shop));
    }
  }
}
