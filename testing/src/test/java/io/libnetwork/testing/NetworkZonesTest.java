package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Event;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.RecordData;
import io.libnetwork.dns.zone.Zone;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which zones a network can have, and what is refused.
class NetworkZonesTest {

  private FakeHost host;
  private Network web;

  @BeforeEach
  void open() {
    host = new FakeHost();
    web = host.network("web");
  }

  @AfterEach
  void close() {
    host.close();
  }

  private static void refused(
      Class<? extends NetworkException> kind, ThrowingCallable call, String... said) {
    assertThatThrownBy(call).isInstanceOf(kind).message().contains(said);
  }

  private static String records(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("x%d TXT x\n".formatted(i));
    }
    return text.toString();
  }

  @Test
  void areReplacedByTheirOriginInWhateverCase() {
    web.putZone("App", "a A 192.0.2.1\n");
    web.putZone("app.", "b A 192.0.2.2\n");
    assertThat(web.zones()).hasSize(1);
    assertThat(web.findZone("APP").orElseThrow().records()).hasSize(1);
    assertThat(web.findZone("b.app")).isEmpty();
  }

  @Test
  void areToldToSubscribersWhereSomethingChanges() throws Exception {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    try (AutoCloseable _ = host.controller.subscribe(events::add)) {
      web.putZone("app", "a A 192.0.2.1\n");
      web.putZone("app", "a A 192.0.2.1\n");
      web.removeZone("other");
      web.removeZone("app");
      for (int i = 0; i < 2; i++) {
        assertThat(events.poll(5, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                Event.NetworkZoneChanged.class,
                changed -> {
                  assertThat(changed.network()).isEqualTo(web.id());
                  assertThat(changed.origin()).isEqualTo("app.");
                });
      }
    }
    assertThat(events).isEmpty();
  }

  @Test
  void thatAreMalformedAreRefused() {
    Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
    refused(invalid, () -> web.putZone("a..b", ""), "\"a..b\"", "label is empty");
    refused(invalid, () -> web.putZone("*.app", ""), "*.app", "no wildcard");
    refused(invalid, () -> web.putZone("app", "x.*.y A 192.0.2.1\n"), "1:1:", "*");
    refused(invalid, () -> web.putZone("app", "\nx A host\ny\n"), "2:5:", "3:2:", "\"host\"");
    refused(invalid, () -> web.removeZone("my zone"), "my zone");
    refused(invalid, () -> web.findZone(""), "origin of a zone");
    refused(invalid, () -> NetworkOption.DnsZone.of("app", "x A host\n"), "app.", "1:5:");
    assertThat(web.zones()).isEmpty();
  }

  @Test
  void withNamesThatNoFileCanSayAreRefused() {
    DomainName odd = DomainName.of(new byte[] {3, 'a', ' ', 'b', 0});
    refused(
        NetworkException.InvalidParameter.class,
        () -> web.putZone(Zone.builder("app").add("x", new RecordData.Cname(odd)).build()),
        "zone app.",
        "letters");
    refused(
        NetworkException.InvalidParameter.class,
        () -> web.putZone(Zone.builder(odd).build()),
        "letters");
  }

  @Test
  void areBoundedInNumberAndSize() {
    web.putZone("big", records(16_000));
    refused(
        NetworkException.InvalidParameter.class,
        () -> web.putZone("more", records(385)),
        "16385 records",
        "16384 at most");
    web.putZone("more", records(384));
    web.putZone("big", "");
    for (int i = 2; i < 64; i++) {
      web.putZone("z" + i, "");
    }
    refused(
        NetworkException.InvalidParameter.class,
        () -> web.putZone("last", ""),
        "65 zones",
        "64 at most");
    web.putZone("big", "x A 192.0.2.1\n");
    assertThat(web.zones()).hasSize(64);
  }

  @Test
  void ofANetworkThatIsMadeAreCheckedBefore() {
    NetworkOption.DnsZone app = NetworkOption.DnsZone.of("app", "");
    refused(
        NetworkException.InvalidParameter.class,
        () -> host.network("new", "10.98.0.0/24", app, NetworkOption.DnsZone.of("APP", "")),
        "network new",
        "APP.");
    refused(
        NetworkException.Forbidden.class,
        () -> host.network("new", "10.98.0.0/24", new NetworkOption.ConfigOnly(), app),
        "template",
        "app.");
    assertThat(host.controller.findNetwork("new")).isEmpty();
  }

  @Test
  void areOfNetworksThatAreThereAndHaveContainers() {
    Network template = host.network("template", "10.97.0.0/24", new NetworkOption.ConfigOnly());
    refused(NetworkException.Forbidden.class, () -> template.putZone("app", ""), "template");
    Network made =
        host.controller.createNetwork(
            FakeNetworkDriver.NAME,
            "made",
            new NetworkOption.ConfigFrom("template"),
            NetworkOption.DnsZone.of("app", "x A 192.0.2.1\n"));
    assertThat(made.zones()).hasSize(1);
    made.delete();
    refused(NetworkException.NotFound.class, () -> made.putZone("app", ""), "deleted");
    made.removeZone("app");
  }
}
