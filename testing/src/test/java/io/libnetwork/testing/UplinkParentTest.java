package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Parents that are made with the first network on them, and go with the last.
class UplinkParentTest {

  private static final String VLAN = UplinkLab.NIC + ".50";

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

  private Network create(String name, String subnet, Map<String, String> options) {
    return lab.controller()
        .createNetwork(
            MacvlanDriver.NAME,
            name,
            NetworkOption.Pool.of(subnet),
            new NetworkOption.DriverLabels(options));
  }

  private String links() {
    return lab.host().ip("link");
  }

  @Nested
  class AVlan {

    @BeforeEach
    void require() {
      LinkKinds.require("vlan");
    }

    private Network on(String name, String subnet) {
      return create(name, subnet, Map.of("parent", VLAN));
    }

    @Test
    void isMadeAndGoesWithItsLastNetwork() {
      Network a = on("a", "10.78.0.0/24");
      assertThat(links()).contains("\"" + VLAN + "\"", "\"id\":50");
      Network b = on("b", "10.79.0.0/24");
      a.delete();
      assertThat(links()).contains("\"" + VLAN + "\"");
      lab.restart();
      assertThat(links()).contains("\"" + VLAN + "\"");
      lab.controller().getNetwork("b").delete();
      assertThat(links()).doesNotContain(VLAN);
      assertThat(b.name()).isEqualTo("b");
    }

    @Test
    void ofSomebodyElseStays() {
      lab.host().run("ip link add link %s name %s type vlan id 50".formatted(UplinkLab.NIC, VLAN));
      on("a", "10.78.0.0/24").delete();
      assertThat(links()).contains("\"" + VLAN + "\"");
      lab.host().run("ip link delete " + VLAN);
    }

    @Test
    void carriesFramesWithItsTag() {
      lab.router()
          .run("ip link add link %s name %s type vlan id 50".formatted(UplinkLab.NIC, VLAN));
      lab.router().run("ip addr add 10.78.0.254/24 dev " + VLAN);
      lab.router().run("ip link set %s up".formatted(VLAN));
      Attachment web = lab.controller().attach("web", on("a", "10.78.0.0/24"));
      lab.router().answering(80);
      Place client = lab.place(web);
      UplinkLab.eventually(
          true, () -> client.tcp("10.78.0.254", 80).startsWith("router sees 10.78.0."));
    }

    @Test
    void returnsWithTheLinkBelow() {
      Attachment web = lab.controller().attach("web", on("a", "10.78.0.0/24"));
      Place client = lab.place(web);
      lab.unplug();
      UplinkLab.eventually(false, () -> client.ip("link").contains("eth0"));
      lab.plugIn();
      UplinkLab.eventually(true, () -> client.ip("link").contains("eth0"));
      assertThat(links()).contains("\"" + VLAN + "\"");
    }

    @Test
    void isNotMadeWhereTheLinkBelowIsDown() {
      lab.host().run("ip link set " + UplinkLab.NIC + " down");
      assertThatThrownBy(() -> on("a", "10.78.0.0/24"))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("network a", UplinkLab.NIC, "down");
      assertThat(links()).doesNotContain(VLAN);
    }
  }

  @Nested
  class None {

    @BeforeEach
    void require() {
      LinkKinds.require("dummy");
    }

    @Test
    void makesANetworkThatLeadsNowhere() {
      Network a = create("a", "10.78.0.0/24", Map.of());
      Attachment web = lab.controller().attach("web", a);
      Attachment db = lab.controller().attach("db", a);
      lab.place(db).answering(80);
      Place client = lab.place(web);
      String to = db.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
      UplinkLab.eventually(true, () -> client.tcp(to, 80).startsWith("db sees"));
      assertThat(client.run("ip route show default")).isEmpty();
      assertThat(links()).contains("\"dm-" + a.id().abbreviated() + "\"");
      lab.restart();
      assertThat(client.tcp(to, 80)).startsWith("db sees");
    }

    @Test
    void letsTheHostInByAnAddressOfItsOwn() {
      NetworkOption.Pool pool =
          NetworkOption.Pool.of("10.78.0.0/24")
              .withAuxiliary(Map.of("host", IpAddress.parse("10.78.0.250")));
      Network a =
          lab.controller()
              .createNetwork(
                  MacvlanDriver.NAME,
                  "a",
                  pool,
                  new NetworkOption.Internal(),
                  new NetworkOption.Driver(
                      MacvlanOptions.USUAL.withHostAccess(IpAddress.parse("10.78.0.250"))));
      Attachment web = lab.controller().attach("web", a);
      lab.place(web).answering(80);
      Place host = lab.host();
      String to = web.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
      UplinkLab.eventually("web sees 10.78.0.250", () -> host.tcp(to, 80));
    }
  }

  @Nested
  class WhatTheKernelLacks {

    @Test
    void isNamed() {
      Assumptions.assumeFalse(LinkKinds.has("dummy"), "this kernel lacks nothing");
      assertThatThrownBy(() -> create("a", "10.78.0.0/24", Map.of()))
          .isInstanceOf(NetworkException.NotImplemented.class)
          .hasMessageContainingAll("network a", "dummy", "modprobe");
      assertThatThrownBy(() -> create("a", "10.78.0.0/24", Map.of("parent", VLAN)))
          .isInstanceOf(NetworkException.NotImplemented.class)
          .hasMessageContainingAll("network a", "vlan", "8021q");
      Network lan =
          lab.controller()
              .createNetwork(
                  IpvlanDriver.NAME,
                  "lan",
                  NetworkOption.Pool.of("10.78.0.0/24"),
                  new NetworkOption.DriverLabels(Map.of("parent", UplinkLab.NIC)));
      assertThatThrownBy(() -> lab.controller().attach("web", lan))
          .isInstanceOf(NetworkException.NotImplemented.class)
          .hasMessageContainingAll("lan", "ipvlan");
    }
  }
}
