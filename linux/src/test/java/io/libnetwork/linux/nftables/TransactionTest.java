package io.libnetwork.linux.nftables;

import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_PROTO;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.VERDICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.Hook.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransactionTest {

  private final Table table = new Table(Family.INET, "t");
  private final SetDefinition nets = table.set("nets", IFNAME);
  private final SetDefinition home = table.set("home", IFNAME, IPV4_ADDR);
  private final MapDefinition any =
      table.map("any", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR, INET_SERVICE);
  private final MapDefinition span =
      table.intervalMap("span", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR);

  @Nested
  class OfDefinitions {

    @Test
    void writesTablesChainsSetsAndMaps() {
      Transaction transaction =
          Transaction.builder()
              .add(table)
              .add(new Table(Family.BRIDGE, "anchor").asOwned())
              .add(table.chain("user"))
              .add(table.chain("forward", Hook.filter(Point.FORWARD, Priority.FILTER.plus(-1))))
              .add(home)
              .add(any)
              .add(span)
              .add(table.map("services", List.of(IPV4_ADDR), VERDICT))
              .build();

      assertThat(transaction)
          .hasToString(
              """
              add table inet t
              add table bridge anchor { flags owner; }
              add chain inet t user
              add chain inet t forward { type filter hook forward priority -1; policy accept; }
              add set inet t home { type ifname . ipv4_addr; }
              add map inet t any { type inet_proto . inet_service : ipv4_addr . inet_service; }
              add map inet t span { type inet_proto . inet_service : ipv4_addr; flags interval; }
              add map inet t services { type ipv4_addr : verdict; }
              """);
      assertThat(transaction.commands()).isEqualTo(8);
    }

    @Test
    void destroysByAddingFirst() {
      Transaction transaction =
          Transaction.builder().destroy(table.chain("c")).destroy(nets).destroy(table).build();

      assertThat(transaction)
          .hasToString(
              """
              add chain inet t c
              flush chain inet t c
              delete chain inet t c
              add set inet t nets { type ifname; }
              delete set inet t nets
              add table inet t
              delete table inet t
              """);
    }

    @Test
    void flushesAndRefillsAChain() {
      Chain chain = table.chain("c");
      Chain other = table.chain("other");

      Transaction transaction =
          Transaction.builder()
              .flush(chain)
              .add(chain.rule("iifname {} ip saddr { 10.0.0.0/8 } jump {}", nets, other))
              .add(chain.rule("oifname != {} drop", Component.ifname("lo")).withComment("only lo"))
              .flush(nets)
              .build();

      assertThat(transaction)
          .hasToString(
              """
              flush chain inet t c
              add rule inet t c iifname @nets ip saddr { 10.0.0.0/8 } jump other
              add rule inet t c oifname != "lo" drop comment "only lo"
              flush set inet t nets
              """);
    }
  }

  @Nested
  class OfElements {

    private final Element ours = nets.element(Component.ifname("br0"));
    private final Element web =
        any.element(key(Protocol.TCP, 80), ip("10.0.0.2"), Component.of(new Port(8080)));

    @Test
    void gathersThemBySetAndKeepsTheirOrder() {
      Transaction transaction =
          Transaction.builder()
              .add(ours)
              .add(web)
              .add(nets.element(Component.ifname("br1")).withComment("second"))
              .build();

      assertThat(transaction)
          .hasToString(
              """
              add element inet t nets { "br0", "br1" comment "second" }
              add element inet t any { 6 . 80 : 10.0.0.2 . 8080 }
              """);
    }

    @Test
    void keepsVerbsApart() {
      Transaction transaction =
          Transaction.builder().add(ours).delete(ours).add(ours).flush(nets).add(ours).build();

      assertThat(transaction)
          .hasToString(
              """
              add element inet t nets { "br0" }
              delete element inet t nets { "br0" }
              add element inet t nets { "br0" }
              flush set inet t nets
              add element inet t nets { "br0" }
              """);
    }

    @Test
    void deletesByKeyAndDestroysByAddingTheWholeFirst() {
      assertThat(Transaction.builder().delete(web).destroy(web.withComment("x")).build())
          .hasToString(
              """
              delete element inet t any { 6 . 80 }
              add element inet t any { 6 . 80 comment "x" : 10.0.0.2 . 8080 }
              delete element inet t any { 6 . 80 }
              """);
    }

    @Test
    void writesRangesAndVerdicts() {
      Element range =
          span.element(
              List.of(Component.of(Protocol.UDP), Component.of(PortRange.parse("8000-8010"))),
              ip("10.0.0.2"));
      MapDefinition services = table.map("services", List.of(IPV4_ADDR), VERDICT);

      assertThat(range).hasToString("17 . 8000-8010 : 10.0.0.2");
      assertThat(services.element(List.of(ip("10.0.0.9")), table.chain("s").jump()))
          .hasToString("10.0.0.9 : jump s");
      assertThat(services.element(List.of(ip("10.0.0.9")), Verdict.DROP))
          .hasToString("10.0.0.9 : drop");
    }

    @Test
    void writesTenThousandAsOneCommand() {
      List<Element> elements =
          IntStream.rangeClosed(1, 10_000)
              .mapToObj(port ->
                  any.element(
                      key(Protocol.TCP, port), ip("10.0.0.2"), Component.of(new Port(port))))
              .toList();

      Transaction transaction = Transaction.builder().add(elements).build();

      assertThat(transaction.commands()).isOne();
      assertThat(transaction.toString())
          .hasLineCount(1)
          .endsWith(", 6 . 10000 : 10.0.0.2 . 10000 }\n");
    }
  }

  @Nested
  class Joined {

    @Test
    void goesOnWithTheOther() {
      Transaction first = Transaction.builder().add(table).build();
      Transaction second = Transaction.builder().add(nets).build();

      Transaction both = Transaction.builder().then(first).then(second).build();

      assertThat(both).hasToString(first.toString() + second);
      assertThat(both.commands()).isEqualTo(2);
    }

    @Test
    void isEmptyWithoutChanges() {
      assertThat(Transaction.builder().add(List.of()).build().isEmpty()).isTrue();
      assertThat(Transaction.EMPTY.toString()).isEmpty();
    }
  }

  private static List<Component> key(Protocol protocol, int port) {
    return List.of(Component.of(protocol), Component.of(new Port(port)));
  }

  private static Component ip(String text) {
    return Component.of(IpAddress.parse(text));
  }
}
