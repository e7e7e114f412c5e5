package io.libnetwork.lab.apply;

import static io.libnetwork.lab.apply.LabHost.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.Service;
import io.libnetwork.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Labs on a real kernel, applied again and again.
@Timeout(120)
class LabsTest {

  private static final String SHOP =
      """
      lab: shop
      networks:
        front: {}
        back:
          internal: true
          pools: [10.20.0.0/24]
          records:
            app: |
              www 60 A 10.20.0.9
      sandboxes:
        web:
          command: [sleep, "1000"]
          networks:
            front:
              ports: ["8080:80"]
              limits: {egress: 50mbit}
            back: {}
        db:
          networks: [back]
      services:
        api:
          network: back
          ports: ["80:8000"]
          backends: [web, db]
      """;

  private final MemoryStore store = new MemoryStore();
  private LabHost host;

  @TempDir private Path folder;

  @BeforeEach
  void open() {
    host = new LabHost(folder, store);
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  private static String changed(String from, String to) {
    assertThat(SHOP).contains(from);
    return SHOP.replace(from, to);
  }

  private static List<PublishedPort> ports(String... texts) {
    return List.of(texts).stream().map(PublishedPort::parse).toList();
  }

  @Nested
  class WhatIsNotThere {

    @Test
    void isMade() {
      LabPlan done = host.apply(SHOP);
      assertThat(done.changes())
          .extracting(LabChange::toString)
          .containsExactly(
              "+ networks.front",
              "+ networks.back",
              "+ sandboxes.web",
              "+ sandboxes.db",
              "+ services.api");
      assertThat(host.network("shop-back").internal()).isTrue();
      assertThat(host.network("shop-back").findZone("app")).isPresent();
      assertThat(host.sandbox("shop-web").endpoints()).hasSize(2);
      assertThat(host.endpoint("shop-front", "web").published()).isEqualTo(ports("8080:80"));
      Service api = host.network("shop-back").findService("api").orElseThrow();
      assertThat(api.backends()).hasSize(2);
      assertThat(host.labs().names()).containsExactly("shop");
    }

    @Test
    void runsItsCommandInsideAndUnderItsName() {
      var _ =
          host.apply(
              """
              lab: a
              networks: {lan: {pools: [10.30.0.0/24]}}
              sandboxes:
                one:
                  command: "hostname; cat /etc/hosts /etc/resolv.conf; ip -o -4 address show dev eth0; exec sleep 1000"
                  networks: {lan: {addresses: [10.30.0.7]}}
              """);
      await("the address is told", () -> host.log("a", "one").contains("10.30.0.7/24"));
      assertThat(host.log("a", "one"))
          .startsWith("one\n")
          .contains("10.30.0.7\tone")
          .contains("nameserver 127.0.0.11");
    }

    @Test
    void startsACommandAfterThoseItWaitsFor() {
      var _ =
          host.apply(
              """
              lab: a
              networks: {lan: {}}
              sandboxes:
                first: {command: [sleep, "1000"], after: [second], networks: [lan]}
                second: {command: [sleep, "1000"], after: [third], networks: [lan]}
                third: {command: [sleep, "1000"], networks: [lan]}
              """);
      assertThat(host.command("a", "third").pid()).isLessThan(host.command("a", "second").pid());
      assertThat(host.command("a", "second").pid()).isLessThan(host.command("a", "first").pid());
    }

    @Test
    void isOnlyToldOfByAPlan() {
      assertThat(host.plan(SHOP).changes()).hasSize(5);
      assertThat(host.controller().networks()).isEmpty();
      assertThat(host.labs().names()).isEmpty();
    }
  }

  @Nested
  class WhatIsThereAlready {

    @Test
    void staysAsItIs() {
      var _ = host.apply(SHOP);
      Sandbox before = host.sandbox("shop-web");
      long pid = host.command("shop", "web").pid();
      LabPlan second = host.apply(SHOP);
      assertThat(second.isEmpty()).isTrue();
      assertThat(second.changes()).isEmpty();
      assertThat(host.sandbox("shop-web")).isSameAs(before);
      assertThat(host.command("shop", "web").pid()).isEqualTo(pid);
    }

    @Test
    void andIsSomebodyElsesIsRefused() {
      Network other = host.controller().createNetwork("bridge", "shop-front");
      assertThatThrownBy(() -> host.apply(SHOP))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("shop-front");
      assertThat(host.controller().networks()).containsExactly(other);
    }
  }

  @Nested
  class WhatCanBeChangedWhereItIs {

    @BeforeEach
    void apply() {
      var _ = host.apply(SHOP);
    }

    @Test
    void publishedPorts() {
      Sandbox before = host.sandbox("shop-web");
      LabPlan done = host.apply(changed("\"8080:80\"", "\"8081:80\", \"8082:82\""));
      assertThat(done.changes())
          .singleElement()
          .hasToString(
              "~ sandboxes.web.networks.front.ports: [8080:80/tcp] -> [8081:80/tcp, 8082:82/tcp]");
      assertThat(host.endpoint("shop-front", "web").published())
          .containsExactlyInAnyOrderElementsOf(ports("8081:80", "8082:82"));
      assertThat(host.sandbox("shop-web")).isSameAs(before);
    }

    @Test
    void limits() {
      LabPlan done = host.apply(changed("egress: 50mbit", "ingress: 10mbit"));
      assertThat(done.changes())
          .extracting(LabChange::path)
          .containsExactly("sandboxes.web.networks.front.limits");
      assertThat(host.endpoint("shop-front", "web").bandwidth())
          .isEqualTo(BandwidthLimits.NONE.withIngress(BandwidthLimit.of("10mbit")));
    }

    @Test
    void records() {
      LabPlan done = host.apply(changed("www 60 A 10.20.0.9", "www 60 A 10.20.0.10"));
      assertThat(done.changes())
          .singleElement()
          .extracting(LabChange::verb)
          .isEqualTo(LabChange.Verb.CHANGE);
      assertThat(host.network("shop-back").findZone("app").orElseThrow().records().toString())
          .contains("10.20.0.10");
    }

    @Test
    void backendsAndTheirWeights() {
      LabPlan done = host.apply(changed("[web, db]", "[{sandbox: db, weight: 3}]"));
      assertThat(done.changes())
          .singleElement()
          .hasToString("~ services.api.backends: [web, db] -> [db (weight 3)]");
      Service api = host.network("shop-back").findService("api").orElseThrow();
      assertThat(api.backends())
          .singleElement()
          .satisfies(backend -> {
            assertThat(backend.endpoint().name()).isEqualTo("db");
            assertThat(backend.weight()).isEqualTo(3);
          });
    }

    @Test
    void commands() {
      long before = host.command("shop", "web").pid();
      LabPlan done = host.apply(changed("\"1000\"", "\"2000\""));
      assertThat(done.changes())
          .extracting(LabChange::path)
          .containsExactly("sandboxes.web.command");
      assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
      await(
          "the new one runs and no other",
          () -> {
            List<String> all = host.processes("shop-web");
            return all.size() == 1 && all.getFirst().matches("\\d+ \\S*sleep 2000");
          });
    }

    @Test
    void whichNetworksAContainerIsOn() {
      Sandbox before = host.sandbox("shop-db");
      LabPlan done = host.apply(changed("networks: [back]", "networks: [back, front]"));
      assertThat(done.changes()).singleElement().hasToString("+ sandboxes.db.networks.front");
      assertThat(before.endpoints()).hasSize(2);
      LabPlan undone = host.apply(SHOP);
      assertThat(undone.changes()).singleElement().hasToString("- sandboxes.db.networks.front");
      assertThat(before.endpoints()).hasSize(1);
    }
  }

  @Nested
  class WhatHasToBeMadeAnew {

    @BeforeEach
    void apply() {
      var _ = host.apply(SHOP);
    }

    @Test
    void isRefusedUnlessItIsAllowed() {
      Network before = host.network("shop-back");
      assertThatThrownBy(() -> host.apply(changed("10.20.0.0/24", "10.21.0.0/24")))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("± networks.back")
          .hasMessageContaining("10.21.0.0/24");
      assertThat(host.network("shop-back")).isSameAs(before);
    }

    @Test
    void takesWhatStandsOnItWithIt() {
      Sandbox web = host.sandbox("shop-web");
      LabPlan done = host.apply(changed("10.20.0.0/24", "10.21.0.0/24"), ApplyOption.REPLACE);
      assertThat(done.changes())
          .extracting(LabChange::toString)
          .anyMatch(line -> line.startsWith("± networks.back (pools: "));
      assertThat(host.sandbox("shop-web")).isSameAs(web);
      assertThat(web.endpoints()).hasSize(2);
      assertThat(host.network("shop-back").pools().toString()).contains("10.21.0.0/24");
      assertThat(host.network("shop-back").findService("api").orElseThrow().backends()).hasSize(2);
    }

    @Test
    void isASandboxWithItsCommand() {
      Sandbox before = host.sandbox("shop-web");
      LabPlan done =
          host.apply(
              changed("    command: [sleep", "    hostname: shopfront\n    command: [sleep"),
              ApplyOption.REPLACE);
      assertThat(done.changes())
          .extracting(LabChange::toString)
          .contains("± sandboxes.web (hostname: web -> shopfront)");
      assertThat(host.sandbox("shop-web")).isNotSameAs(before);
      await("its command runs", () -> host.processes("shop-web").size() == 1);
      assertThat(host.network("shop-back").findService("api").orElseThrow().backends()).hasSize(2);
    }

    @Test
    void isAnEndpointAlone() {
      Sandbox web = host.sandbox("shop-web");
      LabPlan done =
          host.apply(
              changed("      back: {}", "      back: {addresses: [10.20.0.77]}"),
              ApplyOption.REPLACE);
      assertThat(done.changes())
          .extracting(LabChange::path)
          .contains("sandboxes.web.networks.back");
      assertThat(host.sandbox("shop-web")).isSameAs(web);
      assertThat(host.endpoint("shop-back", "web").addresses().toString()).contains("10.20.0.77");
      assertThat(host.network("shop-back").findService("api").orElseThrow().backends()).hasSize(2);
    }
  }

  @Nested
  class WhatTheFileNamesNoLonger {

    private static final String LESS =
        """
        lab: shop
        networks: {front: {}}
        sandboxes:
          web:
            command: [sleep, "1000"]
            networks: {front: {ports: ["8080:80"], limits: {egress: 50mbit}}}
        """;

    @BeforeEach
    void apply() {
      var _ = host.apply(SHOP);
    }

    @Test
    void staysUnlessItIsToGo() {
      LabPlan done = host.apply(LESS);
      assertThat(done.changes())
          .filteredOn(it -> it.verb() == LabChange.Verb.KEEP)
          .extracting(LabChange::path)
          .containsExactlyInAnyOrder("networks.back", "sandboxes.db", "services.api");
      assertThat(host.controller().findSandbox("shop-db")).isPresent();
      assertThat(host.apply(LESS).isEmpty()).isTrue();
    }

    @Test
    void goesWhenItIsTold() {
      LabPlan done = host.apply(LESS, ApplyOption.PRUNE);
      assertThat(done.changes())
          .extracting(LabChange::toString)
          .contains("- networks.back", "- sandboxes.db", "- services.api");
      assertThat(host.controller().networks())
          .extracting(Network::name)
          .containsExactly("shop-front");
      assertThat(host.controller().sandboxes())
          .extracting(Sandbox::container)
          .containsExactly("shop-web");
    }

    @Test
    void goesWithTheLab() {
      host.labs().delete("shop");
      assertThat(host.controller().networks()).isEmpty();
      assertThat(host.controller().sandboxes()).isEmpty();
      assertThat(host.labs().names()).isEmpty();
      assertThatThrownBy(() -> host.labs().delete("shop"))
          .isInstanceOf(NetworkException.NotFound.class);
    }
  }

  @Nested
  class WhatSomebodyHasChanged {

    @BeforeEach
    void apply() {
      var _ = host.apply(SHOP);
    }

    @Test
    void isShownAndMended() {
      host.endpoint("shop-front", "web").unpublish(PublishedPort.parse("8080:80"));
      host.endpoint("shop-front", "web").limitBandwidth(BandwidthLimits.NONE);
      host.network("shop-back").removeZone("app");
      host.sandbox("shop-db").delete();
      assertThat(host.plan(SHOP).changes())
          .extracting(LabChange::toString)
          .contains(
              "+ sandboxes.db",
              "+ networks.back.records.app",
              "~ sandboxes.web.networks.front.ports: [] -> [8080:80/tcp]",
              "~ services.api.backends: [web] -> [web, db]");
      var _ = host.apply(SHOP);
      assertThat(host.plan(SHOP).isEmpty()).isTrue();
      assertThat(host.endpoint("shop-front", "web").published()).isEqualTo(ports("8080:80"));
      assertThat(host.network("shop-back").findService("api").orElseThrow().backends()).hasSize(2);
    }

    @Test
    void isNoticedWhereItLooksTheSame() {
      host.endpoint("shop-back", "db").deleteForced();
      host.network("shop-back").createEndpoint("db").join(host.sandbox("shop-db"));
      assertThat(host.plan(SHOP).replaced())
          .singleElement()
          .hasToString("± sandboxes.db.networks.back (somebody has made it otherwise)");
    }

    @Test
    void isNotTakenFromOthers() {
      Sandbox guest = host.controller().createSandbox("guest");
      host.network("shop-back").createEndpoint("guest").join(guest);
      assertThatThrownBy(
              () -> host.apply(changed("10.20.0.0/24", "10.21.0.0/24"), ApplyOption.REPLACE))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("guest");
      assertThat(guest.endpoints()).hasSize(1);
      guest.delete();
    }
  }

  @Nested
  class WhatCannotBe {

    @Test
    void leavesNothingOfANewLab() {
      String impossible = changed("[sleep, \"1000\"]", "[/nowhere/program]");
      assertThatThrownBy(() -> host.apply(impossible))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("sandboxes.web.command")
          .hasMessageContaining("/nowhere/program");
      assertThat(host.controller().networks()).isEmpty();
    }

    @Test
    void leavesNothingOfWhatWasMadeBefore() {
      Network other = host.controller().createNetwork("bridge", "other");
      Sandbox holder = host.controller().createSandbox("holder");
      other.createEndpoint("holder", EndpointOption.Publish.of("8080:80")).join(holder);
      assertThatThrownBy(() -> host.apply(SHOP))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("8080");
      assertThat(host.controller().networks()).containsExactly(other);
      assertThat(host.controller().sandboxes()).containsExactly(holder);
      assertThat(host.labs().names()).isEmpty();
    }

    @Test
    void leavesALabAsItWas() {
      var _ = host.apply(SHOP);
      Network taken =
          host.controller()
              .createNetwork(
                  "bridge", "taken", io.libnetwork.NetworkOption.Pool.of("10.77.0.0/24"));
      String impossible =
          changed(
                  "networks:\n  front: {}",
                  "networks:\n  late:\n    pools: [10.77.0.0/24]\n  front: {}")
              .replace("\"8080:80\"", "\"9090:90\"");
      assertThatThrownBy(() -> host.apply(impossible))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("10.77.0.0/24");
      assertThat(host.endpoint("shop-front", "web").published()).isEqualTo(ports("8080:80"));
      assertThat(host.plan(SHOP).isEmpty()).isTrue();
      taken.delete();
    }
  }

  @Nested
  class Commands {

    private static final String ONE =
        """
        lab: a
        networks: {lan: {}}
        sandboxes:
          one:
            command: "%s"
            restart: %s
            networks: [lan]
        """;

    private int restarts() {
      return host.command("a", "one").restarts();
    }

    @Test
    void areStartedAgainAsTheyAsk() {
      var _ = host.apply(ONE.formatted("echo begun; exit 0", "always"));
      await("it began three times", () -> restarts() >= 2);
      assertThat(host.log("a", "one").lines().filter("begun"::equals).count())
          .isGreaterThanOrEqualTo(2);
    }

    @Test
    void areNotStartedAgainWhenTheyHaveDoneTheirWork() {
      var _ = host.apply(ONE.formatted("echo begun; exit 0", "on-failure"));
      await("it has ended", () -> !host.command("a", "one").running());
      assertThat(host.command("a", "one").status()).hasValue(0);
      assertThat(host.plan(ONE.formatted("echo begun; exit 0", "on-failure")).isEmpty()).isTrue();
    }

    @Test
    void doNotFillTheDisk() throws IOException {
      var _ = host.apply(ONE.formatted("while :; do echo tick; sleep 0.05; done", "no"));
      Path log = folder.resolve("a").resolve("one.log");
      await("it writes", () -> Files.exists(log) && Files.size(log) > 0);
      Files.writeString(log, "0123456789abcde\n".repeat(1_100_000), StandardOpenOption.APPEND);
      host.labs().trimLogs();
      assertThat(Files.size(log)).isBetween(1_000_000L, 1_100_000L);
      assertThat(Files.readString(log)).startsWith("0123456789abcde\n");
      await("it goes on behind what stayed", () -> host.log("a", "one").endsWith("tick\n"));
    }

    @Test
    void endWithAllThatTheyHaveStarted() {
      var _ =
          host.apply(ONE.formatted("trap '' TERM; sleep 4711 & setsid sleep 4712 & wait", "no"));
      await("all three run", () -> host.processes("a-one").size() == 3);
      Path key = Path.of(host.sandbox("a-one").key());
      host.labs().delete("a");
      assertThat(key).doesNotExist();
      assertThat(
              ProcessHandle.allProcesses()
                  .map(process -> process.info().commandLine().orElse(""))
                  .filter(line -> line.endsWith("sleep 4711") || line.endsWith("sleep 4712")))
          .isEmpty();
    }
  }

  @Nested
  class AfterARestart {

    @Test
    void commandsGoOnAndAreWatched() {
      var _ = host.apply(SHOP);
      long pid = host.command("shop", "web").pid();
      host.reopen(store);
      assertThat(host.plan(SHOP).isEmpty()).isTrue();
      assertThat(host.command("shop", "web").pid()).isEqualTo(pid);
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      await("its end is noticed", () -> !host.command("shop", "web").running());
    }
  }
}
