package io.libnetwork.plugins.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.plugins.check.PluginCheck;
import io.libnetwork.plugins.discovery.PluginFolders;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks and addresses by a plugin that somebody else has written, in another language.
class RemoteDriverTest {

  private static final PluginSettings HASTY =
      new PluginSettings(
          Duration.ofMillis(1500), Duration.ofMillis(200), 3, Duration.ofMillis(100), 1 << 20);

  /// Beyond the deadline: for what is undone, and a machine that has other things to do.
  private static final Duration IN_TIME = Duration.ofSeconds(6);

  @TempDir Path folder;

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private PythonPlugin plugin;
  private Controller controller;

  @BeforeEach
  void open() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.err.println("SKIPPED: a test host needs root");
    }
    Assumptions.assumeTrue(root, "a test host needs root");
    host = TestHost.create();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    plugin = PythonPlugin.start(host, folder);
    controller = opened();
  }

  @AfterEach
  void close() {
    plugin.behave();
    if (!plugin.alive()) {
      plugin.startAgain();
    }
    settle();
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    controller.close();
    assertThat(store.snapshot().records()).isEmpty();
    assertThat(plugin.counts()).as("left with the plugin").containsExactly(0, 0, 0);
    plugin.close();
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  /// Until what the plugin is told behind our back has arrived.
  private static void awaitTold(BooleanSupplier arrived) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!arrived.getAsBoolean()) {
      assertThat(System.nanoTime()).as("told in time").isLessThan(end);
      settle();
    }
  }

  /// Its breaker may be open.
  private static void settle() {
    try {
      Thread.sleep(HASTY.pause().toMillis() + 50);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Drivers(PluginDrivers.of(PluginFolders.of(List.of(folder)), HASTY)),
        new ControllerOption.Store(store),
        new ControllerOption.ReconcileEvery(Duration.ZERO));
  }

  private Network network(NetworkOption... more) {
    List<NetworkOption> options = new java.util.ArrayList<>(List.of(more));
    options.add(new NetworkOption.Ipam(PythonPlugin.NAME, Map.of()));
    return controller.createNetwork(
        PythonPlugin.NAME, "wild", options.toArray(NetworkOption[]::new));
  }

  private void assertReaches(Attachment from, Attachment to, IpFamily family) {
    IpAddress address =
        to.endpoint().addresses().stream()
            .filter(each -> each.family() == family)
            .findFirst()
            .orElseThrow()
            .address();
    try (ContainerProcess server = ContainerProcess.serve(to.sandbox().key(), 8080, "hello");
        PacketProbe probe = PacketProbe.in(host.thread(), Path.of(from.sandbox().key()))) {
      assertThat(server.pid()).isPositive();
      assertThat(probe.fetch(address, 8080, Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              PacketProbe.Outcome.Answered.class,
              answer -> assertThat(answer.text()).contains("hello"));
    }
  }

  @Nested
  class APluginThatDoesItsWork {

    @Test
    void letsContainersReachEachOther() {
      Network network = network(new NetworkOption.Ipv6(true));
      Attachment one = controller.attach("one", network);
      Attachment two = controller.attach("two", network);
      assertThat(one.endpoint().addresses().getFirst().toString()).startsWith("10.91.0.");
      assertReaches(one, two, IpFamily.V4);
      assertReaches(two, one, IpFamily.V6);
      assertThat(host.run("nsenter", "--net=" + one.sandbox().key(), "ip", "route"))
          .contains("default via 10.91.0.1 dev eth0")
          .contains("198.51.100.0/24 dev eth0");
      assertThat(plugin.counts()).containsExactly(1, 2, 2);
    }

    @Test
    void isToldTheUsersOptions() {
      Network network =
          network(
              new NetworkOption.Internal(),
              new NetworkOption.DriverLabels(Map.of("colour", "green")));
      assertThat(
              plugin
                  .state()
                  .object("networks")
                  .object(network.id().value())
                  .object("options")
                  .toString())
          .isEqualTo(
              "{\"com.docker.network.enable_ipv6\":false,\"com.docker.network.generic\":{\"colour\":\"green\"},\"com.docker.network.internal\":true}");
    }

    @Test
    void saysWhichPortsArePublished() {
      Network network = network();
      Attachment web =
          controller.attach(
              "web", network, new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80)));
      assertThat(web.endpoint().driverInformation().ports())
          .singleElement()
          .satisfies(binding -> {
            assertThat(binding.hostPort().number()).isEqualTo(40080);
            assertThat(binding.containerPort().number()).isEqualTo(80);
          });
    }

    @Test
    void passesTheChecksForPlugins() {
      assertThat(PluginCheck.run(plugin.socket(), Duration.ofSeconds(10), new Random(1), _ -> {}))
          .allSatisfy(result -> assertThat(result.failure()).as(result.name()).isEmpty());
    }

    @Test
    void isLeftAndJoinedAgain() {
      Network network = network();
      Attachment one = controller.attach("one", network);
      Attachment two = controller.attach("two", network);
      one.endpoint().leave();
      assertThat(host.run("nsenter", "--net=" + one.sandbox().key(), "ip", "link"))
          .doesNotContain("eth0");
      one.endpoint().join(one.sandbox());
      assertReaches(one, two, IpFamily.V4);
    }
  }

  @Nested
  class ARestart {

    @Test
    void ofOursKeepsEverything() {
      Attachment one = controller.attach("one", network());
      controller.close();
      controller = opened();
      Network network = controller.getNetwork("wild");
      Attachment two = controller.attach("two", network);
      Endpoint again =
          network.endpoints().stream()
              .filter(e -> e.name().equals("one"))
              .findFirst()
              .orElseThrow();
      assertThat(again.sandbox()).isPresent();
      assertThat(two.endpoint().addresses())
          .doesNotContainAnyElementsOf(one.endpoint().addresses());
      assertReaches(new Attachment(again.sandbox().orElseThrow(), again), two, IpFamily.V4);
      assertThat(plugin.asked("NetworkDriver.CreateNetwork")).isOne();
      assertThat(plugin.asked("NetworkDriver.CreateEndpoint")).isEqualTo(2);
    }

    @Test
    void ofOursTellsAPluginAgainThatForgets() {
      plugin.forgets();
      controller.attach("one", network());
      controller.close();
      controller = opened();
      Attachment two = controller.attach("two", controller.getNetwork("wild"));
      assertThat(two.endpoint().addresses().getFirst().toString()).isEqualTo("10.91.0.3/24");
      assertThat(plugin.asked("IpamDriver.RequestPool")).isEqualTo(2);
      assertThat(plugin.asked("IpamDriver.RequestAddress")).isEqualTo(5);
    }

    @Test
    void withoutThePluginConcernsItsNetworksAlone() {
      controller.createNetwork("bridge", "tame");
      controller.attach("one", network());
      controller.close();
      plugin.kill();
      controller = opened();
      Network wild = controller.getNetwork("wild");
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> controller.attach("two", wild))
          .withMessageContaining("snake");
      wild.endpoints().getFirst().deleteForced();
      assertThat(wild.endpoints()).isEmpty();
      controller.attach("three", controller.getNetwork("tame"));
      plugin.startAgain();
      assertThat(controller.attach("two", wild).endpoint().sandbox()).isPresent();
      awaitTold(() -> plugin.counts().equals(List.of(1, 1, 1)));
    }

    @Test
    void ofThePluginIsNotNoticed() {
      Network network = network();
      Attachment one = controller.attach("one", network);
      plugin.startAgain();
      assertReaches(one, controller.attach("two", network), IpFamily.V4);
    }
  }

  @Nested
  class APluginThatMisbehaves {

    private void assertFailsInTime(
        Class<? extends NetworkException> kind, String words, Runnable operation) {
      long begin = System.nanoTime();
      assertThatThrownBy(operation::run).isInstanceOf(kind).hasMessageContaining(words);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
    }

    /// It is started again where it may have ended.
    private void misbehave(String method, String fault) {
      plugin.behave();
      plugin.startAgain();
      plugin.misbehave(Map.of(method, fault));
      settle();
    }

    @Test
    void failsNetworksClearlyAndLeavesNone() {
      Map<String, String> faults =
          Map.of(
              "hang", "has not answered",
              "garbage", "no answer of HTTP",
              "close", "closed the connection",
              "crash", "closed the connection",
              "error", "no room",
              "status", "out of order",
              "large", "more than");
      faults.forEach((fault, words) -> {
        misbehave("NetworkDriver.CreateNetwork", fault);
        assertFailsInTime(NetworkException.class, words, RemoteDriverTest.this::network);
        assertThat(controller.networks()).as(fault).isEmpty();
      });
    }

    @Test
    void failsJoinsClearlyAndLeavesNone() {
      Network network = network();
      Map<String, String> faults =
          Map.of(
              "hang", "has not answered",
              "garbage", "no answer of HTTP",
              "crash", "closed the connection",
              "nolink", "nosuch0");
      faults.forEach((fault, words) -> {
        misbehave("NetworkDriver.Join", fault);
        assertFailsInTime(NetworkException.class, words, () -> controller.attach("one", network));
        assertThat(network.endpoints()).as(fault).isEmpty();
        assertThat(controller.sandboxes()).as(fault).isEmpty();
      });
    }

    @Test
    void failsWhereItGivesAnAddressOutsideOfThePool() {
      Network network = network();
      plugin.misbehave(Map.of("IpamDriver.RequestAddress", "outside"));
      assertFailsInTime(
          NetworkException.System.class,
          "192.0.2.7: it is not in pool 10.91.0.0/24",
          () -> controller.attach("one", network));
      assertThat(network.endpoints()).isEmpty();
    }

    @Test
    void failsWhereItGivesAnotherPoolThanWasAskedFor() {
      plugin.misbehave(Map.of("IpamDriver.RequestPool", "outside"));
      assertFailsInTime(
          NetworkException.System.class,
          "gave network wild the pool 192.0.2.0/24; expected 10.92.0.0/24",
          () ->
              network(NetworkOption.Pool.of(io.libnetwork.address.IpPrefix.parse("10.92.0.0/24"))));
    }

    @Test
    void failsWhereItChangesAnAddressThatItWasGiven() {
      Network network = network();
      plugin.misbehave(Map.of("NetworkDriver.CreateEndpoint", "changed"));
      assertFailsInTime(
          NetworkException.System.class,
          "gave endpoint one the address 192.0.2.7/24; expected 10.91.0.2/24",
          () -> controller.attach("one", network));
    }

    @Test
    void isRefusedWithAScopeThatNobodyKnows() {
      plugin.misbehave(Map.of("NetworkDriver.GetCapabilities", "unknown"));
      assertFailsInTime(
          NetworkException.System.class, "unknown scope \"swarm\"", RemoteDriverTest.this::network);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsNobodyElseWaiting(boolean virtual) throws Exception {
      Network tame = controller.createNetwork("bridge", "tame");
      Network wild = network();
      plugin.misbehave(Map.of("NetworkDriver.CreateEndpoint", "hang"));
      CompletableFuture<Throwable> hanging = new CompletableFuture<>();
      Thread.Builder threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
      threads.start(() -> {
        try {
          hanging.complete(new AssertionError(controller.attach("one", wild)));
        } catch (NetworkException late) {
          hanging.complete(late);
        }
      });
      Thread.sleep(100);
      controller.attach("two", tame);
      assertThat(controller.networks()).hasSize(2);
      assertThat(wild.endpoints()).isEmpty();
      assertThat(hanging).isNotDone();
      assertThat(hanging.get(10, TimeUnit.SECONDS))
          .isInstanceOf(NetworkException.DeadlineExceeded.class);
    }
  }

  @Nested
  class APluginThatIsNotThere {

    @Test
    void isNotFoundAndTheFoldersAreNamed() {
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> controller.createNetwork("nobody", "wild"))
          .withMessageContaining("no network driver \"nobody\"")
          .withMessageContaining(folder.toString());
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() ->
              controller.createNetwork(
                  "bridge", "wild", new NetworkOption.Ipam("nobody", Map.of())))
          .withMessageContaining("no IPAM driver \"nobody\"");
    }

    @Test
    void isFoundWhenItHasCome() throws Exception {
      plugin.kill();
      java.nio.file.Files.delete(plugin.socket());
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(RemoteDriverTest.this::network);
      plugin.startAgain();
      assertThat(network().driver()).isEqualTo(PythonPlugin.NAME);
    }
  }
}
