package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Attachment;
import io.libnetwork.Difference;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Reconciliation;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.drivers.physical.PhysicalEndpointOptions;
import io.libnetwork.drivers.physical.PhysicalOptions;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Links that the host has, which containers get and give back.
class PhysicalTest {

  private static final String SPARE = "nic7";

  private UplinkLab lab;

  @BeforeEach
  void open() {
    lab = UplinkLab.open();
    TestHost host = lab.testHost();
    for (String parameter :
        new String[] {"ipv4/conf/nic0/rp_filter", "ipv4/conf/nic0/arp_ignore"}) {
      host.run("sh", "-c", "echo 2 > /proc/sys/net/" + parameter);
    }
    host.run("ip", "link", "set", "nic0", "mtu", "1400", "txqueuelen", "77", "group", "9");
    host.run("ip", "link", "set", "nic0", "alias", "to the \"lab\", and on");
    host.run("ip", "route", "add", "198.51.100.0/24", "via", UplinkLab.ROUTER_V4, "metric", "50");
    host.run("ip", "route", "add", "default", "via", UplinkLab.ROUTER_V4);
    host.run("ip", "-6", "route", "add", "2001:db8::/32", "via", UplinkLab.ROUTER_V6);
  }

  @AfterEach
  void close() {
    Failpoints.ignore();
    if (lab != null) {
      lab.close();
    }
  }

  /// All that somebody may have set on the NIC, as `ip` and the kernel tell it.
  private String nic() {
    return lab.testHost()
        .run(
            "sh",
            "-c",
            """
            ip -o link show nic0 | sed 's/^[0-9]*: //'
            ip -o addr show dev nic0 | sed 's/^[0-9]*: //; s/valid_lft.*//' | grep -v fe80:
            ip route show dev nic0 | grep -v kernel
            ip -6 route show dev nic0 | grep -v kernel
            for p in ipv4/conf/nic0/rp_filter ipv4/conf/nic0/arp_ignore ipv6/conf/nic0/accept_dad
            do cat /proc/sys/net/$p; done
            """);
  }

  private Network network(String... links) {
    return lab.dual(PhysicalDriver.NAME, "lan", PhysicalOptions.of(links));
  }

  private static IpAddress address(Attachment attachment) {
    return attachment.endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  @Nested
  class TheLink {

    @Test
    void isTheContainersAndThenTheHostsAsItWas() {
      String before = nic();
      Attachment web = lab.controller().attach("web", network("nic0"));
      assertThat(lab.testHost().run("ip", "-o", "link")).doesNotContain("nic0");
      lab.router().answering(80);
      Place inside = lab.place(web);
      assertThat(inside.tcp(UplinkLab.ROUTER_V4, 80)).isEqualTo("router sees " + address(web));
      inside.run("ip link set eth0 address 02:00:00:00:00:99");
      inside.run("ip link set eth0 mtu 1300");
      web.endpoint().leave();
      assertThat(nic()).isEqualTo(before);
      web.endpoint().join(web.sandbox());
      web.sandbox().delete();
      assertThat(nic()).isEqualTo(before);
    }

    @Test
    void hasTheMtuThatTheEndpointAsksFor() {
      String before = nic();
      Attachment web =
          lab.controller().attach("web", network("nic0"), new EndpointOption.Mtu(1280));
      assertThat(lab.place(web).run("ip -o link show eth0")).contains("mtu 1280 ");
      web.sandbox().delete();
      assertThat(nic()).isEqualTo(before);
    }

    @Test
    void comesBackUnderAnotherNameWhereItsOwnIsTaken() {
      Attachment web = lab.controller().attach("web", network("nic0"));
      lab.testHost().run("ip", "link", "add", "nic0", "type", "bridge");
      web.sandbox().delete();
      assertThat(lab.testHost().run("ip", "-o", "link"))
          .contains("moved")
          .contains("alias to the \"lab\", and on");
      lab.testHost().run("ip", "link", "delete", "nic0");
      lab.testHost()
          .run("sh", "-c", "ip link delete $(ip -o link | sed -n 's/.*\\(moved[0-9]*\\).*/\\1/p')");
      lab.plugIn();
    }

    @Test
    void comesBackAlsoWhereWhatItWasIsLost() throws Exception {
      Attachment web = lab.controller().attach("web", network("nic0"));
      Path records = lab.testHost().host().runRoot().resolve("links");
      lab.testHost().run("sh", "-c", "rm " + records + "/*");
      web.sandbox().delete();
      assertThat(lab.testHost().run("ip", "-o", "link")).contains("nic0");
    }

    @Test
    void isOneForEachEndpoint() {
      lab.wire(SPARE, "192.0.2.1/24", "192.0.2.2/24");
      Network lan = network("nic0", SPARE);
      Attachment db =
          lab.controller()
              .attach(
                  "db",
                  lan,
                  new EndpointOption.Driver(
                      new PhysicalEndpointOptions(new InterfaceName("nic0"))));
      Attachment web = lab.controller().attach("web", lan);
      assertThat(lab.testHost().run("ip", "-o", "link")).doesNotContain("nic");
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> lab.controller().attach("third", lan))
          .withMessageContaining("nic0")
          .withMessageContaining(SPARE);
      assertThat(lab.controller().findSandbox("third")).isEmpty();
      db.sandbox().delete();
      web.sandbox().delete();
      assertThat(lab.testHost().run("ip", "-o", "link")).contains("nic0").contains(SPARE);
      lab.testHost().run("ip", "link", "delete", SPARE);
    }
  }

