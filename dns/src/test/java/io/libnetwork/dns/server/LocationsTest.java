package io.libnetwork.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.names.NetworkNames;
import io.libnetwork.dns.names.NetworkZones;
import io.libnetwork.dns.names.ServiceLocation;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.linux.messages.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Where services are to be had (RFC 2782).
class LocationsTest {

  private static final ServiceLocation ITSELF = new ServiceLocation("web", 80, 0);
  private static final ServiceLocation ONE = new ServiceLocation("one", 8080, 1);
  private static final ServiceLocation TWO = new ServiceLocation("two", 8080, 3);

  private final NetworkZones zones = new NetworkZones();
  private final NetworkNames shop =
      new NetworkNames("shop", false, List.of(IpPrefix.parse("10.0.0.0/16")), zones);
  private final NetworkNames lan =
      new NetworkNames("lan", false, List.of(IpPrefix.parse("10.1.0.0/16")));
  private final Asker asker = new Asker();
  private final NameService service =
      new NameService(asker, Duration.ofSeconds(5), new NameTally(), new Random(1));

  @BeforeEach
  void prepare() {
    shop.add("service web", List.of("web"), List.of(IpAddress.parse("10.0.0.9")));
    shop.locate(
        "service web",
        Map.of(
            "tasks.web",
            List.of(),
            "_tcp.web",
            List.of(),
            "_http._tcp.web",
            List.of(ITSELF),
            "_http._tcp.tasks.web",
            List.of()));
    shop.locate("1", Map.of("_http._tcp.tasks.web", List.of(ONE)));
    shop.locate("2", Map.of("_http._tcp.tasks.web", List.of(TWO)));
    asker.sees(new View(List.of(place(shop), place(lan))));
    asker.forwardsBy(
        Optional.of(
            (question, _, answer) -> answer.accept(NameServiceTest.notAuthority(question))));
  }

  private static View.Place place(NetworkNames names) {
    return new View.Place(names, Map.of());
  }

  private static final class Asked implements Question {
    private final byte[] message;
    private byte[] answer = new byte[0];

    Asked(byte[] message) {
      this.message = message;
    }

    @Override
    public byte[] message() {
      return message.clone();
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public void answer(byte[] bytes, int length) {
      answer = Arrays.copyOf(bytes, length);
    }
  }

  /// The RCODE, and the records sorted, each without its time to live.
  private String ask(String name, int type) throws IOException {
    Name owner = Name.fromString(name, Name.root);
    Asked asked = new Asked(Message.newQuery(Record.newRecord(owner, type, DClass.IN)).toWire());
    service.asked(asked);
    Message answer = new Message(asked.answer);
    List<String> records =
        answer.getSection(Section.ANSWER).stream()
            .map(record -> record.getName() + " " + record.rdataToString())
            .sorted()
            .toList();
    return Rcode.string(answer.getRcode()) + " " + records;
  }

  @Test
  void areTheServiceItselfAndThoseWhoServeIt() throws IOException {
    assertThat(ask("_http._tcp.web", Type.SRV))
        .isEqualTo("NOERROR [_http._tcp.web. 0 0 80 web.shop.]");
    assertThat(ask("_HTTP._tcp.Web.Shop", Type.SRV))
        .isEqualTo("NOERROR [_HTTP._tcp.Web.Shop. 0 0 80 web.shop.]");
    assertThat(ask("_http._tcp.tasks.web", Type.SRV))
        .isEqualTo(
            "NOERROR [_http._tcp.tasks.web. 0 1 8080 one.shop., _http._tcp.tasks.web. 0 3 8080 two.shop.]");
    shop.locateNoMore("1", List.of("_http._tcp.tasks.web"));
    assertThat(ask("_http._tcp.tasks.web.shop", Type.SRV))
        .isEqualTo("NOERROR [_http._tcp.tasks.web.shop. 0 3 8080 two.shop.]");
  }

  @Test
  void areKnownOfAServiceThatNobodyServes() throws IOException {
    shop.locateNoMore("1", List.of("_http._tcp.tasks.web"));
    shop.locateNoMore("2", List.of("_http._tcp.tasks.web"));
    assertThat(ask("_http._tcp.tasks.web", Type.SRV)).isEqualTo("NOERROR []");
    assertThat(ask("tasks.web", Type.A)).isEqualTo("NOERROR []");
    assertThat(ask("_http._tcp.web", Type.A)).isEqualTo("NOERROR []");
    assertThat(ask("_http._tcp.web", Type.TXT)).isEqualTo("NOERROR []");
    assertThat(ask("_tcp.web", Type.SRV)).isEqualTo("NOERROR []");
  }

  @Test
  void areAskedOfNobodyElse() throws IOException {
    for (String name : List.of("_smtp._tcp.web", "_http._udp.tasks.web.shop", "_x.web")) {
      for (int type : new int[] {Type.SRV, Type.A, Type.AAAA, Type.TXT}) {
        assertThat(ask(name, type)).as(name).isEqualTo("NXDOMAIN []");
      }
    }
    // NOTAUTH is what others say here.
    assertThat(ask("_http._tcp.example.org", Type.SRV)).isEqualTo("NOTAUTH []");
    assertThat(ask("_a._b", Type.SRV)).isEqualTo("NOTAUTH []");
    assertThat(ask("_a", Type.SRV)).isEqualTo("NXDOMAIN []");
    shop.locateNoMore(
        "service web", List.of("tasks.web", "_tcp.web", "_http._tcp.web", "_http._tcp.tasks.web"));
    assertThat(ask("_http._tcp.web", Type.SRV)).isEqualTo("NOTAUTH []");
  }

  @Test
  void areFoundByAnAliasAndLeaveZonesTheirOwn() throws IOException {
    zones.put(
        ZoneFile.parse(
            "main CNAME _http._tcp.web.\n_smtp._tcp SRV 1 2 3 mail\n", DomainName.parse("app")));
    assertThat(ask("main.app", Type.SRV))
        .isEqualTo("NOERROR [_http._tcp.web. 0 0 80 web.shop., main.app. _http._tcp.web.]");
    assertThat(ask("_smtp._tcp.app", Type.SRV))
        .isEqualTo("NOERROR [_smtp._tcp.app. 1 2 3 mail.app.]");
  }

  @Test
  void leaveOutWhatCannotBeTold() throws IOException {
    shop.locate(
        "3", Map.of("_http._tcp.tasks.web", List.of(new ServiceLocation("x".repeat(64), 8080, 1))));
    assertThat(ask("_http._tcp.tasks.web", Type.SRV)).contains("one.shop", "two.shop");
  }
}
