package io.libnetwork.linux.nftables;

import static io.libnetwork.linux.nftables.ElementType.ETHER_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_PROTO;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IPV6_ADDR;
import static io.libnetwork.linux.nftables.ElementType.VERDICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.NftablesException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our messages against libnftables' for the same elements: whoever adds it, to the kernel it is
/// one element.
class ElementMessagesTest {

  private static final Table TABLE = new Table(Family.INET, "t");
  private static final Table FRAMES = new Table(Family.BRIDGE, "t");
  private static final Chain TARGET = TABLE.chain("target");
  private static final Component IPV4 = Component.of(IpAddress.parse("10.1.2.3"));
  private static final Component IPV6 = Component.of(IpAddress.parse("fd00::1:2"));
  private static final Component TCP = Component.of(Protocol.TCP);
  private static final Component PORT = Component.of(new Port(8080));
  private static final Component PORTS =
      Component.of(new PortRange(new Port(8000), new Port(8999)));
  private static final Component NAME = Component.ifname("br-0123456789ab");

  private KernelRuleset kernel;
  private Nftables nftables;

  static Stream<Element> elements() {
    Component mac = Component.of(MacAddress.parse("02:42:ac:11:00:02"));
    Component subnet = Component.of(IpPrefix.parse("10.1.0.0/20"));
    Component subnet6 = Component.of(IpPrefix.parse("fd00:1::/33"));
    return Stream.of(
        TABLE.set("a", IFNAME).element(NAME),
        TABLE.set("b", IPV4_ADDR).element(IPV4),
        TABLE.set("c", IPV6_ADDR).element(IPV6),
        TABLE.set("d", INET_PROTO).element(TCP),
        TABLE.set("e", INET_SERVICE).element(PORT),
        TABLE.set("f", ETHER_ADDR).element(mac),
        TABLE.set("g", IFNAME, IPV4_ADDR, INET_PROTO, INET_SERVICE).element(NAME, IPV4, TCP, PORT),
        TABLE.set("h", IFNAME, ETHER_ADDR).element(NAME, mac),
        FRAMES.set("i", IFNAME, IPV6_ADDR).element(NAME, IPV6),
        TABLE.set("j", IPV4_ADDR).element(IPV4).withComment("endpoint web"),
        TABLE
            .map("k", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR, INET_SERVICE)
            .element(List.of(TCP, PORT), IPV4, PORT),
        TABLE.map("l", List.of(IPV6_ADDR), IPV6_ADDR).element(List.of(IPV6), IPV6),
        TABLE.map("m", List.of(INET_SERVICE), VERDICT).element(List.of(PORT), Verdict.DROP),
        TABLE.map("n", List.of(INET_SERVICE), VERDICT).element(List.of(PORT), Verdict.ACCEPT),
        TABLE
            .map("o", List.of(INET_SERVICE), VERDICT)
            .element(List.of(PORT), new Verdict.Jump(TARGET)),
        TABLE.intervalSet("p", IPV4_ADDR, INET_SERVICE).element(subnet, PORTS),
        TABLE.intervalSet("q", IPV6_ADDR, INET_PROTO).element(subnet6, TCP),
        TABLE
            .intervalMap("r", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR)
            .element(List.of(TCP, PORTS), IPV4),
        TABLE
            .intervalMap("s", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR)
            .element(List.of(TCP, PORT), IPV4),
        TABLE.intervalSet("t", IPV4_ADDR).element(subnet));
  }

  @BeforeEach
  void makeANamespace() throws IOException {
    kernel = KernelRuleset.create();
    nftables = kernel.nftables();
    nftables.apply(Transaction.builder().add(TABLE).add(FRAMES).add(TARGET).build());
  }

  @AfterEach
  void removeTheNamespace() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @ParameterizedTest
  @MethodSource("elements")
  void addWhatLibnftablesAddsAndDeletes(Element element) {
    nftables.apply(Transaction.builder().add(element.definition()).build());
    Transaction.Builder add = Transaction.builder().add(element);

    nftables.apply(add.build());
    String ours = nftables.list(element.definition());
    nftables.apply(byLibrary(element.definition().table()).delete(element).build());
    nftables.apply(byLibrary(element.definition().table()).add(element).build());

    assertThat(ours).contains("\"elem\"").isEqualTo(nftables.list(element.definition()));
    nftables.apply(add.build());
    nftables.apply(Transaction.builder().delete(element).build());
    assertThat(nftables.list(element.definition())).doesNotContain("\"elem\"");
  }

  @Test
  void areAllRefusedWithOne() {
    SetDefinition set = TABLE.set("b", IPV4_ADDR);
    nftables.apply(Transaction.builder().add(set).build());
    Element present = set.element(IPV4);
    Element absent = set.element(Component.of(IpAddress.parse("10.9.9.9")));

    assertThatExceptionOfType(NftablesException.class)
        .isThrownBy(() -> nftables.apply(Transaction.builder().add(present).delete(absent).build()))
        .withMessageContaining("to delete { 10.9.9.9 } of set inet t b")
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));

    assertThat(nftables.list(set)).doesNotContain("elem");
  }

  @Test
  void nameTheSetThatIsNotThere() {
    SetDefinition gone = TABLE.set("gone", IPV4_ADDR);

    assertThatExceptionOfType(NftablesException.class)
        .isThrownBy(() -> nftables.apply(Transaction.builder().add(gone.element(IPV4)).build()))
        .withMessageContaining("set inet t gone")
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void refuseARangeThatOverlapsAnother() {
    MapDefinition map = TABLE.intervalMap("r", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR);
    nftables.apply(Transaction.builder().add(map).build());
    nftables.apply(Transaction.builder().add(map.element(List.of(TCP, PORTS), IPV4)).build());

    Component other = Component.of(IpAddress.parse("10.1.2.4"));
    assertThatExceptionOfType(NftablesException.class)
        .isThrownBy(() ->
            nftables.apply(
                Transaction.builder().add(map.element(List.of(TCP, PORT), other)).build()))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.EXISTS));
  }

  /// What is not of elements alone goes through libnftables.
  private static Transaction.Builder byLibrary(Table table) {
    return Transaction.builder().add(table);
  }
}
