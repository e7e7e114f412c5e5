package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.bridge.PortVlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Endpoints in VLANs of their own on one bridge. Where the kernel keeps none apart, that is said.
class VlanPortsTest {

  private static final BridgeOptions FILTERING = BridgeOptions.USUAL.filteringVlans();
  private static final int PORT = 7;

  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private boolean kernelFilters() {
    return lab.host()
        .script(
            "ip link add probe0 type bridge vlan_filtering 1 2>/dev/null || exit 0",
            "ip -j -d link show dev probe0",
            "ip link del probe0")
        .contains("\"vlan_filtering\":1");
  }

  private static IpAddress address(Attachment attached) {
    return attached.endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  @Test
  void areRefusedByNetworksWhoseBridgeKeepsNoneApart() {
    Network network = lab.bridge("n");
    assertThatThrownBy(() ->
            lab.controller()
                .attach("a", network, new EndpointOption.Driver(in(PortVlans.access(10)))))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("VLAN 10");
  }

  @Test
  void areRefusedByKernelsThatKeepNoneApart() {
    Assumptions.assumeFalse(kernelFilters(), "this kernel keeps VLANs apart");
    assertThatThrownBy(() -> lab.bridge("n", Lab.with(FILTERING)))
        .isInstanceOf(NetworkException.NotImplemented.class)
        .hasMessageContaining("VLAN");
    assertThat(lab.host().ip("link show type bridge")).doesNotContain("br-");
  }

  private static BridgeEndpointOptions in(PortVlans vlans) {
    return BridgeEndpointOptions.USUAL.in(vlans);
  }

  @Nested
  class OnABridgeThatKeepsThemApart {

    private Network network;

    @BeforeEach
    void create() {
      if (!kernelFilters()) {
        System.err.println("SKIPPED: this kernel keeps no VLANs apart on a bridge");
        Assumptions.abort("this kernel keeps no VLANs apart on a bridge");
      }
      network = lab.bridge("n", Lab.with(FILTERING));
    }

    private Attachment attach(String container, PortVlans vlans) {
      Attachment attached =
          lab.controller().attach(container, network, new EndpointOption.Driver(in(vlans)));
      lab.place(attached).answering(PORT);
      return attached;
    }

    private String asked(Attachment from, Attachment to) {
      return lab.place(from).tcp(address(to), PORT);
    }

    @Test
    void endpointsOfOneVlanReachEachOtherAndNobodyElse() {
      Attachment a = attach("a", PortVlans.access(10));
      Attachment b = attach("b", PortVlans.access(10));
      Attachment c = attach("c", PortVlans.access(20));
      Attachment usual = lab.controller().attach("usual", network);
      lab.place(usual).answering(PORT);
      assertThat(asked(a, b)).isEqualTo("b sees " + address(a));
      assertThat(asked(a, c)).isNotEqualTo("c sees " + address(a));
      assertThat(asked(a, usual)).isNotEqualTo("usual sees " + address(a));
      assertThat(lab.host().tcp(address(usual), PORT)).startsWith("usual sees");
      assertThat(lab.host().tcp(address(a), PORT)).isNotEqualTo("a sees 172.18.0.1");
      assertThat(lab.place(a).run("ip route")).doesNotContain("default");
    }

    @Test
    void aTrunkReachesEachOfItsVlansByItsTag() {
      Attachment a = attach("a", PortVlans.access(10));
      Attachment b = attach("b", PortVlans.access(20));
      Attachment router = attach("router", PortVlans.trunk(10, 20));
      Place inside = lab.place(router);
      String own = address(router).toString();
      inside.script(
          "ip link add link eth0 name eth0.10 type vlan id 10",
          "ip link add link eth0 name eth0.20 type vlan id 20",
          "ip link set eth0.10 up",
          "ip link set eth0.20 up",
          "ip addr flush dev eth0",
          "ip addr add " + own + "/16 dev eth0.10");
      assertThat(inside.tcp(address(a), PORT)).isEqualTo("a sees " + own);
      assertThat(inside.tcp(address(b), PORT)).doesNotContain("sees");
      inside.script("ip addr flush dev eth0.10", "ip addr add " + own + "/16 dev eth0.20");
      assertThat(inside.tcp(address(b), PORT)).isEqualTo("b sees " + own);
      assertThat(asked(a, b)).doesNotContain("sees");
    }

    @Test
    void whatOthersChangeIsPutRight() {
      Attachment a = attach("a", PortVlans.access(10));
      Attachment b = attach("b", PortVlans.access(10));
      String before = lab.host().run("bridge vlan show");
      String port =
          lab.host()
              .script(
                  "bridge link show | sed -n 's/^[0-9]*: \\(veth[0-9a-f]*\\).*/\\1/p' | head -1")
              .strip();
      lab.host().run("bridge vlan add vid 1 pvid untagged dev " + port);
      assertThat(lab.controller().examine().toString()).contains("VLANs");
      assertThat(lab.controller().reconcile().differences()).isNotEmpty();
      assertThat(lab.host().run("bridge vlan show")).isEqualTo(before);
      assertThat(asked(a, b)).isEqualTo("b sees " + address(a));
    }

    @Test
    void oneThatDoesNotMeetTheHostPublishesNothing() {
      assertThatThrownBy(() ->
              lab.controller()
                  .attach(
                      "a",
                      network,
                      new EndpointOption.Driver(in(PortVlans.access(10))),
                      new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("VLAN 10");
    }
  }
}
