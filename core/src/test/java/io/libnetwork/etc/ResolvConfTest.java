package io.libnetwork.etc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvConfTest {

  private static final IpAddress OWN = IpAddress.parse("127.0.0.11");
  private static final String SOURCE = "/etc/resolv.conf";

  private static ResolvOverrides servers(String... servers) {
    return new ResolvOverrides(
        Optional.of(List.of(servers).stream().map(IpAddress::parse).toList()),
        Optional.empty(),
        Optional.empty());
  }

  private static ResolvOverrides search(String... domains) {
    return new ResolvOverrides(Optional.empty(), Optional.of(List.of(domains)), Optional.empty());
  }

  private static ResolvOverrides options(String... options) {
    return new ResolvOverrides(Optional.empty(), Optional.empty(), Optional.of(List.of(options)));
  }

  /// What machines read of a text.
  private static List<String> said(ContainerResolvConf made) {
    return made.text().lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
  }

  @Nested
  class Read {

    private final ResolvConf conf =
        ResolvConf.parse(
            """
            # a comment
            ; another
            nameserver 10.0.0.1
            nameserver\tfe80::1%eth0\r
            nameserver 10.0.0.300
            nameserver
            search old.example
            domain home.example ignored
            search a.example   b.example
            options ndots:2 timeout:1
            sortlist 10.0.0.0/8
              nameserver 2001:db8::53
            options rotate
            Nameserver 10.0.0.9
            """);

    @Test
    void hasAllThatItUnderstandsAndTheRestAsItIs() {
      assertThat(conf.servers())
          .extracting(NameServer::toString)
          .containsExactly("10.0.0.1", "fe80::1%eth0");
      assertThat(conf.search()).containsExactly("a.example", "b.example");
      assertThat(conf.options()).containsExactly("ndots:2", "timeout:1", "rotate");
      assertThat(conf.others())
          .containsExactly(
              "sortlist 10.0.0.0/8", "  nameserver 2001:db8::53", "Nameserver 10.0.0.9");
      assertThat(conf.invalid()).containsExactly("10.0.0.300", "");
    }

    @Test
    void hasTheDomainWhereThatIsLast() {
      assertThat(ResolvConf.parse("search a b\ndomain c").search()).containsExactly("c");
      assertThat(ResolvConf.parse("search a b\nsearch .").search()).isEmpty();
    }

    @Test
    void mayBeAnyText() {
      Random random = new Random(7);
      List<String> words =
          List.of(
              "nameserver ", "search", "\n", "\u0000", "%", "::", "options ", "1.2.3.4", "\r", "é");
      for (int i = 0; i < 20_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
          text.append(words.get(random.nextInt(words.size())));
        }
        ResolvConf conf = ResolvConf.parse(text.toString());
        ContainerResolvConf made = conf.shared(ResolvOverrides.NONE, SOURCE);
        assertThat(ResolvConf.parse(made.text()).servers()).isEqualTo(conf.servers());
      }
    }

    @Test
    void knowsTheStubOfSystemd() {
      assertThat(ResolvConf.parse("nameserver 127.0.0.53\noptions edns0").stubOnly()).isTrue();
      assertThat(ResolvConf.parse("nameserver 127.0.0.53\nnameserver 10.0.0.1").stubOnly())
          .isFalse();
      assertThat(conf.stubOnly()).isFalse();
    }
  }

  @Nested
  class WithAResolver {

    private final ResolvConf host =
        ResolvConf.parse(
            """
            nameserver 127.0.0.53
            nameserver fe80::1%eth0
            nameserver bad
            search corp.example
            options timeout:1
            sortlist 10.0.0.0/8
            """);

    @Test
    void hasThatAsItsOnlyServer() {
      ContainerResolvConf made = host.withResolver(OWN, ResolvOverrides.NONE, SOURCE);

      assertThat(said(made))
          .containsExactly(
              "nameserver 127.0.0.11",
              "search corp.example",
              "options timeout:1 ndots:0",
              "sortlist 10.0.0.0/8");
      assertThat(made.upstreams())
          .extracting(Upstream::toString)
          .containsExactly("host(127.0.0.53)", "host(fe80::1%eth0)");
    }

    @Test
    void saysForPeopleWhereEachThingIsFrom() {
      assertThat(host.withResolver(OWN, servers("10.0.0.1"), SOURCE).text())
          .contains("# made from /etc/resolv.conf\n")
          .contains("# given for the container: nameserver\n")
          .contains("# names of others are asked for at: 10.0.0.1\n")
          .contains("# ndots is set by libnetwork\n")
          .doesNotContain("bad");
      assertThat(host.withResolver(OWN, ResolvOverrides.NONE, SOURCE).text())
          .contains("# left out, because they are no addresses: bad\n")
          .contains("host(127.0.0.53)");
    }

    @Test
    void reachesServersThatWereGivenFromInsideAndNeverItself() {
      ContainerResolvConf made =
          host.withResolver(OWN, servers("127.0.0.11", "127.0.0.1", "10.0.0.1"), SOURCE);

      assertThat(made.upstreams())
          .extracting(Upstream::toString)
          .containsExactly("127.0.0.1", "10.0.0.1");
    }

    @Test
    void asksTheHostsResolverWhereTheHostIsAContainerItself() {
      ResolvConf nested = ResolvConf.parse("nameserver 127.0.0.11");

      assertThat(nested.withResolver(OWN, ResolvOverrides.NONE, SOURCE).upstreams())
          .extracting(Upstream::toString)
          .containsExactly("host(127.0.0.11)");
    }

    @Test
    void asksNobodyWhereNobodyWasNamed() {
      ContainerResolvConf made = ResolvConf.EMPTY.withResolver(OWN, ResolvOverrides.NONE, SOURCE);

      assertThat(made.upstreams()).isEmpty();
      assertThat(made.text()).contains("nobody is asked").doesNotContain("8.8.8.8");
      assertThat(said(made)).containsExactly("nameserver 127.0.0.11", "options ndots:0");
    }

    @ParameterizedTest
    @CsvSource({
      "ndots:5, ndots:5, the host",
      "ndots:0, ndots:0, the host",
      "ndots:x, ndots:0, libnetwork",
      "ndots, ndots:0, libnetwork",
      "ndots:-1, ndots:0, libnetwork",
      "ndotsy, ndotsy ndots:0, libnetwork",
    })
    void keepsNdotsThatIsANumber(String option, String options, String whom) {
      ResolvConf conf = ResolvConf.parse("options " + option);
      ContainerResolvConf made = conf.withResolver(OWN, ResolvOverrides.NONE, SOURCE);

      assertThat(said(made)).contains("options " + options);
      assertThat(made.text()).contains("# ndots is set by " + whom + "\n");
    }

    @Test
    void takesWhatWasGivenInPlaceOfTheHosts() {
      assertThat(said(host.withResolver(OWN, search("a", "b"), SOURCE))).contains("search a b");
      assertThat(said(host.withResolver(OWN, search("."), SOURCE)))
          .noneMatch(l -> l.startsWith("search"));
      assertThat(said(host.withResolver(OWN, search(), SOURCE)))
          .noneMatch(l -> l.startsWith("search"));
      assertThat(said(host.withResolver(OWN, options("ndots:3"), SOURCE)))
          .contains("options ndots:3");
      assertThat(host.withResolver(OWN, options("ndots:3"), SOURCE).text())
          .contains("ndots is set by the caller");
      assertThat(said(host.withResolver(OWN, options(), SOURCE))).contains("options ndots:0");
      assertThat(host.withResolver(OWN, servers(), SOURCE).upstreams()).isEmpty();
    }
  }

  @Nested
  class WithoutAResolver {

    private final ResolvConf host =
        ResolvConf.parse(
            """
            nameserver 127.0.0.53
            nameserver ::1
            nameserver 10.0.0.1
            nameserver 2001:db8::53
            nameserver fe80::1%eth0
            options ndots:x
            """);

    @Test
    void leavesOutWhatTheContainerCannotReach() {
      assertThat(said(host.withoutResolver(true, ResolvOverrides.NONE, List.of(), SOURCE)))
          .containsExactly("nameserver 10.0.0.1", "nameserver 2001:db8::53", "options ndots:x");
      ContainerResolvConf made =
          host.withoutResolver(false, ResolvOverrides.NONE, List.of(), SOURCE);
      assertThat(said(made)).containsExactly("nameserver 10.0.0.1", "options ndots:x");
      assertThat(made.text())
          .contains("cannot reach them: 127.0.0.53 ::1 2001:db8::53 fe80::1%eth0\n");
      assertThat(made.upstreams()).isEmpty();
    }

    @Test
    void keepsServersThatWereGiven() {
      assertThat(said(host.withoutResolver(false, servers("127.0.0.1", "::1"), List.of(), SOURCE)))
          .startsWith("nameserver 127.0.0.1", "nameserver ::1");
    }

    @Test
    void hasNoServerRatherThanOneNobodyNamed() {
      ResolvConf loopback = ResolvConf.parse("nameserver 127.0.0.1");
      ContainerResolvConf made =
          loopback.withoutResolver(true, ResolvOverrides.NONE, List.of(), SOURCE);

      assertThat(said(made)).isEmpty();
      assertThat(made.text()).contains("no name server is left").doesNotContain("8.8.8.8");
    }

    @Test
    void takesTheFallbackWhereNoneIsLeft() {
      ResolvConf loopback = ResolvConf.parse("nameserver 127.0.0.1");
      List<IpAddress> fallback =
          List.of(IpAddress.parse("9.9.9.9"), IpAddress.parse("2620:fe::fe"));

      assertThat(said(loopback.withoutResolver(false, ResolvOverrides.NONE, fallback, SOURCE)))
          .containsExactly("nameserver 9.9.9.9");
      assertThat(said(loopback.withoutResolver(true, ResolvOverrides.NONE, fallback, SOURCE)))
          .containsExactly("nameserver 9.9.9.9", "nameserver 2620:fe::fe");
      assertThat(said(host.withoutResolver(false, ResolvOverrides.NONE, fallback, SOURCE)))
          .contains("nameserver 10.0.0.1")
          .doesNotContain("nameserver 9.9.9.9");
      assertThat(said(loopback.withoutResolver(true, servers(), fallback, SOURCE))).isEmpty();
    }
  }

  @Test
  void isTheHostsWhereItsNetworkIsShared() {
    ResolvConf host = ResolvConf.parse("nameserver 127.0.0.53\ndomain a.example\nfoo bar");

    assertThat(said(host.shared(ResolvOverrides.NONE, SOURCE)))
        .containsExactly("nameserver 127.0.0.53", "search a.example", "foo bar");
  }

  @Nested
  class Given {

    @Test
    void areAtMost32SearchDomains() {
      String[] most = Collections.nCopies(32, "a.example").toArray(String[]::new);
      assertThat(search(most).search()).hasValueSatisfying(list -> assertThat(list).hasSize(32));
      String[] more = Collections.nCopies(64, "a.example").toArray(String[]::new);
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> search(more))
          .withMessage("64 search domains: expected 32 at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nnameserver 6.6.6.6", "\t"})
    void areWords(String word) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> search("ok", word));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> options(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "224.0.0.1", "ff02::1"})
    void areServersOfOneHost(String address) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> servers(address))
          .withMessageContaining(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0", "x", "10.0.0.1%eth0", "fe80::1%", "fe80::1%a b", "::1%%"})
    void areNoNameServersWithoutAnAddress(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> NameServer.parse(text));
    }
  }

  @Test
  void lineCannotBeMadeByAComment() {
    ContainerResolvConf made =
        ResolvConf.parse("nameserver x\u0085y" + "z".repeat(500))
            .withResolver(OWN, ResolvOverrides.NONE, "/a\nnameserver 6.6.6.6");

    assertThat(ResolvConf.parse(made.text()).servers()).containsExactly(new NameServer(OWN));
    assertThat(made.text().lines()).allMatch(line -> line.length() < 200);
  }
}
