package io.libnetwork.explain.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules as the kernel lists them, judged as it does. Whether that is so is asked with real packets
/// by the tests of `testing`; here is what each kind of rule means.
class JudgeTest {

  private static final Interface OUTSIDE = new Interface("up0", 0, "", false);
  private static final Interface BRIDGE = new Interface("br-1", 16, "bridge", false);

  private static final Packet WEB = packet(Protocol.TCP, "198.51.100.7", "10.0.0.2", 80);
  private static final Packet DNS = packet(Protocol.UDP, "198.51.100.7", "10.0.0.2", 53);
  private static final Packet WEB6 = packet(Protocol.TCP, "2001:db8::7", "fd00::2", 80);

  private static Packet packet(Protocol protocol, String from, String to, int port) {
    return Packet.first(
            protocol, new Tuple(IpAddress.parse(from), 50_000, IpAddress.parse(to), port))
        .enteringBy(Optional.of(OUTSIDE))
        .leavingBy(Optional.of(BRIDGE));
  }

  private static Packet answerTo(Packet packet) {
    return packet
        .withTuple(packet.tuple().reversed())
        .with(packet.tracking().answered())
        .enteringBy(Optional.of(BRIDGE))
        .leavingBy(Optional.of(OUTSIDE));
  }

  private static Judgement judge(Point point, String rules, Packet packet) {
    return new Judge(Loaded.ruleset(rules), FixedRouting.HOST).at(point, packet);
  }

  /// A table whose only base chain, of the hook `forward`, has these rules.
  private static Judgement forward(String rules, Packet packet) {
    return judge(
        Point.FORWARD,
        """
        table inet t {
          set bad { type ipv4_addr; flags interval; elements = { 198.51.100.0/25 }; }
          set ports { type inet_service; elements = { 80, 443 }; }
          set pairs {
            type ipv4_addr . inet_service; flags interval;
            elements = { 10.0.0.0/24 . 80-90 };
          }
          set links { type ifname; flags interval; elements = { "up*" }; }
          map fates {
            type inet_service : verdict; flags interval;
            elements = { 53 : drop, 80-90 : jump inner };
          }
          chain inner { ip saddr 198.51.100.7 drop; }
          chain other { return; }
          chain f { type filter hook forward priority 0; policy accept; RULES
          }
        }
        """
            .replace("RULES", rules),
        packet);
  }

