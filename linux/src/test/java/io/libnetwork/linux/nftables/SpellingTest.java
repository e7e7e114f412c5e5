package io.libnetwork.linux.nftables;

import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.VERDICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

  private final Table table = new Table(Family.INET, "t");
  private final SetDefinition nets = table.set("nets", IFNAME);

  @Nested
  class Identifiers {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", " ", "1t", "_t", "t t", "t;", "t\n", "t\nflush ruleset", "t{", "t}", "t\"", "t'",
          "t\\", "t/", "t-t", "t.t", "t*", "t#", "@t", "$t", "tä", "t\0", "t\u2028", "\uff54",
          "a123456789012345678901234567890123456789012345678901234567890abcd"
        })
    void areRefusedForTablesChainsSetsAndMaps(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Table(Family.INET, name))
          .withMessageContaining("malformed table name")
          .withMessageMatching("[ -~]*");
      assertThatIllegalArgumentException().isThrownBy(() -> table.chain(name));
      assertThatIllegalArgumentException().isThrownBy(() -> table.set(name, IFNAME));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.map(name, List.of(IFNAME), IPV4_ADDR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "T_1", "libnetwork", "svc_0a1b2c"})
    void areTaken(String name) {
      assertThat(new Table(Family.INET, name).name()).isEqualTo(name);
    }
  }

  @Nested
  class InterfaceNames {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          ".",
          "..",
          "br 0",
          "br\t0",
          "br\n0",
          "br/0",
          "br\"0",
          "br\\0",
          "br*",
          "br:0",
          "br\0",
          "brä",
          "br\u007f",
          "br\u00a0",
          "br\u2028",
          "br0123456789abcd",
          "\" }; flush",
          "x\"\nadd table"
        })
    void areRefused(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Component.ifname(name))
          .withMessageContaining("malformed interface name")
          .withMessageMatching("[ -~]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo", "br-0a1b2c3d4e5f", "eth0.100", "veth;x", "a#b", "{}", "@x", "$x"})
    void areTaken(String name) {
      assertThat(Component.ifname(name)).hasToString("\"" + name + "\"");
    }
  }

  @Nested
  class Comments {

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a\nb", "a\rb", "ä", "a\0b", "a\tb", "a\u2028b"})
    void areRefused(String comment) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> nets.element(Component.ifname("lo")).withComment(comment))
          .withMessageContaining("malformed comment");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.chain("c").rule("drop").withComment(comment));
    }

    @Test
    void haveAtMost128Characters() {
      Element element = nets.element(Component.ifname("lo"));

      assertThat(element.withComment("x".repeat(128)).comment()).contains("x".repeat(128));
      assertThatIllegalArgumentException().isThrownBy(() -> element.withComment("x".repeat(129)));
    }
  }

  @Nested
  class Rules {

    private final Chain chain = table.chain("c");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "drop\ndrop",
          "drop; drop",
          "drop # x",
          "iifname \"lo\" drop",
          "dr\\op",
          "drop ä"
        })
    void areRefusedWithWhatEndsACommand(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> chain.rule(text))
          .withMessageContaining("malformed rule");
    }

    @Test
    void needAPlaceForEachArgument() {
      assertThatIllegalArgumentException().isThrownBy(() -> chain.rule("iifname {} drop"));
      assertThatIllegalArgumentException().isThrownBy(() -> chain.rule("drop", nets));
    }

    @Test
    void doNotTakeAnArgumentForAPlace() {
      assertThat(chain.rule("iifname {} oifname {} drop", Component.ifname("{}"), nets))
          .hasToString("iifname \"{}\" oifname @nets drop");
    }

    @Test
    void referToTheirOwnTableOnly() {
      Table other = new Table(Family.BRIDGE, "t");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> chain.rule("iifname {} drop", other.set("nets", IFNAME)))
          .withMessageContaining("same table");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> chain.rule("jump {}", other.chain("d")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> chain.rule("{}", other.chain("d").jump()));
    }
  }

  @Nested
  class Types {

    @Test
    void ofElementsMustBeThoseOfTheirSet() {
      Component address = Component.of(IpAddress.parse("10.0.0.1"));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> nets.element(address))
          .withMessageContaining("[ipv4_addr]")
          .withMessageContaining("10.0.0.1");
      assertThatIllegalArgumentException().isThrownBy(() -> nets.element());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.set("six", ElementType.IPV6_ADDR).element(address));
    }

    @Test
    void takeRangesInIntervalsOnly() {
      Component range = Component.of(new PortRange(new Port(1), new Port(2)));

      assertThat(table.intervalSet("ports", INET_SERVICE).element(range)).hasToString("1-2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.set("ports", INET_SERVICE).element(range))
          .withMessageContaining("no ranges");
    }

    @Test
    void haveVerdictsOnlyAsAMapsDataAndAlone() {
      assertThatIllegalArgumentException().isThrownBy(() -> table.set("v", VERDICT));
      assertThatIllegalArgumentException().isThrownBy(() -> table.set("none"));
      assertThatIllegalArgumentException().isThrownBy(() -> table.map("v", List.of(IFNAME)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.map("v", List.of(IFNAME), IPV4_ADDR, VERDICT));
    }
  }
}
