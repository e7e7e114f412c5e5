package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.Dhcp4Type;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Type;
import io.libnetwork.store.MemoryStore;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Containers of a network of ipvlan links, which have one MAC address together: each has leases of
/// its own, of both families. Where the kernel has no ipvlan, as that of the development machine,
/// this says so and is skipped; `./verify --vm` runs it.
class IpvlanLeasesTest {

  private final LanNetwork kind = new LanNetwork("ipvlan", "dhcpv6");
  private Lan lan;
  private ScriptedServer server;
  private ScriptedServer6 server6;
  private DhcpIpam ipam;

  @BeforeEach
  void open() {
    lan = Lan.create();
    requireIpvlan();
    server = new ScriptedServer(lan);
    server6 = new ScriptedServer6(lan);
    leasing("10.9.0.77", "2001:db8:9::77");
    ipam = DhcpIpam.on(lan.host().host(), new Random(11), ScriptedSegment.QUICK);
  }

  private void requireIpvlan() {
    try {
      lan.host().run("ip", "link", "add", "link", Lan.INTERFACE, "name", "try0", "type", "ipvlan");
      lan.host().run("ip", "link", "delete", "try0");
    } catch (IllegalStateException refused) {
      lan.close();
      String reason = "this kernel has no links of kind ipvlan";
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
  }

  @AfterEach
  void close() {
    if (ipam != null) {
      ipam.close();
      server.close();
      server6.close();
      lan.host().host().close();
      assertThat(lan.leaks()).isEmpty();
      lan.close();
    }
  }

  private void leasing(String v4, String v6) {
    server.leasing(v4);
    server6.leasing(v6);
  }

  private static void has(Attachment attachment, String v4, String v6) {
    assertThat(attachment.endpoint().address(IpFamily.V4).orElseThrow().address())
        .isEqualTo(IpAddress.parse(v4));
    assertThat(attachment.endpoint().address(IpFamily.V6).orElseThrow().address())
        .isEqualTo(IpAddress.parse(v6));
  }

  @Test
  void areTheContainersOwn() {
    try (Controller controller =
        LeasingProcess.controller(lan.host().host(), ipam, new MemoryStore())) {
      Network network = kind.create(controller, "lan");
      has(controller.attach("web", network), "10.9.0.77", "2001:db8:9::77");
      leasing("10.9.0.78", "2001:db8:9::78");
      has(controller.attach("db", network), "10.9.0.78", "2001:db8:9::78");
      assertThat(
              server.asked().stream()
                  .filter(message -> message.type() == Dhcp4Type.REQUEST)
                  .map(Dhcp4Message::hardware)
                  .distinct())
          .hasSize(2);
      controller.removeAll(controller.sandboxes());
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
      ScriptedSegment.eventually(() -> released() == 2, "two releases of each family");
    }
  }

  private long released() {
    long v4 = server.types().stream().filter(type -> type == Dhcp4Type.RELEASE).count();
    long v6 =
        server6.asked().stream()
            .filter(message -> message.type() == Dhcp6Type.RELEASE)
            .map(message -> message.options().duid(Dhcp6Options.CLIENT_IDENTIFIER))
            .distinct()
            .count();
    return Math.min(v4, v6);
  }
}
