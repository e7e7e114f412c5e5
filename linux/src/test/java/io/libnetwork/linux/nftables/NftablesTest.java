package io.libnetwork.linux.nftables;

import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_PROTO;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.NftablesException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the kernel, in a namespace of its own; what is there is asked of the program `nft`.
class NftablesTest {

  private final Table table = new Table(Family.INET, "t");
  private final SetDefinition nets = table.set("nets", IFNAME);
  private final MapDefinition any =
      table.map("any", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR, INET_SERVICE);
  private final MapDefinition span =
      table.intervalMap("span", List.of(INET_PROTO, INET_SERVICE), IPV4_ADDR);
  private final Element br0 = nets.element(Component.ifname("br0"));

  private KernelRuleset kernel;
  private Nftables nftables;

  @BeforeEach
  void makeANamespace() throws IOException {
    kernel = KernelRuleset.create();
    nftables = kernel.nftables();
    nftables.apply(Transaction.builder().add(table).add(nets).add(any).add(span).build());
  }

  @AfterEach
  void removeTheNamespace() {
    if (kernel != null) {
      kernel.close();
    }
  }

  /// The library forgets the names of interfaces at the end of each command, in whichever thread
  /// and namespace: what another one reads at that time would be gone.
  @Test
  void severalRulesetsMayBeListedAtOnce() throws Exception {
    try (KernelRuleset other = KernelRuleset.create();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Boolean>> listings = new ArrayList<>();
      for (KernelRuleset each : List.of(kernel, other)) {
        each.nft("add", "table", "inet", "byindex");
        each.nft("add", "chain", "inet", "byindex", "c");
        for (int rules = 0; rules < 20; rules++) {
          each.nft("add", "rule", "inet", "byindex", "c", "iif", "lo", "accept");
        }
        listings.add(() -> listsWhole(each.nftables(), new Table(Family.INET, "byindex")));
      }
      for (Future<Boolean> whole : threads.invokeAll(listings)) {
        assertThat(whole.get()).isTrue();
      }
    }
  }

  private static boolean listsWhole(Nftables each, Table table) {
    String first = each.list(table);
    boolean same = count(first, "\"lo\"") == 20;
    for (int round = 0; round < 1000; round++) {
      same &= each.list(table).equals(first);
    }
    return same;
  }

  @Nested
  class Applied {

    @Test
    void aWholeFirewallIsThere() throws Exception {
      nftables.apply(RulesetFixture.skeleton());
      nftables.apply(RulesetFixture.skeleton());

      String printed = kernel.nft("-j", "-p", "-y", "list", "table", "inet", "libnetwork");
      assertThat(count(printed, "\"set\": {\"family\"")).isEqualTo(16);
      assertThat(count(printed, "\"map\": {\"family\"")).isEqualTo(6);
      assertThat(count(printed, "\"rule\": {")).isEqualTo(38);
      assertThat(count(printed, "\"hook\":")).isEqualTo(7);
      assertThat(nftables.list(RulesetFixture.TABLE)).isEqualToIgnoringNewLines(printed);
    }

    @Test
    void tenThousandElementsAreThere() throws Exception {
      nftables.apply(Transaction.builder().add(ports(10_000)).build());
      assertThat(count(kernel.nft("-j", "list", "map", "inet", "t", "any"), "10.0.0.2"))
          .isEqualTo(10_000);

      nftables.apply(Transaction.builder().destroy(ports(10_000)).build());
      assertThat(kernel.nft("-j", "list", "map", "inet", "t", "any")).doesNotContain("10.0.0.2");
    }

    @Test
    void oddButLawfulInterfaceNamesAreTakenLiterally() throws Exception {
      List<String> names = List.of("a;b", "c#d", "{}", "@nets", "$x", "1234", "lo", "e'f", "g,h");
      Transaction.Builder builder = Transaction.builder();
      names.forEach(name -> builder.add(nets.element(Component.ifname(name))));
      nftables.apply(builder.build());

      String printed = kernel.nft("-j", "list", "set", "inet", "t", "nets");
      assertThat(names).allSatisfy(name -> assertThat(printed).contains("\"" + name + "\""));
    }

    @Test
    void elementCommentsAreKept() throws Exception {
      nftables.apply(
          Transaction.builder()
              .add(br0.withComment("owner 4711; #1"))
              .add(port(80).withComment("web"))
              .build());

      assertThat(kernel.nft("list", "table", "inet", "t"))
          .contains("\"br0\" comment \"owner 4711; #1\"")
          .contains("comment \"web\" : 10.0.0.2 . 80");
    }

