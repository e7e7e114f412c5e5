package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.NameCounters;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PlannedStep;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.server.NameTally;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What containers are told of names by the server at 127.0.0.11, asked by `dig` and by the C
/// library.
class NamesTest {

  private static final String ID = "0123456789abcdef".repeat(4);

  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network lan;

  @TempDir private Path folder;
  private final StateStore store = new MemoryStore();

  @BeforeEach
  void open() throws IOException {

    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    Path resolvConf = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    Path nowhere = folder.resolve("nowhere");
    audit = LeakAudit.begin(host);
    controller = controller(resolvConf, nowhere);
    lan = dual("lan");
  }

  private Controller controller(Path resolvConf, Path nowhere) {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Store(store),
        new ControllerOption.Names(Duration.ofSeconds(7), resolvConf, nowhere));
  }

  @AfterEach
  void close() {
    if (controller != null) {
      controller.removeAll(controller.sandboxes());
      controller.networks().forEach(Network::delete);
      controller.close();
      host.host().close();
      List<String> leaks = audit.leaks();
      host.close();
      assertThat(leaks).as("left behind").isEmpty();
    }
  }

  private Network dual(String name, NetworkOption... options) {
    NetworkOption[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = new NetworkOption.Ipv6(true);
    return controller.createNetwork("bridge", name, all);
  }

  private static String dig(Attachment from, String... question) {
    return dig(from.sandbox(), question);
  }

  /// The answers' data, a line each.
  private static String dig(Sandbox from, String... question) {
    String[] command = new String[question.length + 5];
    List.of("dig", "+short", "+tries=1", "+time=2", "@127.0.0.11").toArray(command);
    System.arraycopy(question, 0, command, 5, question.length);
    return Commands.run(Path.of(from.key()), command).strip();
  }

  /// The whole of what dig says.
  private static String digAll(Attachment from, String... question) {
    String[] command = new String[question.length + 4];
    List.of("dig", "+tries=1", "+time=2", "@127.0.0.11").toArray(command);
    System.arraycopy(question, 0, command, 4, question.length);
    return Commands.run(Path.of(from.sandbox().key()), command);
  }

  private static String address(Endpoint endpoint, IpFamily family) {
    return endpoint.address(family).orElseThrow().address().toString();
  }

  @Nested
  class Addresses {

    @Test
    void areFoundByEveryNameOfAContainer() {
      Attachment web = controller.attach("web", lan);
      Attachment db =
          controller.attach(
              ID,
              lan,
              new EndpointOption.Aliases(List.of("db", "my_store")),
              new SandboxOption.Hostname("vault"));
      String v4 = address(db.endpoint(), IpFamily.V4);
      String v6 = address(db.endpoint(), IpFamily.V6);

      for (String name :
          List.of("db", "DB", "my_store", "vault", ID.substring(0, 12), "db.lan", "Db.LAN.")) {
        assertThat(dig(web, name, "A")).as(name).isEqualTo(v4);
        assertThat(dig(web, name, "AAAA")).as(name).isEqualTo(v6);
      }
      assertThat(dig(web, "-x", v4)).isEqualTo("db.lan.");
    }

    @Test
    void areFoundOverConnectionsToo() {
      Attachment web = controller.attach("web", lan);
      assertThat(dig(web, "+tcp", "web")).isEqualTo(address(web.endpoint(), IpFamily.V4));
    }

    @Test
    void areFoundBackwards() {
      Attachment web = controller.attach("web", lan);
      assertThat(dig(web, "-x", address(web.endpoint(), IpFamily.V4))).isEqualTo("web.lan.");
      assertThat(dig(web, "-x", address(web.endpoint(), IpFamily.V6))).isEqualTo("web.lan.");
    }

    @Test
    void areThoseOfAllWhoShareAName() {
      Attachment one = controller.attach("one", lan, new EndpointOption.Aliases(List.of("app")));
      Attachment two = controller.attach("two", lan, new EndpointOption.Aliases(List.of("app")));

      assertThat(dig(one, "app").lines())
          .containsExactlyInAnyOrder(
              address(one.endpoint(), IpFamily.V4), address(two.endpoint(), IpFamily.V4));
      two.sandbox().delete();
      assertThat(dig(one, "app")).isEqualTo(address(one.endpoint(), IpFamily.V4));
    }

    @Test
    void canBeKeptForAsLongAsWasSaid() {
      Attachment web = controller.attach("web", lan);
      assertThat(digAll(web, "web")).containsPattern("web\\.\\s+7\\s+IN\\s+A");
    }

    @Test
    void areOfThoseOnTheAskersNetworksAlone() {
      Network other = dual("other");
      Attachment web = controller.attach("web", lan);
      Attachment db = controller.attach("db", other);

      assertThat(digAll(web, "db")).contains("status: NXDOMAIN");
      assertThat(digAll(web, "db.other")).doesNotContain("status: NOERROR");

      Endpoint second = other.createEndpoint("web-other");
      second.join(web.sandbox());
      assertThat(dig(web, "db")).isEqualTo(address(db.endpoint(), IpFamily.V4));
      second.leave();
      assertThat(digAll(web, "db")).contains("status: NXDOMAIN");
      second.delete();
    }

    @Test
    void areFoundByTheCLibrary() {
      Attachment web = controller.attach("web", lan);
      controller.attach("db", lan);
      String found =
          Commands.run(
              Path.of(web.sandbox().key()),
              "unshare",
              "-m",
              "sh",
              "-ec",
              "echo nameserver 127.0.0.11 > /tmp/names.$$; "
                  + "mount --bind /tmp/names.$$ /etc/resolv.conf; rm /tmp/names.$$; "
                  + "getent ahostsv4 db | head -n 1 | cut -d' ' -f1");
      assertThat(found.strip()).matches("172\\.\\d+\\.0\\.3");
    }
  }

  @Nested
  class Refusals {

    @Test
    void tellAKnownNameFromOneThatNobodyKnows() {
      Attachment web = controller.attach("web", lan);
      assertThat(digAll(web, "web", "MX")).contains("status: NOERROR", "ANSWER: 0");
      assertThat(digAll(web, "web", "HTTPS")).contains("status: NOERROR", "ANSWER: 0");
      assertThat(digAll(web, "nobody", "MX")).contains("status: NXDOMAIN");
      assertThat(digAll(web, "nobody.lan")).contains("status: NXDOMAIN");
      assertThat(digAll(web, "-x", "172.17.0.77")).contains("status: NXDOMAIN");
    }

    @Test
    void areAnsweredToWhoAsksForEverything() {
      Attachment web = controller.attach("web", lan);
      assertThat(digAll(web, "+tcp", "web", "ANY")).contains("status: REFUSED");
      assertThat(digAll(web, "web", "CH", "TXT")).contains("status: REFUSED");
      assertThat(digAll(web, "+opcode=5", "web")).contains("status: NOTIMP");
      assertThat(digAll(web, "+edns=1", "+noednsnegotiation", "web")).contains("BADVERS");
    }

    /// An internal network has no way out, not even by its name server.
    @Test
    void areWhatInternalNetworksHearOfTheWorld() {
      Network sealed = dual("sealed", new NetworkOption.Internal());
      Attachment web = controller.attach("web", sealed);
      assertThat(digAll(web, "example.org")).contains("status: NXDOMAIN");
    }
  }

  @Nested
  class TheWorld {

    @Test
    void isAskedFromTheHostForWhatIsNotKnownHere() throws IOException {
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web = controller.attach("web", lan);

        assertThat(dig(web, "www.example.org")).isEqualTo("192.0.2.1");
        assertThat(dig(web, "+tcp", "tcp.example.org")).isEqualTo("192.0.2.1");
        assertThat(digAll(web, "nothing.example.org", "AAAA"))
            .contains("status: NOERROR", "ANSWER: 0");
        assertThat(digAll(web, "no.such")).contains("status: NXDOMAIN");
        assertThat(dig(web, "big.example.org", "TXT").lines()).hasSize(40);
        assertThat(upstream.asked())
            .contains("www.example.org.", "tcp.example.org.", "nothing.example.org.", "no.such.");
      }
    }

    @Test
    void isNotAskedAgainForWhatItHasSaid() throws IOException {
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web = controller.attach("web", lan);
        Attachment db = controller.attach("db", lan);
        for (int i = 0; i < 5; i++) {
          assertThat(dig(i % 2 == 0 ? web : db, "www.example.org")).isEqualTo("192.0.2.1");
        }
        assertThat(upstream.asked()).containsOnly("www.example.org.");
      }
    }

    /// Neither those that are known, nor those that nobody else can know.
    @Test
    void hearsOfNoNameOfOurs() throws IOException {
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Network sealed = dual("sealed", new NetworkOption.Internal());
        Attachment web = controller.attach("web", lan);
        Attachment vault = controller.attach("vault", sealed);
        String v4 = address(web.endpoint(), IpFamily.V4);
        dig(web, "web");
        dig(web, "web", "MX");
        dig(web, "web.lan");
        dig(web, "gone");
        dig(web, "gone.lan");
        dig(web, "-x", v4);
        dig(web, "-x", v4.substring(0, v4.lastIndexOf('.')) + ".99");
        dig(web, "99.0.17.172.in-addr.arpa", "TXT");
        dig(web, "99.0.17.172.in-addr.arpa", "A");
        dig(vault, "www.example.org");
        dig(vault, "+tcp", "www.example.org");
        assertThat(upstream.asked()).isEmpty();
      }
    }

    @Test
    void isAskedFromInsideWhereTheSandboxHasServersOfItsOwn() throws IOException {
      Attachment server = controller.attach("server", lan);
      String address = address(server.endpoint(), IpFamily.V4);
      try (FakeNameServer inside = FakeNameServer.open(host, server.sandbox(), address);
          FakeNameServer outside = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web =
            controller.attach("web", lan, new SandboxOption.Dns(List.of(IpAddress.parse(address))));

        assertThat(dig(web, "www.example.org")).isEqualTo("192.0.2.1");
        assertThat(inside.asked()).containsOnly("www.example.org.");
        assertThat(outside.asked()).isEmpty();
      }
    }

    @Test
    void isFoundWhereTheHostSaysItIsNow() throws IOException {
      try (FakeNameServer first = FakeNameServer.open(host, "127.0.0.1");
          FakeNameServer second = FakeNameServer.open(host, "127.0.0.2")) {
        Attachment web = controller.attach("web", lan);
        dig(web, "one.example.org");
        Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.2\n");
        await(() -> {
          dig(web, "two.example.org");
          return second.asked().contains("two.example.org.");
        });
        assertThat(first.asked()).contains("one.example.org.");
      }
    }

    @Test
    void saysSoWhereNobodyAnswers() {
      Attachment web = controller.attach("web", lan);
      assertThat(digAll(web, "www.example.org")).contains("status: SERVFAIL");
      assertThat(dig(web, "web")).isEqualTo(address(web.endpoint(), IpFamily.V4));
    }

    private static void await(BooleanSupplier condition) {
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!condition.getAsBoolean()) {
        assertThat(System.nanoTime()).as("time").isLessThan(end);
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  @Nested
  class Counters {

    @Test
    void tellWhatBecameOfEachQuestion() throws IOException {
      assertThat(controller.nameCounters().orElseThrow().forwarding()).isEmpty();
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        Attachment web = controller.attach("web", lan);
        dig(web, "web");
        dig(web, "web", "MX");
        dig(web, "nobody");
        dig(web, "+tcp", "web", "ANY");
        dig(web, "www.example.org");
        dig(web, "www.example.org");
        assertThat(upstream.asked()).hasSize(1);
      }
      NameCounters counters = controller.nameCounters().orElseThrow();
      assertThat(counters.queries()).isEqualTo(new NameTally.Counts(6, 2, 1, 2, 1, 0));
      assertThat(counters.forwarding())
          .hasValueSatisfying(forwarded -> {
            assertThat(forwarded.asked()).isEqualTo(2);
            assertThat(forwarded.cacheMisses()).isEqualTo(1);
            assertThat(forwarded.cacheHits()).isEqualTo(1);
            assertThat(forwarded.upstreams())
                .singleElement()
                .satisfies(server -> {
                  assertThat(server.answers()).isEqualTo(1);
                  assertThat(server.latency().orElseThrow()).isPositive();
                });
          });
    }

    @Test
    void areOfSandboxesWithServersOfTheirOwnToo() throws IOException {
      Attachment server = controller.attach("server", lan);
      String address = address(server.endpoint(), IpFamily.V4);
      try (FakeNameServer inside = FakeNameServer.open(host, server.sandbox(), address)) {
        Attachment web =
            controller.attach("web", lan, new SandboxOption.Dns(List.of(IpAddress.parse(address))));
        dig(web, "www.example.org");
        dig(web, "www.example.org");
        dig(web, "server");
        assertThat(inside.asked()).hasSize(1);

        NameCounters counters = controller.nameCounters().orElseThrow();
        assertThat(counters.own()).containsOnlyKeys(web.sandbox().id());
        assertThat(counters.own().get(web.sandbox().id()))
            .satisfies(forwarded -> {
              assertThat(forwarded.asked()).isEqualTo(2);
              assertThat(forwarded.cacheHits()).isEqualTo(1);
              assertThat(forwarded.upstreams())
                  .singleElement()
                  .satisfies(upstream -> {
                    assertThat(upstream.upstream().address()).hasToString(address);
                    assertThat(upstream.latency().orElseThrow()).isPositive();
                  });
            });
        assertThat(counters.forwarding().orElseThrow().asked()).isZero();
        web.sandbox().delete();
        assertThat(controller.nameCounters().orElseThrow().own()).isEmpty();
      }
    }

    @Test
    void areThoseOfWhoAnswersNames() {
      try (Controller silent = Controller.open(host.host(), new ControllerOption.WithoutNames())) {
        assertThat(silent.nameCounters()).isEmpty();
      }
    }
  }

  @Nested
  class TheNextController {

    @Test
    void answersInSandboxesThatItHasFoundAgain() {
      Attachment web = controller.attach("web", lan);
      Attachment db = controller.attach("db", lan);
      String address = address(db.endpoint(), IpFamily.V4);
      controller.close();
      assertThat(digOrNothing(web, "db")).isEmpty();

      controller = controller(folder.resolve("resolv.conf"), folder.resolve("nowhere"));

      TheWorld.await(() -> digOrNothing(web, "db").equals(address));
    }

    private static String digOrNothing(Attachment from, String name) {
      String command =
          "dig +short +tries=1 +time=1 @127.0.0.11 " + name + " | grep -v '^;' || true";
      return Commands.run(Path.of(from.sandbox().key()), "sh", "-c", command).strip();
    }
  }

  @Nested
  class Links {

    @Test
    void areSeenByTheirEndpointAlone() throws IOException {
      Attachment web =
          controller.attach(
              "web",
              lan,
              new EndpointOption.Link("db", "Store"),
              new EndpointOption.Link("db", "old"),
              new EndpointOption.Link("gone", "no.body"));
      Attachment old = controller.attach("old", lan);
      assertThat(digAll(web, "store")).contains("status: NXDOMAIN");
      Attachment db = controller.attach("db", lan);
      String address = address(db.endpoint(), IpFamily.V4);

      assertThat(dig(web, "store")).isEqualTo(address);
      assertThat(dig(web, "STORE.lan")).isEqualTo(address);
      assertThat(dig(web, "old")).isEqualTo(address);
      assertThat(digAll(web, "store", "MX")).contains("status: NOERROR", "ANSWER: 0");
      assertThat(digAll(db, "store")).contains("status: NXDOMAIN");
      assertThat(dig(db, "old")).isEqualTo(address(old.endpoint(), IpFamily.V4));
      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        assertThat(digAll(web, "no.body")).contains("status: NXDOMAIN");
        assertThat(upstream.asked()).isEmpty();
      }
    }

    @Test
    void areKnownToTheNextController() {
      Attachment web = controller.attach("web", lan, new EndpointOption.Link("db", "store"));
      Attachment db = controller.attach("db", lan);
      controller.close();
      controller = controller(folder.resolve("resolv.conf"), folder.resolve("nowhere"));
      String address = address(db.endpoint(), IpFamily.V4);
      TheWorld.await(() -> TheNextController.digOrNothing(web, "store").equals(address));
    }
  }

  @Nested
  class WhereANetworkIsWithoutNames {

    private Network plain;

    @BeforeEach
    void make() {
      plain = dual("plain", new NetworkOption.WithoutNames());
    }

    private static String tables(Attachment of) {
      return Commands.run(Path.of(of.sandbox().key()), "nft", "list", "tables");
    }

    @Test
    void nothingIsOpenedInItsContainers() {
      assertThat(plain.named()).isFalse();
      Attachment web = controller.attach("web", plain);
      assertThat(tables(web)).isEmpty();
      assertThat(Commands.run(Path.of(web.sandbox().key()), "ss", "-Hlntu")).isEmpty();
      assertThat(controller.planner().attach("db", plain).steps())
          .extracting(PlannedStep::kind)
          .doesNotContain(PlannedStep.Kind.NAME_SERVER);
    }

    @Test
    void whoIsOnAnotherTooKnowsThatOnesNamesAlone() throws IOException {
      Attachment web = controller.attach("web", lan);
      Attachment db = controller.attach("db", plain);
      Attachment other = controller.attach("other", lan);
      plain.createEndpoint("web").join(web.sandbox());

      try (FakeNameServer upstream = FakeNameServer.open(host, "127.0.0.1")) {
        assertThat(dig(web, "other")).isEqualTo(address(other.endpoint(), IpFamily.V4));
        assertThat(digAll(web, "db")).contains("status: NXDOMAIN");
        assertThat(digAll(web, "db.plain")).contains("status: NXDOMAIN");
        assertThat(dig(web, "-x", address(db.endpoint(), IpFamily.V4))).isEmpty();
        assertThat(upstream.asked()).isEmpty();
      }
    }

    @Test
    void theNextControllerOpensNothingEither() {
      Attachment web = controller.attach("web", plain);
      Attachment db = controller.attach("db", lan);
      controller.close();
      controller = controller(folder.resolve("resolv.conf"), folder.resolve("nowhere"));
      assertThat(controller.getNetwork("plain").named()).isFalse();
      TheWorld.await(() -> !TheNextController.digOrNothing(db, "db").isEmpty());
      assertThat(tables(web)).isEmpty();
    }
  }

  @Test
  void theyAreAnsweredWithoutBeingAskedForAlsoWhereTheLoopbackInterfaceWasDown() {
    controller.close();
    Path given = host.host().runRoot().resolveSibling("given");
    Path path = given.resolve("net");
    host.thread().createAt(path).close();
    controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.Store(store));
    Attachment web =
        controller.attach("web", controller.getNetwork("lan"), new SandboxOption.NamespaceAt(path));
    assertThat(dig(web, "web")).isEqualTo(address(web.endpoint(), IpFamily.V4));
    web.sandbox().delete();
    assertThat(Commands.run(path, "nft", "list", "tables")).isEmpty();
    NetworkNamespace.delete(path);
    NamespaceFolder.remove(given);
  }

  @Nested
  class TheContainer {

    @Test
    void mayHavePort53Itself() {
      Attachment web = controller.attach("web", lan);
      String script =
          "python3 -c \"import socket,time; "
              + "u=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); u.bind(('0.0.0.0',53)); "
              + "t=socket.socket(); t.bind(('0.0.0.0',53)); t.listen(); time.sleep(20)\" & "
              + "server=$!; sleep 0.5; dig +short +tries=1 @127.0.0.11 web; kill $server";
      assertThat(Commands.run(Path.of(web.sandbox().key()), "sh", "-c", script).strip())
          .isEqualTo(address(web.endpoint(), IpFamily.V4));
    }

    @Test
    void cannotFlushItAway() {
      Attachment web = controller.attach("web", lan);
      Commands.run(Path.of(web.sandbox().key()), "nft", "flush", "ruleset");
      assertThat(dig(web, "web")).isEqualTo(address(web.endpoint(), IpFamily.V4));
    }
  }
}
