package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.RecordData;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What containers are told of the zones of their networks, asked by `dig`.
class ZonesTest {

  private static final String APP =
      """
      @       60 IN SOA  ns.app. admin.app. 1 60 60 60 30
      *          IN A    192.0.2.80
      api        IN AAAA 2001:db8::80
      api        IN A    192.0.2.81
      api        IN A    192.0.2.82
      mail    20 IN MX   10 mx.app.
      mail       IN TXT  "v=spf1 -all"
      _http._tcp.web IN SRV 1 2 8080 api.app.
      box        IN CNAME db.
      out        IN CNAME www.example.org.
      gone       IN CNAME nobody.
      round      IN CNAME other.b.
      """;

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network lan;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    audit = LeakAudit.begin(host);
    controller = opened();
    lan =
        controller.createNetwork(
            "bridge",
            "lan",
            NetworkOption.DnsZone.of("app", APP),
            NetworkOption.DnsZone.of("b", "other CNAME round.app.\n"));
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Store(store),
        new ControllerOption.Names(
            Duration.ofSeconds(7), folder.resolve("resolv.conf"), folder.resolve("nowhere")));
  }

  @AfterEach
  void close() {
    if (controller != null) {
      controller.removeAll(controller.sandboxes());
      controller.networks().forEach(Network::delete);
      controller.close();
      assertThat(store.snapshot().records()).as("records of nothing").isEmpty();
      host.host().close();
      List<String> leaks = audit.leaks();
      host.close();
      assertThat(leaks).as("left behind").isEmpty();
    }
  }

  /// The answers' data, a line each; nothing where nobody answers.
  private static String dig(Attachment from, String... question) {
    String command =
        "dig +short +tries=1 +time=1 @127.0.0.11 "
            + String.join(" ", question)
            + " | grep -v '^;' || true";
    return Commands.run(Path.of(from.sandbox().key()), "sh", "-c", command).strip();
  }

  /// The whole of what dig says.
  private static String digAll(Attachment from, String... question) {
    String command = "dig +tries=1 +time=2 @127.0.0.11 " + String.join(" ", question);
    return Commands.run(Path.of(from.sandbox().key()), "sh", "-c", command);
  }

  private static String v4(Attachment of) {
    Endpoint endpoint = of.endpoint();
    return endpoint.address(IpFamily.V4).orElseThrow().address().toString();
  }

  @Nested
  class Answers {

    @Test
    void areOfEveryType() {
      Attachment web = controller.attach("web", lan);
      assertThat(dig(web, "anything.app")).isEqualTo("192.0.2.80");
      assertThat(dig(web, "deep.below.app")).isEqualTo("192.0.2.80");
      assertThat(dig(web, "API.App").lines()).containsExactlyInAnyOrder("192.0.2.81", "192.0.2.82");
      assertThat(dig(web, "api.app", "AAAA")).isEqualTo("2001:db8::80");
      assertThat(dig(web, "mail.app", "MX")).isEqualTo("10 mx.app.");
      assertThat(dig(web, "+tcp", "mail.app", "TXT")).isEqualTo("\"v=spf1 -all\"");
      assertThat(dig(web, "_http._tcp.web.app", "SRV")).isEqualTo("1 2 8080 api.app.");
      assertThat(digAll(web, "mail.app", "MX"))
          .containsPattern("mail\\.app\\.\\s+20\\s+IN\\s+MX")
          .doesNotContain("flags: qr aa");
    }

    @Test
    void tellNoRecordFromNoName() {
      Attachment web = controller.attach("web", lan);
      assertThat(digAll(web, "api.app", "MX"))
          .contains("status: NOERROR", "ANSWER: 0")
          .containsPattern("app\\.\\s+30\\s+IN\\s+SOA");
      assertThat(digAll(web, "_tcp.web.app")).contains("status: NOERROR", "ANSWER: 0");
      assertThat(digAll(web, "nobody.b")).contains("status: NXDOMAIN").doesNotContain("SOA");
    }

    @Test
    void followAliasesAsFarAsTheAskerSees() throws IOException {
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web = controller.attach("web", lan);
        assertThat(digAll(web, "box.app")).contains("status: NXDOMAIN");
        Attachment db = controller.attach("db", lan);

        assertThat(dig(web, "box.app").lines()).containsExactly("db.", v4(db));
        assertThat(digAll(web, "box.app", "TXT")).contains("status: NOERROR", "ANSWER: 1");
        assertThat(dig(web, "out.app").lines()).containsExactly("www.example.org.", "192.0.2.1");
        assertThat(dig(web, "out.app", "CNAME")).isEqualTo("www.example.org.");
        assertThat(digAll(web, "gone.app")).contains("status: NXDOMAIN", "CNAME\tnobody.");
        assertThat(digAll(web, "round.app")).contains("status: SERVFAIL");
        assertThat(upstream.asked()).containsExactly("www.example.org.");
      }
    }

    @Test
    void areForContainersOfTheNetworkAlone() {
      Network other = controller.createNetwork("bridge", "other", new NetworkOption.Internal());
      Attachment web = controller.attach("web", other);
      assertThat(digAll(web, "api.app")).contains("status: NXDOMAIN");

      Endpoint second = lan.createEndpoint("web-lan");
      second.join(web.sandbox());
      assertThat(dig(web, "api.app", "AAAA")).isEqualTo("2001:db8::80");
      second.leave();
      assertThat(digAll(web, "api.app")).contains("status: NXDOMAIN");
      second.delete();
    }

    @Test
    void areNotWhereAnInternalNetworkWouldHaveToAskOthers() throws IOException {
      Network sealed =
          controller.createNetwork(
              "bridge",
              "sealed",
              new NetworkOption.Internal(),
              NetworkOption.DnsZone.of("app", "out CNAME www.example.org.\nin A 192.0.2.7\n"));
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web = controller.attach("web", sealed);
        assertThat(dig(web, "in.app")).isEqualTo("192.0.2.7");
        assertThat(digAll(web, "out.app")).contains("status: NXDOMAIN");
        assertThat(upstream.asked()).isEmpty();
      }
    }

    @Test
    void leaveTheNamesOfContainersAlone() {
      lan.putZone("lan", "web A 192.0.2.9\nweb TXT mine\nprinter A 192.0.2.10\n");
      Attachment web = controller.attach("web", lan);
      assertThat(dig(web, "web.lan")).isEqualTo(v4(web));
      assertThat(dig(web, "web.lan", "TXT")).isEqualTo("\"mine\"");
      assertThat(digAll(web, "web.lan", "MX")).contains("status: NOERROR", "ANSWER: 0");
      assertThat(dig(web, "printer.lan")).isEqualTo("192.0.2.10");
    }

    /// Neither what is there, nor what is not.
    @Test
    void areNobodyElsesToGive() throws IOException {
      lan.putZone("example.org", "inside A 192.0.2.99\n");
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web = controller.attach("web", lan);
        assertThat(dig(web, "inside.example.org")).isEqualTo("192.0.2.99");
        dig(web, "inside.example.org", "MX");
        dig(web, "www.example.org");
        dig(web, "www.example.org", "TXT");
        assertThat(upstream.asked()).isEmpty();
        lan.removeZone("example.org");
        assertThat(dig(web, "www.example.org")).isEqualTo("192.0.2.1");
      }
    }
  }

  @Nested
  class Changes {

    @Test
    void areToldFromThenOn() {
      Attachment web = controller.attach("web", lan);
      lan.putZone(
          Zone.builder("app").add("www", new RecordData.A(Ipv4Address.parse("192.0.2.3"))).build());
      assertThat(dig(web, "www.app")).isEqualTo("192.0.2.3");
      assertThat(digAll(web, "api.app")).contains("status: NXDOMAIN");

      lan.removeZone("APP.");
      lan.removeZone("app");
      assertThat(digAll(web, "www.app")).contains("status: SERVFAIL");
    }

    @Test
    void thatAreRefusedLeaveTheZoneAsItIs() {
      Attachment web = controller.attach("web", lan);
      assertThatThrownBy(
              () -> lan.putZone("app", "www A 192.0.2.3\nx A 1.2.3\n  y MX ten mx.app.\n"))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("app.")
          .hasMessageContaining("2:5:")
          .hasMessageContaining("1.2.3");
      assertThat(dig(web, "anything.app")).isEqualTo("192.0.2.80");
      assertThat(lan.findZone("app").orElseThrow().records()).hasSize(12);
    }

    @Test
    void areFoundAgainByTheNextController() {
      Attachment web = controller.attach("web", lan);
      lan.putZone(
          Zone.builder("late")
              .add("x", new RecordData.A(Ipv4Address.parse("192.0.2.5")))
              .add("x", RecordData.Txt.of("\0long\"".repeat(4000)))
              .build());
      lan.removeZone("b");
      List<Zone> before = lan.zones();
      controller.close();
      controller = opened();

      lan = controller.getNetwork("lan");
      assertThat(lan.zones()).isEqualTo(before);
      assertThat(before)
          .extracting(Zone::origin)
          .extracting(DomainName::toString)
          .containsExactly("app.", "late.");
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!dig(web, "x.late").equals("192.0.2.5")) {
        assertThat(System.nanoTime()).as("time").isLessThan(end);
        LockSupport.parkNanos(50_000_000);
      }
    }
  }
}
