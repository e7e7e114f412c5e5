package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.libnetwork.NetworkException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest {

  static List<Mistake> mistakes(String text) {
    NetworkException.InvalidParameter refused = refused(text);
    assertThat(refused).hasCauseInstanceOf(LabFileException.class);
    return ((LabFileException) Objects.requireNonNull(refused.getCause())).mistakes();
  }

  private static NetworkException.InvalidParameter refused(String text) {
    NetworkException.InvalidParameter refused =
        catchThrowableOfType(
            NetworkException.InvalidParameter.class,
            () -> LabFile.read(text, Optional.of("a"), "lab.yaml"));
    assertThat(refused).as(text).isNotNull();
    return refused;
  }

  private static void assertMistakes(String text, String... expected) {
    assertThat(mistakes(text)).extracting(Mistake::toString).containsExactly(expected);
  }

  @Nested
  class Told {

    @Test
    void areAllAtOnceInTheFilesOrder() {
      NetworkException.InvalidParameter refused =
          refused(
              """
              netwrks: {}
              networks:
                n: {driver: [], ipv6: 7}
              sandboxes:
                s: {networks: [n, m]}
              """);

      assertThat(refused)
          .hasMessage(
              """
              lab.yaml:1:1: unknown key "netwrks" of a lab: did you mean "networks"?
              lab.yaml:3:15: expected a text, found a list
              lab.yaml:3:25: expected true or false, found the number "7"
              lab.yaml:5:21: no network "m": expected one of n\
              """);
    }

    @Test
    void areTwentyAndHowManyMore() {
      String text =
          IntStream.range(0, 25).mapToObj("key%d: 1\n"::formatted).collect(Collectors.joining());

      assertThat(String.valueOf(refused(text).getMessage()).lines())
          .hasSize(21)
          .first()
          .isEqualTo(
              "lab.yaml:1:1: unknown key \"key0\" of a lab: expected one of lab, networks, sandboxes, services");
      assertThat(refused(text)).hasMessageEndingWith("\nand 5 more mistakes");
      assertThat(mistakes(text)).hasSize(25);
    }

    @Test
    void areNotCountedWithoutEnd() {
      String text = "k: 1\n".repeat(50_000);

      assertThat(mistakes(text)).hasSize(Findings.MOST + 1);
    }

    @Test
    void haveThePathOfWhatIsWrong() {
      assertThat(mistakes("networks: {n: {pools: [10.1.0.0/24, x]}}"))
          .extracting(Mistake::path)
          .containsExactly("networks.n.pools.1");
    }

    @Test
    void areOnOneLineWhateverIsInThem() {
      List<Mistake> mistakes = mistakes("networks: {n: {driver: {}, \"a\\nb\\e[31m\\u202e\": 1}}");

      assertThat(mistakes)
          .extracting(Mistake::message)
          .last()
          .asString()
          .contains("\"a\\u000ab\\u001b[31m\\u202e\"");
    }

    @Test
    void areToldOnceWhereAnAliasRepeatsThem() {
      String text = "networks: {a: &n {drivr: x}, b: *n, c: *n}";

      assertThat(mistakes(text)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[a]|1:1: expected a map, found a list",
        "networks: [n]|1:11: expected a map, found a list",
        "networks: {n: x}|1:15: expected a map, found the text \"x\"",
        "networks: {n: {ipv6: \"true\"}}|1:22: expected true or false, found the text \"true\"",
        "networks: {n: {pools: {a: b}}}|1:23: expected a list, found a map",
        "networks: {n: {driver: }}|1:16: expected a text, found nothing",
        "networks: {n: {labels: {a: [1]}}}|1:28: expected a text, found a list",
        "sandboxes: {s: {command: {words: x}}}|1:26: expected a text, found a map",
        "networks: {n: }\\nsandboxes: {s: {networks: {n: {mtu: 1e3}}}}|2:37: expected a number from 0 to 2147483647, found the text \"1e3\"",
      })
  void valuesOfAnotherKind(String text, String expected) {
    assertMistakes(text.replace("\\n", "\n"), expected);
  }

  @Nested
  class Keys {

    @Test
    void thatAreThereTwice() {
      assertMistakes(
          "networks: {n: {ipv6: true, ipv6: false}, n: {}}",
          "1:28: key \"ipv6\" is there twice: before at 1:16",
          "1:42: key \"n\" is there twice: before at 1:12");
      assertMistakes(
          "x-a: {b: 1, b: 2}\nnetworks: {}", "1:13: key \"b\" is there twice: before at 1:7");
    }

    @Test
    void thatAreNoTextsOrTooLong() {
      assertMistakes("? [a]\n: 1\n", "1:3: a list for a key: expected a text");
      assertThat(mistakes("? " + "k".repeat(300) + "\n: 1\n"))
          .singleElement()
          .asString()
          .contains("(300 characters): expected 256 characters at most");
    }

    @Test
    void thatMergeWhatIsNoMap() {
      assertMistakes("networks: {<<: 3}", "1:16: the number \"3\" for \"<<\": expected a map");
      assertMistakes("networks: {<<: [{}, x]}", "1:21: the text \"x\" for \"<<\": expected a map");
    }
  }

  @Nested
  class Names {

    @ParameterizedTest
    @CsvSource({
      "lab: Shop, lab",
      "lab: 1a, lab",
      "lab: a-, lab",
      "lab: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, lab",
      "networks: {-n: }, network",
      "networks: {n.n: }, network",
      "networks: {'': {}}, network",
      "sandboxes: {s-: }, sandbox",
      "sandboxes: {_s: }, sandbox",
      "sandboxes: {s.s: }, sandbox"
    })
    void thatAreNone(String text, String what) {
      assertThat(mistakes(text))
          .singleElement()
          .extracting(Mistake::message)
          .asString()
          .startsWith("invalid " + what + " name \"");
    }

    @Test
    void thatAreMissing() {
      NetworkException.InvalidParameter refused =
          catchThrowableOfType(
              NetworkException.InvalidParameter.class, () -> LabFile.read("networks: {}"));

      assertThat(refused).hasMessage("1:1: no lab: expected its name, as in `lab: shop`");
    }

    @Test
    void thatAreTheFilesAndNoLabs() {
      NetworkException.InvalidParameter refused =
          catchThrowableOfType(
              NetworkException.InvalidParameter.class,
              () -> LabFile.read("networks: {}", Optional.of("My Lab")));

      assertThat(refused).hasMessageStartingWith("1:1: invalid lab name \"My Lab\": expected 1 to");
    }

    @Test
    void thatServicesShareWithOthersOnTheirNetwork() {
      assertMistakes(
          """
          networks: {n: {}, m: {}}
          sandboxes:
            web: {networks: {n: {aliases: [www]}}}
            app: {hostname: HERE, networks: [n]}
          services:
            WEB: {network: n, ports: 80}
            web: {network: m, ports: 80}
            api: {network: n, ports: 80, aliases: [www, here, shop]}
            shop: {network: n, ports: 80}
          """,
          "6:3: service WEB and sandbox web are both called \"WEB\" on network n: expected two names",
          "8:42: service api and sandbox web are both called \"www\" on network n: expected two names",
          "8:47: service api and sandbox app are both called \"here\" on network n: expected two names",
          "9:3: service shop and service api are both called \"shop\" on network n: expected two names");
    }

    @Test
    void ofInterfacesOfOneSandbox() {
      assertMistakes(
          """
          networks: {n: {}, m: {}}
          sandboxes:
            s: {networks: {n: {interfaceName: lan}, m: {interfaceName: lan}}}
          """,
          "3:62: two interfaces lan of sandbox s: expected one");
    }

    @Test
    void ofZonesThatAreOne() {
      assertMistakes(
          "networks: {n: {records: {app: www A 192.0.2.1, App.: '@ TXT x'}}}",
          "1:16: two zones of origin App.: expected one");
    }

    @Test
    void ofLabelsThatAreKeptForTheDaemon() {
      assertMistakes(
          "networks: {n: {labels: {io.libnetwork.lab: x}}}",
          "1:44: invalid label \"io.libnetwork.lab\": those that begin with \"io.libnetwork.\" are kept for the daemon");
    }
  }

  @Nested
  class References {

    @Test
    void toNothing() {
      assertMistakes(
          """
          networks: {front: {}, back: {}}
          sandboxes:
            web: {networks: {fornt: {}}, after: [bd]}
            db: {networks: [back, back]}
          services:
            api: {network: beck, ports: 80, backends: [webb, nobody, db, db]}
            app: {ports: 80}
          """,
          "3:20: no network \"fornt\": did you mean \"front\"?",
          "3:40: no sandbox \"bd\": expected one of web, db",
          "4:25: network \"back\" is there twice",
          "6:18: no network \"beck\": did you mean \"back\"?",
          "6:46: no sandbox \"webb\": did you mean \"web\"?",
          "6:52: no sandbox \"nobody\": expected one of web, db",
          "6:64: sandbox \"db\" is there twice",
          "7:3: no network: expected one, as the lab has not exactly one");
    }

    @Test
    void toWhatHasMistakesAreNoneThemselves() {
      assertMistakes(
          """
          networks: {n: {mtu: 1}}
          sandboxes: {s: {networks: n, after: t}, t: []}
          services: {api: {network: n, ports: 80, backends: t}}
          """,
          "1:16: unknown key \"mtu\" of a network: expected one of driver, ipv4, ipv6, internal, named, pools, options, labels, records",
          "2:44: expected a map, found a list");
    }

    @Test
    void toASandboxThatIsElsewhere() {
      assertMistakes(
          """
          networks: {front: {}, back: {}}
          sandboxes: {web: {networks: front}}
          services: {api: {network: back, ports: 80, backends: [web]}}
          """,
          "3:55: sandbox web is not on network back of service api: expected one that is");
    }

    @Test
    void roundInACircle() {
      assertMistakes(
          """
          sandboxes:
            z: {after: [a]}
            a: {after: b}
            b: {after: [c, e]}
            c: {after: [a]}
            d: {after: [d]}
            e: {}
          """,
          "3:14: sandboxes that wait for each other: a -> b -> c -> a",
          "6:15: sandboxes that wait for each other: d -> d");
    }
  }

  @Nested
  class Addresses {

    @Test
    void thatAreUsedTwice() {
      assertMistakes(
          """
          networks:
            n: {pools: [{subnet: 10.1.0.0/24, gateway: 10.1.0.1, auxiliary: {printer: 10.1.0.9}}]}
            m: {}
          sandboxes:
            s: {networks: {n: {addresses: 10.1.0.1}, m: {addresses: 10.1.0.1}}}
            t: {networks: {n: {addresses: [10.1.0.9], macAddress: "02:00:00:00:00:01"}}}
            u: {networks: {n: {addresses: 10.1.0.7, macAddress: "02:00:00:00:00:01"}}}
          services:
            api: {network: n, ports: 80, addresses: 10.1.0.7}
          """,
          "5:33: address 10.1.0.1 of network n is used twice: the gateway has it",
          "6:34: address 10.1.0.9 of network n is used twice: auxiliary printer has it",
          "7:55: address 02:00:00:00:00:01 of network n is used twice: sandbox t has it",
          "9:43: address 10.1.0.7 of network n is used twice: sandbox u has it");
    }

    @Test
    void thatCannotBeHad() {
      assertMistakes(
          """
          networks:
            n: {pools: [10.1.0.0/24]}
            m: {ipv6: true, pools: [0.0.0.0/24, "fd00:1::/64"]}
          sandboxes:
            s: {networks: {n: {addresses: [10.2.0.1, "fd00::1"]}}}
            t: {networks: {m: {addresses: [10.2.0.1, 10.2.0.2, "fd00:2::1"]}}}
          """,
          "5:34: address 10.2.0.1 is in no pool of network n: expected one in [10.1.0.0/24]",
          "5:44: address fd00::1 is of IPv6, which network n has not: expected `ipv6: true` there",
          "6:44: address 10.2.0.2 is the second of IPv4: expected one at most",
          "6:54: address fd00:2::1 is in no pool of network m: expected one in [fd00:1::/64]");
    }

    @Test
    void ofPoolsThatOverlapOrDoNotContainTheirParts() {
      assertMistakes(
          """
          networks:
            n: {pools: [10.1.0.0/16, 10.2.0.0/24]}
            m: {pools: [{subnet: 10.1.4.0/24, range: 10.1.5.0/25, gateway: 10.1.5.1}, "fd00::/64"]}
            o: {ipv4: false}
            p: {pools: [{range: 10.1.0.0/24}]}
          """,
          "3:15: pool 10.1.4.0/24 of network m overlaps 10.1.0.0/16 of network n",
          "3:44: range 10.1.5.0/25 is not in pool 10.1.4.0/24: expected one that is",
          "3:66: gateway 10.1.5.1 is not in pool 10.1.4.0/24: expected one that is",
          "3:77: a pool of IPv6, which network m has not: expected `ipv6: true`",
          "4:3: network o has neither IPv4 nor IPv6: expected one",
          "5:15: no subnet: it must be there");
    }
  }

  @Nested
  class Ports {

    @Test
    void thatArePublishedTwice() {
      assertMistakes(
          """
          networks: {n: {}}
          sandboxes:
            s: {networks: {n: {ports: ["8080:80", "8080:80/udp", "127.0.0.1:81:81", "90-99:90-99"]}}}
            t: {networks: {n: {ports: ["127.0.0.1:8080:80", "127.0.0.2:81:81", "0.0.0.0:81:81"]}}}
            u: {networks: {n: {ports: ["[::1]:81:81", "95-97:1", "80", "127.0.0.1::80"]}}}
          services:
            api: {ports: [80, 81], published: ["97:80"]}
          """,
          "4:30: port 8080 of the host is published twice: by sandbox s as 8080:80/tcp too",
          "4:70: port 81 of the host is published twice: by sandbox s as 127.0.0.1:81:81/tcp too",
          "7:38: port 97 of the host is published twice: by sandbox s as 90-99:90-99/tcp too");
    }

    @Test
    void atAddressesThatAnOptionSaysAreTheDriversToTell() {
      String text =
          """
          networks:
            n: {options: {io.libnetwork.bridge.publish_at: 127.0.0.1}}
            m: {options: {io.libnetwork.bridge.publish_at: 127.0.0.2}}
          sandboxes:
            s: {networks: {n: {ports: ["8080:80"]}}}
            t: {networks: {m: {ports: ["8080:80"]}}}
          """;

      assertThat(LabFile.read(text, Optional.of("a")).lab().sandboxes()).hasSize(2);
    }
  }

  @Nested
  class OfServices {

    @Test
    void thatContradictThemselves() {
      assertMistakes(
          """
          networks: {n: {}}
          services:
            a: {}
            b: {roundRobin: true, addresses: 10.1.0.9}
            c: {roundRobin: true, ports: [80, 81 as http], balance: random}
            d: {ports: [80, "80:81", 81 as http, 82 as HTTP], published: ["1:80", "2:83", "3:80/udp"]}
          """,
          "3:3: no port of service a: expected one at least, or roundRobin",
          "4:3: service b has addresses or published ports, and roundRobin, which has none of them",
          "5:3: balance and roundRobin, which shares out names: expected one of them",
          "5:33: a port of service c, and roundRobin, which tells no port but by its name: expected one as in `80 as http`",
          "6:7: two tcp ports called http: expected one",
          "6:19: port 80/tcp is there twice",
          "6:73: no port 83/tcp of service d to be published as 2:83/tcp: expected one of [80:80/tcp, 80:81/tcp, 81:81/tcp as http, 82:82/tcp as HTTP]",
          "6:81: no port 80/udp of service d to be published as 3:80/udp: expected one of [80:80/tcp, 80:81/tcp, 81:81/tcp as http, 82:82/tcp as HTTP]");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "balance: {sticky: 7m}|clients cannot be remembered for PT7M",
          "balance: {sticky: soon}|invalid time \"soon\": expected one as in 90s, 5m, 1h30m or 200ms",
          "balance: {}|no sticky: it must be there",
          "balance: fair|invalid balance \"fair\"",
          "check: {path: /}|no port: it must be there",
          "check: {port: 0}|expected a number from 1 to 65535, found the number \"0\"",
          "check: {port: 1, failures: 101}|invalid number of failures of a health check 101",
          "check: {port: 1, interval: 1ms}|invalid interval of a health check PT0.001S",
          "published: \"70000:80\"|malformed published port \"70000:80\"",
          "backends: [{sandbox: s, weight: 257}]|invalid weight 257 of s: expected 1 to 256",
          "aliases: [a.b]|invalid alias name \"a.b\"",
          "roundRobin: maybe|expected true or false, found the text \"maybe\""
        })
    void whoseValuesAreOutOfTheirRange(String setting, String expected) {
      String text =
          "networks: {n: }\nsandboxes: {s: {networks: n}}\nservices: {a: {ports: 80, %s}}"
              .formatted(setting);

      assertThat(mistakes(text))
          .singleElement()
          .satisfies(mistake -> {
            assertThat(mistake.message()).startsWith(expected);
            assertThat(mistake.place().line()).isEqualTo(3);
          });
    }
  }

  @Nested
  class OfSandboxes {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "command: []|invalid command []: expected a program and its arguments",
          "command: ['']|invalid command []: expected a program and its arguments",
          "command: \"a\\0\"|invalid word of a command \"a?\"",
          "environment: {A: b}|environment without a command: expected both",
          "command: x, environment: {A=: b}|invalid variable \"A=\"",
          "command: x, directory: srv|invalid directory srv: expected an absolute path",
          "command: x, restart: yes|invalid restart \"yes\": expected no, on-failure or always",
          "hostname: a b|invalid host name \"a b\"",
          "domainName: a..b|invalid domain name \"a..b\"",
          "extraHosts: {a b: 192.0.2.1}|invalid extra host \"a b\"",
          "extraHosts: {a: b}|malformed IPv4 address \"b\"",
          "extraHosts: [{name: a}]|no address: it must be there",
          "dns: 0.0.0.0|invalid name server 0.0.0.0",
          "dnsSearch: [a b]|invalid search domain \"a b\"",
          "dnsOptions: ['nd ots']|invalid resolver option \"nd ots\""
        })
    void whoseValuesAreNone(String setting, String expected) {
      assertThat(mistakes("sandboxes: {s: {%s}}".formatted(setting)))
          .singleElement()
          .extracting(Mistake::message)
          .asString()
          .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "addresses: 10.1.0|malformed IPv4 address \"10.1.0\"",
          "macAddress: \"01:00:5e:00:00:01\"|invalid MAC address 01:00:5e:00:00:01",
          "interfaceName: a/b|no interface name: \"a/b\"",
          "aliases: [\"\"]|invalid alias name \"\"",
          "links: {\" \": db}|invalid link alias name \" \"",
          "limits: {egress: 1bit}|invalid bandwidth",
          "limits: {egress: {rate: 1mbit, burst: 1}}|invalid burst of 1 bytes",
          "limits: {egress: {burst: 1}}|no rate: it must be there",
          "routes: [{via: 10.1.0.1}]|no to: it must be there",
          "routes: [{to: 10.1.0.0/24, type: broadcast}]|invalid type of route \"broadcast\"",
          "routes: [{to: 10.1.0.0/24, type: prohibit, via: 10.1.0.1}]|invalid route to 10.1.0.0/24",
          "routes: [{to: 10.1.0.0/24, metric: -1}]|expected a number from 0 to 2147483647",
          "sysctls: {net.core.somaxconn: 1}|invalid interface sysctl \"net.core.somaxconn\"",
          "mtu: 67|invalid MTU 67: expected 68 to 65535",
          "gatewayPriority: 99999999999999999999|expected a number from -2147483648"
        })
    void whoseEndpointsAreNone(String setting, String expected) {
      String text = "networks: {n: }\nsandboxes: {s: {networks: {n: {%s}}}}".formatted(setting);

      assertThat(mistakes(text))
          .singleElement()
          .extracting(Mistake::message)
          .asString()
          .startsWith(expected);
    }
  }

  @Nested
  class OfZones {

    @Test
    void areAtTheirOwnLineOfTheFile() {
      assertMistakes(
          """
          networks:
            n:
              records:
                app: |
                  www A 192.0.2.1

                  api 1x A 192.0.2.2
                    x BOGUS
                test:
                  - www A 192.0.2.1
                  - www A nowhere
          """,
          "7:13: invalid TTL \"1x\": expected 0 to 2147483647 seconds, or a form like 1h30m",
          "8:11: unknown type \"x\": expected one of A, AAAA, CNAME, MX, NS, PTR, SOA, SRV, TXT",
          "11:11: at column 7: malformed IPv4 address \"nowhere\": expected four decimal octets without leading zeros, as in 192.0.2.1");
    }

    @Test
    void areOfOriginsToo() {
      assertThat(mistakes("networks: {n: {records: {a b: www A 192.0.2.1}}}"))
          .singleElement()
          .asString()
          .contains("\"a b\"");
      assertThat(mistakes("networks: {n: {records: {'*.a': www A 192.0.2.1}}}"))
          .singleElement()
          .asString()
          .contains("wildcard");
    }
  }
}