    @Test
    void nothingIsAskedForAnEmptyTransaction() {
      nftables.apply(Transaction.EMPTY);

      assertThat(nftables.exists(table)).isTrue();
    }
  }

  @Nested
  class Refused {

    @Test
    void leavesNothing() throws Exception {
      String before = kernel.nft("-j", "list", "ruleset");
      Table second = new Table(Family.INET, "second");
      Transaction transaction =
          Transaction.builder().add(second).add(br0).add(ports(1000)).delete(port(2000)).build();

      assertThatExceptionOfType(NftablesException.class)
          .isThrownBy(() -> nftables.apply(transaction))
          .withMessageContaining("nftables refused the transaction")
          .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));

      assertThat(kernel.nft("-j", "list", "ruleset")).isEqualTo(before);
      assertThat(nftables.exists(second)).isFalse();
    }

    @Test
    void doesNotSpoilTheNext() {
      assertThatExceptionOfType(NftablesException.class)
          .isThrownBy(() -> nftables.apply(Transaction.builder().delete(br0).build()))
          .withMessageContaining("\"br0\"");

      nftables.apply(Transaction.builder().add(br0).build());

      assertThat(nftables.list(nets)).contains("br0");
    }

    @Test
    void showsTheElementAmongMany() {
      List<Element> elements = new ArrayList<>(ports(1000));
      nftables.apply(Transaction.builder().add(elements).build());
      elements.add(700, port(2000));

      assertThatExceptionOfType(NftablesException.class)
          .isThrownBy(() -> nftables.apply(Transaction.builder().delete(elements).build()))
          .withMessageContaining("{ 6 . 2000 : 10.0.0.2 . 2000 } of map inet t any")
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(1000));
      assertThat(count(nftables.list(any), "10.0.0.2")).isEqualTo(1000);
    }

    @Test
    void saysThatAKeyHasOtherData() {
      nftables.apply(Transaction.builder().add(port(80)).build());
      Element other = any.element(port(80).key(), address("10.0.0.3"), Component.of(new Port(80)));

      assertReason(Reason.EXISTS, Transaction.builder().add(other).build());
      assertReason(Reason.EXISTS, Transaction.builder().destroy(other).build());
    }

    @Test
    void saysThatASetIsInUse() {
      Chain chain = table.chain("c");
      nftables.apply(
          Transaction.builder().add(chain).add(chain.rule("iifname {} drop", nets)).build());

      assertReason(Reason.BUSY, Transaction.builder().delete(nets).build());
    }

    @Test
    void saysThatRangesOverlap() {
      nftables.apply(Transaction.builder().add(range("8000-8010")).build());
      SetDefinition prefixes = table.intervalSet("prefixes", IPV4_ADDR);
      nftables.apply(
          Transaction.builder().add(prefixes).add(prefixes.element(prefix("10.0.0.0/8"))).build());

      assertReason(
          Reason.EXISTS, Transaction.builder().add(range("8005-8020", "10.0.0.3")).build());
      Element inside = prefixes.element(prefix("10.1.0.0/16"));
      assertReason(Reason.EXISTS, Transaction.builder().add(inside).build());
    }

    @Test
    void saysWhatCannotBeListed() {
      assertThatExceptionOfType(NftablesException.class)
          .isThrownBy(() -> nftables.list(new Table(Family.IP6, "nowhere")))
          .withMessageContaining("list table ip6 nowhere")
          .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void refusesAWordOfItsOwnLanguageAsAName() {
      assertReason(Reason.OTHER, Transaction.builder().add(table.chain("dnat")).build());
    }

    private void assertReason(Reason expected, Transaction transaction) {
      assertThatExceptionOfType(NftablesException.class)
          .isThrownBy(() -> nftables.apply(transaction))
          .satisfies(
              refused -> assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(expected));
    }
  }

  @Nested
  class Destroyed {

    @Test
    void elementsMayBeThereOrNot() {
      List<Element> elements = List.of(br0, port(80), range("8000-8010"));
      Transaction destroy = Transaction.builder().destroy(elements).build();

      nftables.apply(destroy);
      nftables.apply(Transaction.builder().add(elements).build());
      nftables.apply(destroy);
      nftables.apply(destroy);

      assertThat(nftables.list(table)).doesNotContain("\"elem\"");
    }

    @Test
    void leavesTheOtherElements() {
      nftables.apply(
          Transaction.builder().add(ports(10)).add(range("1-2")).add(range("4-5")).build());

      nftables.apply(Transaction.builder().destroy(port(3)).destroy(range("4-5")).build());

      assertThat(count(nftables.list(any), "10.0.0.2")).isEqualTo(9);
      assertThat(nftables.list(span)).contains("\"range\": [1, 2]").doesNotContain("[4, 5]");
    }

    @Test
    void tablesChainsAndSetsMayBeThereOrNot() {
      Chain chain = table.chain("c", Hook.filter(Hook.Point.INPUT, Priority.FILTER));
      nftables.apply(Transaction.builder().add(chain).add(chain.rule("accept")).build());
      Transaction parts = Transaction.builder().destroy(chain).destroy(any).destroy(span).build();
      Transaction whole = Transaction.builder().destroy(table).build();

      nftables.apply(parts);
      nftables.apply(parts);
      nftables.apply(whole);
      nftables.apply(whole);

      assertThat(nftables.exists(table)).isFalse();
    }

    /// The kernel refuses to add it at another hook, so it must not be added with one first.
    @Test
    void aChainMayBeAtAnotherHook() {
      Chain moved = table.chain("c", Hook.filter(Hook.Point.OUTPUT, Priority.FILTER));
      Chain wanted = table.chain("c", Hook.filter(Hook.Point.INPUT, Priority.FILTER));
      nftables.apply(Transaction.builder().add(moved).build());

      nftables.apply(Transaction.builder().destroy(wanted).add(wanted).build());

      assertThat(nftables.list(table)).contains("\"hook\": \"input\"");
    }
  }

  @Nested
  class SharedByThreads {

    @Test
    void takesTheChangesOfAll() throws Exception {
      runFourTimes(worker -> () -> addAll(nftables, worker));

      assertThat(count(nftables.list(any), "10.0.0.2")).isEqualTo(400);
    }

    @Test
    void takesTheChangesOfSeveralContexts() throws Exception {
      runFourTimes(worker ->
          () -> {
            try (Nftables own = kernel.open()) {
              return addAll(own, worker);
            }
          });

      assertThat(count(nftables.list(any), "10.0.0.2")).isEqualTo(400);
    }

    private boolean addAll(Nftables to, int worker) {
      for (int i = 1; i <= 100; i++) {
        to.apply(Transaction.builder().add(port(worker * 1000 + i)).build());
      }
      return to.exists(table);
    }

    private void runFourTimes(IntFunction<Callable<Boolean>> work) throws Exception {
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      for (int worker = 1; worker <= 4; worker++) {
        FutureTask<Boolean> task = new FutureTask<>(work.apply(worker));
        tasks.add(task);
        Thread.ofVirtual().start(task);
      }
      for (FutureTask<Boolean> task : tasks) {
        assertThat(task.get()).isTrue();
      }
    }
  }

  @Nested
  class Closed {

    @Test
    void staysClosed() {
      nftables.close();
      nftables.close();

      assertThatIllegalStateException()
          .isThrownBy(() -> nftables.apply(Transaction.EMPTY))
          .withMessageContaining("closed");
      assertThatIllegalStateException().isThrownBy(() -> nftables.exists(table));
      assertThatIllegalStateException().isThrownBy(nftables::listRuleset);
    }

    @Test
    void takesAnOwnedTableWithIt() throws Exception {
      Table owned = new Table(Family.INET, "anchor").asOwned();
      try (Nftables owner = kernel.open()) {
        owner.apply(Transaction.builder().add(owned).build());
        assertThat(kernel.nft("list", "tables")).contains("table inet anchor");
        assertThatExceptionOfType(NftablesException.class)
            .isThrownBy(() -> nftables.apply(Transaction.builder().delete(owned).build()))
            .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_PERMITTED));
      }

      assertThat(kernel.nft("list", "tables")).isEqualTo("table inet t\n");
    }
  }

  @Nested
  class Installed {

    @Test
    void namesThePackageWhereItIsNot() {
      assertThat(new NftablesUnavailableException("libnftables.so.1"))
          .hasMessageContaining("apt-get install libnftables1");
    }
  }

  private List<Element> ports(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(this::port).toList();
  }

  private Element port(int number) {
    Component port = Component.of(new Port(number));
    return any.element(List.of(Component.of(Protocol.TCP), port), address("10.0.0.2"), port);
  }

  private Element range(String ports) {
    return range(ports, "10.0.0.2");
  }

  private Element range(String ports, String to) {
    Component range = Component.of(PortRange.parse(ports));
    return span.element(List.of(Component.of(Protocol.TCP), range), address(to));
  }

  private static Component address(String text) {
    return Component.of(IpAddress.parse(text));
  }

  private static Component prefix(String text) {
    return Component.of(IpPrefix.parse(text));
  }

  private static long count(String text, String part) {
    return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
  }

  /// What is there, against what should be.
  @Nested
  class Compared {

    private final Chain chain = table.chain("c");
    private final SetDefinition from =
        table.intervalSet("from", IPV4_ADDR, INET_PROTO, INET_SERVICE);

    private Element port(int host, String to) {
      return any.element(
          List.of(Component.of(Protocol.TCP), Component.of(new Port(host))),
          Component.of(IpAddress.parse(to)),
          Component.of(new Port(80)));
    }

    private Element client(String prefix) {
      return from.element(
          Component.of(IpPrefix.parse(prefix)),
          Component.of(Protocol.TCP),
          Component.of(PortRange.parse("80-90")));
    }

    private void makeRules() {
      nftables.apply(
          Transaction.builder()
              .add(chain)
              .flush(chain)
              .add(chain.rule("iifname {} tcp dport { 80, 443 } accept", nets))
              .add(chain.rule("drop"))
              .build());
    }

    @Test
    void lacksWhatIsNotThereAndWhatLeadsElsewhere() {
      List<Element> wanted = List.of(port(1, "10.0.0.1"), port(2, "10.0.0.2"), port(3, "10.0.0.3"));
      assertThat(nftables.lacking(any, wanted)).isEqualTo(wanted);
      nftables.apply(
          Transaction.builder().add(List.of(port(1, "10.0.0.1"), port(2, "10.0.0.9"))).build());
      assertThat(nftables.lacking(any, wanted)).isEqualTo(wanted.subList(1, 3));
    }

    @Test
    void lacksNoneOfThousands() {
      List<Element> wanted =
          IntStream.rangeClosed(1, 5_000).mapToObj(host -> port(host, "10.0.0.1")).toList();
      nftables.apply(Transaction.builder().add(wanted).build());
      assertThat(nftables.lacking(any, wanted)).isEmpty();
    }

    @Test
    void takesARangeThatALargerOneCoversForThere() {
      nftables.apply(Transaction.builder().add(from).add(List.of(client("10.0.0.0/8"))).build());
      List<Element> wanted = List.of(client("10.0.0.0/8"), client("10.1.0.0/16"));
      assertThat(nftables.lacking(from, wanted)).isEmpty();
      List<Element> others = List.of(client("0.0.0.0/0"), client("11.0.0.0/8"));
      assertThat(nftables.lacking(from, others)).isEqualTo(others);
    }

    @Test
    void lacksAllOfASetThatIsGone() throws Exception {
      kernel.nft("delete", "set", "inet", "t", "nets");
      assertThat(nftables.lacking(nets, List.of(br0))).containsExactly(br0);
    }

    @Test
    void hasTheSameShapeHoweverOftenItsRulesAreMade() {
      makeRules();
      TableShape once = nftables.shape(table).orElseThrow();
      assertThat(once.sets()).containsExactlyInAnyOrder("nets", "any", "span");
      assertThat(once.chains().get("c")).hasSize(3);
      makeRules();
      makeRules();
      nftables.apply(Transaction.builder().add(br0).build());
      assertThat(nftables.shape(table)).contains(once);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "add rule inet t c accept",
          "flush chain inet t c",
          "delete chain inet t d",
          "chain inet t base { policy drop ; }",
          "replace rule inet t c handle RULE iifname @nets tcp dport { 80, 444 } accept",
          "replace rule inet t c handle RULE iifname != @nets tcp dport { 80, 443 } accept",
          "delete map inet t span",
        })
    void hasAnotherShapeWhenSomebodyHasChangedIt(String command) throws Exception {
      kernel.nft("add", "chain", "inet", "t", "d");
      kernel.nft("add chain inet t base { type filter hook input priority 0 ; policy accept ; }");
      makeRules();
      TableShape before = nftables.shape(table).orElseThrow();
      int generation = nftables.generation();
      String listing = kernel.nft("-a", "list", "chain", "inet", "t", "c");
      String handle =
          Pattern.compile("443 } accept # handle (\\d+)")
              .matcher(listing)
              .results()
              .findFirst()
              .orElseThrow()
              .group(1);
      kernel.nft(command.replace("RULE", handle));
      assertThat(nftables.shape(table).orElseThrow()).isNotEqualTo(before);
      assertThat(nftables.generation()).isEqualTo(generation + 1);
    }

    @Test
    void hasNoShapeWhereItIsGone() {
      assertThat(nftables.shape(new Table(Family.INET, "none"))).isEmpty();
      assertThat(nftables.shape(new Table(Family.BRIDGE, "t"))).isEmpty();
    }
  }
}
