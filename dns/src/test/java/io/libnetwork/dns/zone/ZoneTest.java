package io.libnetwork.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dns.zone.Lookup.Answer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneTest {

  private static final RecordData.A ONE = a("10.0.0.1");
  private static final RecordData.A TWO = a("10.0.0.2");
  private static final int A = RecordType.A.number();
  private static final int AAAA = RecordType.AAAA.number();

  private static RecordData.A a(String address) {
    return new RecordData.A(Ipv4Address.parse(address));
  }

  private static RecordData.Aaaa aaaa(String address) {
    return new RecordData.Aaaa(Ipv6Address.parse(address));
  }

  private static RecordData.Cname cname(String target) {
    return new RecordData.Cname(DomainName.parse(target));
  }

  private static RecordData.Mx mx(String exchange) {
    return new RecordData.Mx(10, DomainName.parse(exchange));
  }

  private static String told(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found(List<Answer> answers) -> "found" + told(answers);
      case Lookup.NoData(List<Answer> aliases) -> "no data" + told(aliases);
      case Lookup.NxDomain(List<Answer> aliases) -> "nxdomain" + told(aliases);
      case Lookup.NotHere(List<Answer> aliases, DomainName name) ->
          "not here: " + name + told(aliases);
    };
  }

  private static String told(List<Answer> answers) {
    StringBuilder text = new StringBuilder();
    answers.forEach(answer ->
        answer
            .set()
            .data()
            .forEach(
                data -> text.append(", %s %s %s".formatted(answer.owner(), data.type(), data))));
    return text.toString();
  }

  private static String ask(Zone zone, String name, int type) {
    return told(zone.find(DomainName.parse(name), type));
  }

  @Nested
  class LookedUp {

    private final Zone zone =
        Zone.builder("app.test")
            .add("db", ONE, TWO, aaaa("fd00::1"))
            .add("a.b.c", ONE)
            .add("www", cname("db.app.test"))
            .add("outside", cname("example.com"))
            .add("dead", cname("nothing.app.test"))
            .add("@", new RecordData.Txt(List.of("hello")))
            .build();

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            db.app.test          | found, db.app.test. A 10.0.0.1, db.app.test. A 10.0.0.2
            DB.App.Test          | found, DB.App.Test. A 10.0.0.1, DB.App.Test. A 10.0.0.2
            a.b.c.app.test       | found, a.b.c.app.test. A 10.0.0.1
            b.c.app.test         | no data
            app.test             | no data
            nothing.app.test     | nxdomain
            x.db.app.test        | nxdomain
            example.com          | not here: example.com.
            test                 | not here: test.
            xapp.test            | not here: xapp.test.
            www.app.test         | found, www.app.test. CNAME db.app.test., db.app.test. A 10.0.0.1, db.app.test. A 10.0.0.2
            dead.app.test        | nxdomain, dead.app.test. CNAME nothing.app.test.
            outside.app.test     | not here: example.com., outside.app.test. CNAME example.com.
            """)
    void saysWhatIsThereAndWhatIsNot(String name, String answer) {
      assertThat(ask(zone, name, A)).isEqualTo(answer);
    }

    @Test
    void tellsTypesApart() {
      assertThat(ask(zone, "db.app.test", AAAA)).isEqualTo("found, db.app.test. AAAA fd00::1");
      assertThat(ask(zone, "a.b.c.app.test", AAAA)).isEqualTo("no data");
      assertThat(ask(zone, "app.test", 16)).isEqualTo("found, app.test. TXT \"hello\"");
      assertThat(ask(zone, "db.app.test", 65)).isEqualTo("no data");
      assertThat(ask(zone, "www.app.test", 65))
          .isEqualTo("no data, www.app.test. CNAME db.app.test.");
      assertThat(ask(zone, "www.app.test", 5)).isEqualTo("found, www.app.test. CNAME db.app.test.");
      assertThat(ask(zone, "db.app.test", RecordType.ANY)).contains("fd00::1", "10.0.0.2");
    }

    @Test
    void hasAnswersReadyToBeSent() {
      Lookup.Found found = (Lookup.Found) zone.find(DomainName.parse("db.app.test"), A);
      RecordSet set = found.answers().getFirst().set();
      ByteBuffer sent = ByteBuffer.allocate(set.length(1));
      set.put(1, sent);

      assertThat(sent.array()).containsExactly(0, 1, 0, 1, 0, 0, 0, 10, 0, 4, 10, 0, 0, 2);
    }
  }

  /// The zone and the questions of RFC 4592 section 2.2.1, without its `sub.*.example` and its
  /// delegation, which are refused here.
  @Nested
  class WithTheWildcardsOfTheRfc {

    private final Zone zone =
        Zone.builder("example")
            .add("@", new RecordData.Ns(DomainName.parse("ns.example.com")))
            .add("*", new RecordData.Txt(List.of("this is a wildcard")), mx("host1.example"))
            .add("host1", a("192.0.2.1"))
            .add("_ssh._tcp.host1", new RecordData.Srv(0, 0, 22, DomainName.parse("host1.example")))
            .add("_ssh._tcp.host2", new RecordData.Srv(0, 0, 22, DomainName.parse("host2.example")))
            .build();

    @ParameterizedTest
    @CsvSource({
      "host3.example, 15, 'found, host3.example. MX 10 host1.example.'",
      "host3.example, 1, no data",
      "foo.bar.example, 16, 'found, foo.bar.example. TXT \"this is a wildcard\"'",
      "host1.example, 15, no data",
      "_telnet._tcp.host1.example, 33, nxdomain",
      "_tcp.host1.example, 16, no data",
      "_tcp.host2.example, 15, no data",
      "host2.example, 15, no data",
      "x.host2.example, 15, nxdomain",
      "*.example, 16, 'found, *.example. TXT \"this is a wildcard\"'",
    })
    void answersAsTheRfcHasIt(String name, int type, String answer) {
      assertThat(ask(zone, name, type)).isEqualTo(answer);
    }

    @Test
    void doesNotAnswerForNamesBelowTheWildcardItself() {
      DomainName ghost =
          DomainName.of(new byte[] {1, 'g', 1, '*', 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0});

      assertThat(told(zone.find(ghost, 15))).isEqualTo("nxdomain");
    }

    @Test
    void answersFromTheClosestWildcardOnly() {
      Zone nested = Zone.builder("example").add("*", ONE).add("*.app", TWO, cnameFree()).build();

      assertThat(ask(nested, "x.app.example", A)).endsWith("10.0.0.2");
      assertThat(ask(nested, "x.y.app.example", A)).endsWith("10.0.0.2");
      assertThat(ask(nested, "x.example", A)).endsWith("10.0.0.1");
      assertThat(ask(nested, "app.example", A)).isEqualTo("no data");
    }

    private RecordData cnameFree() {
      return new RecordData.Txt(List.of(""));
    }

    @Test
    void doesNotAnswerBelowTheDeepestNameThereIs() {
      Zone flat = Zone.builder("example").add("*", ONE).add("host", TWO).build();

      assertThat(ask(flat, "x.host.example", A)).isEqualTo("nxdomain");
      assertThat(ask(flat, "x.y.other.example", A)).endsWith("10.0.0.1");
    }

    @Test
    void followsAnAliasThatAWildcardIs() {
      Zone aliased = Zone.builder("app").add("*", cname("ingress.app")).add("ingress", ONE).build();

      assertThat(ask(aliased, "shop.app", A))
          .isEqualTo("found, shop.app. CNAME ingress.app., ingress.app. A 10.0.0.1");
    }
  }

  @Nested
  class Refused {

    private final Zone.Builder zone = Zone.builder("app.test");

    @ParameterizedTest
    @ValueSource(strings = {"a.*", "x.*.b", "*a", "a*"})
    void isAWildcardThatIsNotTheWholeFirstLabel(String owner) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> zone.add(owner, ONE))
          .withMessageContaining("\"" + owner + "\"")
          .withMessageContaining("*");
    }

    @Test
    void isAnOwnerThatNoFileCouldHave() {
      DomainName odd =
          DomainName.of(new byte[] {1, '*', 1, '*', 3, 'a', 'p', 'p', 4, 't', 'e', 's', 't', 0});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> zone.add(odd, Ttl.SHORT, ONE))
          .withMessageContaining("*.*.app.test.");
    }

    @Test
    void isAnOriginThatIsAWildcard() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Zone.builder("*.app"))
          .withMessageContaining("*.app.");
    }

    @Test
    void isAnOwnerOutside() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> zone.add("db.other.", ONE))
          .withMessageContaining("db.other. is outside of the zone app.test.");
    }

    @Test
    void isAnAliasBesideOtherRecordsOrAnotherAlias() {
      zone.add("www", cname("db.app.test")).add("db", ONE);

      assertThatIllegalArgumentException().isThrownBy(() -> zone.add("www", ONE));
      assertThatIllegalArgumentException().isThrownBy(() -> zone.add("db", cname("x.test")));
      assertThatIllegalArgumentException().isThrownBy(() -> zone.add("www", cname("x.test")));
      assertThat(zone.build().records()).hasSize(2);
    }

    @Test
    void isACircleOfAliases() {
      zone.add("a", cname("b.app.test")).add("b", cname("c.app.test"));
      assertThat(ask(zone.build(), "a.app.test", A)).startsWith("nxdomain");

      zone.add("c", cname("a.app.test"));
      assertThatIllegalArgumentException()
          .isThrownBy(zone::build)
          .withMessageContaining("alias a.app.test. leads in a circle");
    }

    @Test
    void isAWildcardThatIsItsOwnAlias() {
      zone.add("*", cname("x.app.test"));
      assertThatIllegalArgumentException().isThrownBy(zone::build).withMessageContaining("circle");
    }

    @Test
    void isAChainOfMoreThanSixteenAliases() {
      for (int i = 0; i < 16; i++) {
        zone.add("n" + i, cname("n" + (i + 1) + ".app.test"));
      }
      zone.add("n16", ONE);
      assertThat(ask(zone.build(), "n0.app.test", A)).endsWith("n16.app.test. A 10.0.0.1");

      Zone.Builder longer = zone.remove(DomainName.parse("n16.app.test"));
      longer.add("n16", cname("n17.app.test"));
      assertThatIllegalArgumentException()
          .isThrownBy(longer::build)
          .withMessageContaining("more than 16");
    }

    @Test
    void isADelegation() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> zone.add("sub", new RecordData.Ns(DomainName.parse("ns.sub.test"))))
          .withMessageContaining("nothing is delegated");
    }

    @Test
    void isASetThatNoMessageHasRoomFor() {
      RecordData.Txt first = RecordData.Txt.of("x".repeat(40_000));
      RecordData.Txt second = RecordData.Txt.of("y".repeat(40_000));
      zone.add("big", first);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> zone.add("big", second))
          .withMessageContaining("60000 bytes");
      zone.add("big2", second);
    }

    @Test
    void isARecordTooMany() {
      for (int i = 0; i < Zone.LARGEST; i++) {
        zone.add("n" + i, ONE);
      }
      zone.add("n1", ONE);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> zone.add("n1", TWO))
          .withMessageContaining("65536 records at most");
      zone.remove(DomainName.parse("n0.app.test")).add("n1", TWO);
    }
  }

  @Nested
  class Changed {

    private final Zone zone =
        Zone.builder("app").add("db", ONE, aaaa("::1")).add("x.y", ONE).build();

    @Test
    void isAnotherZone() {
      Zone more = zone.with("db", TWO);

      assertThat(ask(more, "db.app", A)).endsWith("10.0.0.2");
      assertThat(ask(zone, "db.app", A)).endsWith("10.0.0.1");
      assertThat(more).isNotEqualTo(zone);
      assertThat(more.with("db", TWO)).isEqualTo(more).hasSameHashCodeAs(more);
    }

    @Test
    void losesANameOrATypeOfIt() {
      assertThat(ask(zone.without("db"), "db.app", A)).isEqualTo("nxdomain");
      assertThat(ask(zone.without("DB", RecordType.A), "db.app", A)).isEqualTo("no data");
      assertThat(ask(zone.without("db", RecordType.A).without("db", RecordType.AAAA), "db.app", A))
          .isEqualTo("nxdomain");
      assertThat(ask(zone.without("x.y"), "y.app", A)).isEqualTo("nxdomain");
      assertThat(zone.without("nothing").without("db", RecordType.MX)).isEqualTo(zone);
    }

    @Test
    void isTheSameWhateverTheOrder() {
      Zone other = Zone.builder("app").add("x.y", ONE).add("db", aaaa("::1"), ONE).build();

      assertThat(other).isEqualTo(zone).hasSameHashCodeAs(zone);
      assertThat(other).isNotEqualTo(Zone.builder("app").add("x.y", ONE).build());
    }

    @Test
    void givesRecordsOfOneSetTheShortestTtl() {
      DomainName db = DomainName.parse("db.app");
      Zone short5 = zone.toBuilder().add(db, new Ttl(5), TWO).add(db, new Ttl(90), ONE).build();

      assertThat(short5.records())
          .extracting(ZoneRecord::toString)
          .contains(
              "db.app.\t5\tIN\tA\t10.0.0.1",
              "db.app.\t5\tIN\tA\t10.0.0.2",
              "db.app.\t10\tIN\tAAAA\t::1");
    }
  }

  @Test
  void tellsForHowLongOthersMayRememberThatThereIsNothing() {
    DomainName name = DomainName.parse("app");
    RecordData.Soa soa =
        new RecordData.Soa(name, name, 1, new Ttl(2), new Ttl(3), new Ttl(4), new Ttl(5));

    assertThat(Zone.builder("app").add("x", ONE).build().negative()).isEmpty();
    assertThat(Zone.builder("app").ttl(new Ttl(9)).add("@", soa).build().negative())
        .contains(new ZoneRecord(name, new Ttl(5), soa));
    assertThat(Zone.builder("app").ttl(new Ttl(3)).add("@", soa).build().negative())
        .contains(new ZoneRecord(name, new Ttl(3), soa));
  }

  @Test
  void takesTextOfAnyLength() {
    assertThat(RecordData.Txt.of("").strings()).containsExactly("");
    assertThat(RecordData.Txt.of("é".repeat(200)).strings())
        .extracting(String::length)
        .containsExactly(255, 145);
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordData.Txt(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecordData.Txt(List.of("x".repeat(256))));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordData.Txt(List.of("€")));
  }
}
