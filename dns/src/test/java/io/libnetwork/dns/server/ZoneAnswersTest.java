package io.libnetwork.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.names.NetworkNames;
import io.libnetwork.dns.names.NetworkZones;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.ZoneFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// What zones of several networks say, and where aliases lead.
class ZoneAnswersTest {

  private final ZoneAnswers answers = new ZoneAnswers(new AddressRecords(5, new Random(1)));
  private final NetworkZones first = new NetworkZones();
  private final NetworkZones second = new NetworkZones();
  private final NetworkNames one = network("one", false, first);
  private final NetworkNames two = network("two", false, second);
  private final View view = view(one, two);

  private static NetworkNames network(String name, boolean internal, NetworkZones zones) {
    return new NetworkNames(name, internal, List.of(IpPrefix.parse("10.0.0.0/16")), zones);
  }

  private static View view(NetworkNames... networks) {
    return new View(
        java.util.Arrays.stream(networks).map(it -> new View.Place(it, Map.of())).toList());
  }

  private static void put(NetworkZones zones, String origin, String text) {
    zones.put(ZoneFile.parse(text, DomainName.parse(origin)));
  }

  private Optional<Told> ask(String name, int type) {
    return ask(view, name, type);
  }

  private Optional<Told> ask(View by, String name, int type) {
    try {
      return answers.of(by, Name.fromString(name, Name.root), type);
    } catch (TextParseException malformed) {
      throw new IllegalArgumentException(name, malformed);
    }
  }

  private void assertSaid(String name, int type, int rcode, String... data) {
    assertThat(ask(name, type).orElseThrow())
        .isInstanceOfSatisfying(
            Told.Said.class,
            said -> {
              assertThat(said.rcode()).isEqualTo(rcode);
              assertThat(said.records())
                  .extracting(Record::rdataToString)
                  .containsExactlyInAnyOrder(data);
            });
  }

  @Nested
  class SeveralZones {

    @Test
    void sayNothingOfWhatIsInNone() {
      assertThat(ask("www.app", Type.A)).isEmpty();
      put(first, "app", "www A 192.0.2.1\n");
      assertThat(ask("www.apps", Type.A)).isEmpty();
      assertThat(ask(".", Type.NS)).isEmpty();
    }

    @Test
    void areAskedByTheLongestOrigin() {
      put(first, "app", "* A 192.0.2.1\n");
      put(first, "deep.app", "www A 192.0.2.2\n");
      assertSaid("www.app", Type.A, Rcode.NOERROR, "192.0.2.1");
      assertSaid("www.deep.app", Type.A, Rcode.NOERROR, "192.0.2.2");
      assertSaid("other.deep.app", Type.A, Rcode.NXDOMAIN);
      assertSaid("deep.app", Type.A, Rcode.NOERROR);
    }

    @Test
    void areAskedInTheOrderOfNetworksUntilOneHasTheName() {
      put(first, "app", "www A 192.0.2.1\n");
      put(second, "app", "www A 192.0.2.2\nmail A 192.0.2.3\n");
      assertSaid("www.app", Type.A, Rcode.NOERROR, "192.0.2.1");
      assertSaid("mail.app", Type.A, Rcode.NOERROR, "192.0.2.3");
      assertSaid("www.app", Type.MX, Rcode.NOERROR);
      assertSaid("nobody.app", Type.A, Rcode.NXDOMAIN);
    }

    @Test
    void mayHaveTheRootsOrigin() {
      put(first, ".", "* A 192.0.2.1\n");
      assertSaid("www.example.org", Type.A, Rcode.NOERROR, "192.0.2.1");
    }
  }

  @Nested
  class Aliases {

    @Test
    void leadToContainersBeforeZones() {
      one.add("db", List.of("db", "db.app"), List.of(IpAddress.parse("10.0.0.2")));
      put(first, "x", "a CNAME db.\nb CNAME db.app.\nc CNAME db.one.\n");
      put(first, "app", "db A 192.0.2.9\n");
      assertSaid("a.x", Type.A, Rcode.NOERROR, "db.", "10.0.0.2");
      assertSaid("b.x", Type.A, Rcode.NOERROR, "db.app.", "10.0.0.2");
      assertSaid("c.x", Type.A, Rcode.NOERROR, "db.one.", "10.0.0.2");
      assertSaid("a.x", Type.AAAA, Rcode.NOERROR, "db.");
      assertSaid("a.x", Type.MX, Rcode.NOERROR, "db.");
    }

    @Test
    void leadFromZoneToZoneAndNotForEver() {
      put(first, "x", "a CNAME b.y.\nn CNAME no.y.\nr CNAME r.y.\n");
      put(second, "y", "@ 9 SOA ns hm 1 1 1 1 4\nb A 192.0.2.7\nr CNAME r.x.\n");
      assertSaid("a.x", Type.A, Rcode.NOERROR, "b.y.", "192.0.2.7");
      assertSaid("a.x", Type.TXT, Rcode.NOERROR, "b.y.");
      assertSaid("n.x", Type.A, Rcode.NXDOMAIN, "no.y.");
      assertSaid("r.x", Type.A, Rcode.SERVFAIL);
      assertThat(ask("n.x", Type.A))
          .hasValueSatisfying(told ->
              assertThat(((Told.Said) told).authority())
                  .singleElement()
                  .satisfies(soa -> assertThat(soa.getTTL()).isEqualTo(4)));
    }

    @Test
    void leadToNobodyByAnAddressOfOurNetworks() {
      put(first, "x", "p CNAME 9.0.0.10.in-addr.arpa.\nq CNAME 9.0.2.192.in-addr.arpa.\n");
      assertSaid("p.x", Type.PTR, Rcode.NXDOMAIN, "9.0.0.10.in-addr.arpa.");
      assertThat(ask("q.x", Type.PTR).orElseThrow()).isInstanceOf(Told.Elsewhere.class);
    }

    @Test
    void leadToOthersWhereAnybodyMayBeAsked() {
      put(first, "x", "out CNAME www.example.org.\nhere CNAME nobody.\nnet CNAME nobody.two.\n");
      assertThat(ask("out.x", Type.A).orElseThrow())
          .isInstanceOfSatisfying(
              Told.Elsewhere.class,
              elsewhere -> {
                assertThat(elsewhere.name()).hasToString("www.example.org.");
                assertThat(elsewhere.aliases()).hasSize(1);
              });
      assertSaid("here.x", Type.A, Rcode.NXDOMAIN, "nobody.");
      assertSaid("net.x", Type.A, Rcode.NXDOMAIN, "nobody.two.");
      assertThat(ask(view(network("sealed", true, first)), "out.x", Type.A).orElseThrow())
          .isInstanceOfSatisfying(
              Told.Said.class, said -> assertThat(said.rcode()).isEqualTo(Rcode.NXDOMAIN));
    }
  }
}