  @Nested
  class ARestart {

    @Test
    void leavesTheContainerItsLink() {
      String before = nic();
      Attachment web = lab.controller().attach("web", network("nic0"));
      lab.restart();
      lab.router().answering(80);
      assertThat(lab.place(web).tcp(UplinkLab.ROUTER_V4, 80)).startsWith("router sees");
      assertThat(lab.controller().examine()).isEmpty();
      lab.controller().getSandbox("web").delete();
      assertThat(nic()).isEqualTo(before);
    }

    /// The process is as good as killed before each step of a join, and of a leave.
    @Test
    void leavesTheLinkHereOrThereWheneverItComes() {
      String before = nic();
      Network _ = network("nic0");
      int cut = 0;
      for (int step = 0; step < 40; step++) {
        Sandbox sandbox = lab.controller().createSandbox("web");
        var endpoint = lab.controller().getNetwork("lan").createEndpoint("web");
        cut += killedAt(step, () -> endpoint.join(sandbox)) ? 1 : 0;
        lab.restart();
        cut += killedAt(step, PhysicalTest.this::removeAll) ? 1 : 0;
        lab.restart();
        removeAll();
        assertThat(nic()).as("killed at step %d", step).isEqualTo(before);
      }
      assertThat(cut).isGreaterThan(10);
    }
  }

  /// As a process leaves it that is killed when the link is back, and not yet what it was.
  @Test
  void isPutRightWhereNobodyHasIt() {
    String before = nic();
    Attachment web = lab.controller().attach("web", network("nic0"));
    Path record =
        lab.testHost().host().runRoot().resolve("links").resolve(web.endpoint().id().value());
    String kept = record + ".kept";
    lab.testHost().run("cp", record.toString(), kept);
    web.sandbox().delete();
    lab.testHost().run("mv", kept, record.toString());
    String mark =
        "of the host, for libnetwork endpoint %s of %s"
            .formatted(web.endpoint().id().value(), lab.testHost().host().owner());
    lab.testHost().run("ip", "link", "set", "nic0", "alias", mark, "mtu", "1300");
    Reconciliation found = lab.controller().reconcile();
    assertThat(found.repaired())
        .singleElement()
        .extracting(Difference::kind)
        .isEqualTo(Difference.Kind.LEFTOVER);
    assertThat(nic()).isEqualTo(before);
    assertThat(lab.controller().reconcile().clean()).isTrue();
  }

  private void removeAll() {
    lab.controller().findSandbox("web").ifPresent(Sandbox::delete);
    lab.controller().getNetwork("lan").findEndpoint("web").ifPresent(endpoint -> endpoint.delete());
  }

  /// Not caught by what undoes steps.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private static boolean killedAt(int number, Runnable operation) {
    int[] steps = {0};
    Thread own = Thread.currentThread();
    Failpoints.observe(step -> {
      if (Thread.currentThread().equals(own) && steps[0]++ == number) {
        throw new Killed();
      }
      return Optional.empty();
    });
    try {
      operation.run();
      return false;
    } catch (Killed _) {
      return true;
    } finally {
      Failpoints.ignore();
    }
  }

  @Nested
  class IsRefused {

    @Test
    void aLinkThatIsNotThere() {
      Network lan = network("nic9");
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> lab.controller().attach("web", lan))
          .withMessageContaining("nic9");
      assertThat(lab.controller().sandboxes()).isEmpty();
    }

    @Test
    void aPortOfABridge() {
      lab.testHost().run("ip", "link", "add", "b0", "type", "bridge");
      lab.testHost().run("ip", "link", "set", "nic0", "master", "b0");
      Network lan = network("nic0");
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .isThrownBy(() -> lab.controller().attach("web", lan))
          .withMessageContaining("nic0")
          .withMessageContaining("bridge");
      lab.testHost().run("ip", "link", "delete", "b0");
    }

    @Test
    void theParentOfAnotherNetwork() {
      Network _ = lab.dual(MacvlanDriver.NAME, "wlan", MacvlanOptions.on("nic0"));
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .isThrownBy(() ->
              lab.controller()
                  .createNetwork(
                      PhysicalDriver.NAME,
                      "other",
                      NetworkOption.Pool.of("10.78.0.0/24"),
                      new NetworkOption.Driver(PhysicalOptions.of("nic0"))))
          .withMessageContaining("nic0")
          .withMessageContaining("wlan");
    }

    @Test
    void aLinkOfAnotherNetworkOfLinks() {
      Network _ = network("nic0");
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .isThrownBy(() ->
              lab.controller()
                  .createNetwork(
                      PhysicalDriver.NAME,
                      "other",
                      NetworkOption.Pool.of("10.78.0.0/24"),
                      new NetworkOption.Driver(PhysicalOptions.of("nic0"))))
          .withMessageContaining("nic0")
          .withMessageContaining("lan");
    }

    @Test
    void aNetworkWithoutLinks() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() ->
              lab.controller()
                  .createNetwork(
                      PhysicalDriver.NAME, "none", NetworkOption.Pool.of("10.78.0.0/24")))
          .withMessageContaining("parent");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> PhysicalOptions.of("lo"))
          .withMessageContaining("lo");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> PhysicalOptions.of("nic0", "nic0"))
          .withMessageContaining("twice");
    }

    @Test
    void aPublishedPort() {
      Network lan = network("nic0");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() ->
              lab.controller()
                  .attach("web", lan, new EndpointOption.Publish(PublishedPort.parse("8080:80"))))
          .withMessageContaining("8080");
    }
  }
}