  private static boolean drops(String rules, Packet packet) {
    Judgement judged = forward(rules, packet);
    assertThat(judged).isNotInstanceOf(Judgement.Unclear.class);
    return judged instanceof Judgement.Stopped;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp dport 80 drop",
        "tcp dport { 22, 80-90 } drop",
        "tcp dport @ports drop",
        "tcp dport < 81 drop",
        "tcp dport != 22 drop",
        "th dport 80 drop",
        "meta l4proto tcp drop",
        "ip protocol tcp drop",
        "ip saddr 198.51.100.7 drop",
        "ip saddr 198.51.100.0/24 drop",
        "ip saddr 198.51.100.1-198.51.100.9 drop",
        "ip saddr @bad drop",
        "ip daddr . tcp dport @pairs drop",
        "iifname up0 drop",
        "iifname \"up*\" drop",
        "iifname @links drop",
        "iifname { \"eth*\", up0 } drop",
        "oifname != up0 drop",
        "oifgroup 16 drop",
        "meta oifkind \"bridge\" drop",
        "meta nfproto ipv4 drop",
        "ct state new drop",
        "ct state { new, untracked } drop",
        "ct state & (established | related) == 0 drop",
        "ct direction original drop",
        "ct status != dnat drop",
        "ct original ip saddr 198.51.100.7 drop",
        "tcp flags syn / fin,syn,rst,ack drop",
        "tcp flags & (syn | ack) == syn drop",
        "tcp dport vmap { 80 : drop }",
        "tcp dport vmap @fates",
        "meta mark set 0x5 meta mark 0x5 drop",
        "meta mark set 0x15 meta mark & 0xf == 0x5 drop",
        "meta mark set 0x1; meta mark set meta mark | 0x4; meta mark 0x5 drop",
        "ct mark set 7; ct mark 7 drop",
        "ct label set 3; ct label 3 drop",
        "meta mark set tcp dport map { 80 : 9 } meta mark 9 drop",
        "fib daddr type != local drop",
        "fib saddr . iif oif exists drop",
        "jump inner",
        "goto inner",
        "jump other; drop",
        "limit rate 5/second drop",
        "counter log prefix \"x\" drop",
        "reject with icmpx type admin-prohibited",
        "meta pkttype host drop",
        "iifname up0 ip daddr 10.0.0.2 tcp dport 80 ct state new reject with tcp reset"
      })
  void dropsAWebRequest(String rules) {
    assertThat(drops(rules, WEB)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "udp dport 80 drop",
        "udp dport != 53 drop",
        "ip6 saddr ::/0 drop",
        "ip6 saddr != fd00::1 drop",
        "icmp type echo-request drop",
        "tcp dport 81-90 drop",
        "tcp dport 80 accept; drop",
        "ip saddr 198.51.100.128/25 drop",
        "iifname \"br-*\" drop",
        "iif lo drop",
        "ct state established,related drop",
        "ct state invalid drop",
        "ct status dnat drop",
        "ct label 3 drop",
        "meta mark 1 drop",
        "tcp flags & (syn | ack) == ack drop",
        "tcp dport vmap { 22 : drop }",
        "goto other; drop",
        "return; drop",
        "limit rate over 5/second drop",
        "fib daddr type local drop",
        "fib saddr . iif oif missing drop",
        "rt type 0 drop"
      })
  void letsAWebRequestPass(String rules) {
    assertThat(drops(rules, WEB)).isFalse();
  }

  @Test
  void tellsTheFamiliesApart() {
    assertThat(drops("ip6 daddr fd00::/64 tcp dport 80 drop", WEB6)).isTrue();
    assertThat(drops("ip daddr 0.0.0.0/0 drop", WEB6)).isFalse();
    assertThat(drops("meta nfproto ipv6 drop", WEB6)).isTrue();
  }

  @Test
  void tellsAnswersFromRequests() {
    String rules = "ct state established accept; drop";
    assertThat(drops(rules, WEB)).isTrue();
    assertThat(drops(rules, answerTo(WEB))).isFalse();
    assertThat(drops("ct direction reply drop", answerTo(WEB))).isTrue();
    assertThat(drops("tcp flags & (syn | ack) == (syn | ack) drop", answerTo(WEB))).isTrue();
  }

  @Nested
  class Names {

    @Test
    void namesTheRuleThatDrops() {
      Judgement judged = forward("tcp dport 22 drop; jump inner; drop", WEB);
      assertThat(judged)
          .isInstanceOfSatisfying(
              Judgement.Stopped.class,
              stopped -> {
                assertThat(stopped.rule().toString())
                    .matches("inet t inner, handle \\d+: ip saddr 198\\.51\\.100\\.7 drop");
                assertThat(stopped.told()).isFalse();
              });
    }

    @Test
    void namesThePolicy() {
      Judgement judged =
          judge(
              Point.FORWARD,
              "table ip t { chain f { type filter hook forward priority 0; policy drop; } }",
              WEB);
      assertThat(((Judgement.Stopped) judged).rule()).hasToString("ip t f: policy drop");
    }

    @Test
    void saysWhetherTheSenderIsTold() {
      assertThat(((Judgement.Stopped) forward("reject", WEB)).told()).isTrue();
    }
  }

  @Nested
  class Unknown {

    @Test
    void saysThatItCannotTellAndOfWhichRule() {
      Judgement judged = forward("tcp dport 80 jhash ip saddr mod 2 0 drop; accept", WEB);
      assertThat(judged)
          .isInstanceOfSatisfying(
              Judgement.Unclear.class,
              unclear -> assertThat(unclear.rule().text()).contains("jhash"));
    }

    @Test
    void doesNotMindWhatDoesNotMatter() {
      assertThat(forward("jhash ip saddr mod 2 0 accept; accept", WEB))
          .isInstanceOf(Judgement.Passed.class);
      assertThat(forward("jhash ip saddr mod 2 0 counter; tcp dport 80 drop", WEB))
          .isInstanceOf(Judgement.Stopped.class);
      assertThat(forward("udp dport 53 jhash ip saddr mod 2 0 drop", WEB))
          .isInstanceOf(Judgement.Passed.class);
    }

    @Test
    void mindsAMarkThatMayBeSet() {
      assertThat(forward("jhash ip saddr mod 2 0 meta mark set 1; meta mark 1 drop", WEB))
          .isInstanceOf(Judgement.Unclear.class);
    }

    @Test
    void isOverSoonWhateverTheRuleset() {
      String rules = "jhash ip saddr mod 2 0 meta mark set 1; ".repeat(200) + "meta mark 1 drop";
      assertThat(forward(rules, WEB)).isInstanceOf(Judgement.Unclear.class);
    }
  }

  @Nested
  class SeveralChains {

    private static final String TABLES =
        """
        table ip first { chain f { type filter hook forward priority -1; accept; } }
        table ip second { chain f { type filter hook forward priority 1; udp dport 53 drop; } }
        table ip6 third { chain f { type filter hook forward priority 0; drop; } }
        table inet fourth { chain f { type filter hook input priority 0; drop; } }
        """;

    /// To be accepted by one is not to be accepted by all.
    @Test
    void allMustAccept() {
      assertThat(judge(Point.FORWARD, TABLES, DNS)).isInstanceOf(Judgement.Stopped.class);
      assertThat(judge(Point.FORWARD, TABLES, WEB)).isInstanceOf(Judgement.Passed.class);
      assertThat(judge(Point.FORWARD, TABLES, WEB6)).isInstanceOf(Judgement.Stopped.class);
    }
  }

  @Nested
  class Translation {

    private static final Packet ASKING =
        packet(Protocol.TCP, "198.51.100.7", "192.0.2.1", 8080).leavingBy(Optional.empty());

    private static String nat(String rules) {
      return """
      table inet n {
        map any4 {
          type inet_proto . inet_service : ipv4_addr . inet_service;
          elements = { tcp . 8080 : 10.0.0.2 . 80 };
        }
        chain early { type filter hook prerouting priority -300; ct state new drop; }
        chain late { type filter hook prerouting priority -50; ip daddr 192.0.2.1 accept; }
        chain pre { type nat hook prerouting priority dstnat; RULES; }
      }
      """
          .replace("RULES", rules);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "dnat ip to meta l4proto . th dport map @any4 | 10.0.0.2 | 80",
          "tcp dport 8080 dnat ip to 10.0.0.3:81        | 10.0.0.3 | 81",
          "dnat ip to tcp dport map { 8080 : 10.0.0.4 } | 10.0.0.4 | 8080",
          "tcp dport 8080 redirect to :9090             | 192.0.2.1 | 9090",
          "udp dport 8080 dnat ip to 10.0.0.3           | 192.0.2.1 | 8080",
          "fib daddr type != local return; dnat ip to 10.0.0.5 | 10.0.0.5 | 8080",
          "dnat ip to 10.0.0.5; dnat ip to 10.0.0.6     | 10.0.0.5 | 8080"
        })
    void leadsOn(String rules, String address, int port) {
      Judgement judged = judge(Point.PREROUTING, nat(rules), ASKING);
      assertThat(judged).isInstanceOf(Judgement.Passed.class);
      Packet after = ((Judgement.Passed) judged).packet();
      assertThat(after.tuple().destination()).isEqualTo(IpAddress.parse(address));
      assertThat(after.tuple().destinationPort()).isEqualTo(port);
      boolean changed = !after.tuple().equals(ASKING.tuple());
      assertThat(after.tracking().status().contains("dnat")).isEqualTo(changed);
    }

    @Test
    void cannotTellWhereARangeLeads() {
      assertThat(judge(Point.PREROUTING, nat("dnat ip to 10.0.0.2-10.0.0.9"), ASKING))
          .isInstanceOf(Judgement.Unclear.class);
    }

    @Test
    void translatesTheAnswerBack() {
      String rules = nat("tcp dport 8080 dnat ip to 10.0.0.3:81");
      Packet sent = ((Judgement.Passed) judge(Point.PREROUTING, rules, ASKING)).packet();
      Judgement back = judge(Point.POSTROUTING, rules, answerTo(sent));
      assertThat(((Judgement.Passed) back).packet().tuple()).isEqualTo(ASKING.tuple().reversed());
    }

    @Test
    void leavesUnderTheHostsAddress() {
      String rules =
          "table ip n { chain post { type nat hook postrouting priority 100;"
              + " oifname up0 masquerade; } }";
      Packet leaving =
          packet(Protocol.TCP, "10.0.0.2", "198.51.100.7", 443)
              .enteringBy(Optional.of(BRIDGE))
              .leavingBy(Optional.of(OUTSIDE));
      Packet left = ((Judgement.Passed) judge(Point.POSTROUTING, rules, leaving)).packet();
      assertThat(left.tuple().source()).isEqualTo(IpAddress.parse("192.0.2.1"));
    }
  }
}
