package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Balancing;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Difference;
import io.libnetwork.Endpoint;
import io.libnetwork.HealthCheck;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.conntrack.Conntrack;
import io.libnetwork.linux.conntrack.FlowFilter;
import io.libnetwork.linux.conntrack.TupleFilter;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What becomes of a service when backends come and go, the process ends, and others change what is
/// ours.
class ServiceUpkeepTest {

  private static final int PORT = 80;
  private static final ServiceOption.Port WEB =
      new ServiceOption.Port(ServicePort.of(Protocol.TCP, PORT));

  private final StateStore store = new MemoryStore();
  private final Deque<Place> places = new ArrayDeque<>();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network shop;
  private Attachment client;
  private Attachment one;
  private Attachment two;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened(Upkeep.REPAIR);
    shop = controller.createNetwork(BridgeDriver.NAME, "shop", new NetworkOption.Ipv6(true));
    client = controller.attach("client", shop);
    one = controller.attach("one", shop);
    two = controller.attach("two", shop);
  }

  private Controller opened(Upkeep upkeep) {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory(PublishPolicy.USUAL, upkeep)),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Names(Duration.ZERO),
        new ControllerOption.Store(store));
  }

  @AfterEach
  void close() {
    if (controller == null) {
      return;
    }
    places.forEach(Place::close);
    for (Network network : controller.networks()) {
      network.services().forEach(Service::delete);
    }
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    assertThat(store.list("service")).isEmpty();
    assertThat(store.list("backend")).isEmpty();
    controller.close();
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  private Place place(Attachment attachment) {
    Place place =
        Place.open(
            attachment.sandbox().container(), host.thread(), Path.of(attachment.sandbox().key()));
    places.push(place);
    return place;
  }

  private void restart(Upkeep upkeep) {
    controller.close();
    controller = opened(upkeep);
    shop = controller.getNetwork("shop");
  }

  /// Both answer, each for itself.
  private Service served(ServiceOption... options) {
    Service web = shop.createService("web", options);
    for (Attachment each : List.of(one, two)) {
      place(each).answering(PORT);
      web.add(each.endpoint());
    }
    return web;
  }

  private static Map<String, Integer> answers(Place from, IpAddress to) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      answers.merge(from.tcp(to, PORT).replaceAll(" sees .*", ""), 1, Integer::sum);
    }
    return answers;
  }

  /// Which names there are, sorted.
  private String dig(String name) {
    return dig(name, "A");
  }

  private String dig(String name, String type) {
    String found =
        Commands.run(
            Path.of(client.sandbox().key()),
            "dig",
            "+short",
            "+tries=1",
            "@127.0.0.11",
            name,
            type);
    return found.lines().sorted().toList().toString();
  }

  private static String v4(Endpoint endpoint) {
    return endpoint.addresses().getFirst().address().toString();
  }

  private static void await(BooleanSupplier condition) {
    for (int looks = 0; looks < 200 && !condition.getAsBoolean(); looks++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Nested
  class Backends {

    @Test
    void loseTheirConnectionsWhenTheyAreRemoved() throws IOException {
      Service web = served(WEB);
      Place from = place(client);
      IpAddress address = web.addresses().getFirst();
      web.remove(two.endpoint());
      try (SocketChannel stays = from.connect(address, PORT)) {
        web.add(two.endpoint());
        web.remove(one.endpoint());
        awaitForgotten(address);
        assertThatThrownBy(() -> ask(stays)).isInstanceOf(IOException.class);
      }
      assertThat(answers(from, address)).containsOnlyKeys("two");
      assertThatThrownBy(() -> web.remove(one.endpoint()))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("one");
    }

    @Test
    void tellWhoOnlyWaitsThatTheyAreRemovedAndKeepWhoAskedThemselves() throws IOException {
      Service web = served(WEB);
      Place from = place(client);
      web.remove(two.endpoint());
      IpAddress own = one.endpoint().addresses().getFirst().address();
      try (SocketChannel v4 = from.connect(web.addresses().getFirst(), PORT);
          SocketChannel v6 = from.connect(web.addresses().getLast(), PORT);
          SocketChannel direct = from.connect(own, PORT)) {
        web.remove(one.endpoint());
        assertReset(v4);
        assertReset(v6);
        assertThat(ask(direct)).startsWith("one sees");
      }
      // Connections that are over are remembered for a while, and their listener is not ended.
      web.add(one.endpoint());
      assertThat(answers(from, web.addresses().getFirst())).containsOnlyKeys("one");
      web.remove(one.endpoint());
      assertThat(from.tcp(own, PORT)).startsWith("one sees");
    }

    @Test
    void tellWhoOnlyWaitsThatTheServiceIsDeleted() throws IOException {
      Service web = served(WEB);
      Place from = place(client);
      try (SocketChannel waits = from.connect(web.addresses().getFirst(), PORT)) {
        web.delete();
        assertReset(waits);
      }
    }

    private void assertReset(SocketChannel connection) throws IOException {
      connection.socket().setSoTimeout(5_000);
      assertThatThrownBy(
              () -> {
                int _ = connection.socket().getInputStream().read();
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }

    @Test
    void keepTheirConnectionsWhileTheyDrain() throws IOException {
      Service web = served(WEB);
      Place from = place(client);
      IpAddress address = web.addresses().getFirst();
      web.remove(two.endpoint());
      try (SocketChannel stays = from.connect(address, PORT)) {
        web.add(two.endpoint());
        web.drain(one.endpoint(), Duration.ofMillis(700));
        assertThat(answers(from, address)).containsOnlyKeys("two");
        assertThat(ask(stays)).startsWith("one sees");
      }
      try (SocketChannel late = from.connect(address, PORT)) {
        assertThat(late.isConnected()).isTrue();
        await(() -> web.findBackend(one.endpoint()).isEmpty());
        assertThat(ask(late)).startsWith("two sees");
      }
    }

    @Test
    void getNothingWhileTheyAreNotWellOrNotThere() {
      Service web = served(WEB);
      Place from = place(client);
      IpAddress address = web.addresses().getLast();
      web.healthy(one.endpoint(), false);
      assertThat(answers(from, address)).containsOnlyKeys("two");
      web.healthy(one.endpoint(), true);
      assertThat(answers(from, address)).containsOnlyKeys("one", "two");
      two.endpoint().leave();
      assertThat(answers(from, address)).containsOnlyKeys("one");
      two.endpoint().join(two.sandbox());
      assertThat(answers(from, address)).containsOnlyKeys("one", "two");
      two.endpoint().deleteForced();
      assertThat(web.backends()).hasSize(1);
      assertThat(answers(from, address)).containsOnlyKeys("one");
    }

    @Test
    void areAskedWhetherTheyAreWell() throws IOException {
      HealthCheck check =
          HealthCheck.tcp(PORT).every(Duration.ofMillis(20), Duration.ofMillis(200)).after(2, 2);
      Service web = shop.createService("web", WEB, new ServiceOption.Check(check));
      place(two).answering(PORT);
      web.add(one.endpoint());
      web.add(two.endpoint());
      Place from = place(client);
      await(() -> !web.findBackend(one.endpoint()).orElseThrow().answers());
      assertThat(answers(from, web.addresses().getFirst())).containsOnlyKeys("two");
      place(one).answering(PORT);
      await(() -> web.findBackend(one.endpoint()).orElseThrow().active());
      assertThat(answers(from, web.addresses().getFirst())).containsOnlyKeys("one", "two");
    }

    @Test
    void areAskedForAPage() {
      HealthCheck check =
          HealthCheck.http(8080, "/health?x=1")
              .every(Duration.ofMillis(20), Duration.ofMillis(500))
              .after(2, 2);
      Service web = shop.createService("web", WEB, new ServiceOption.Check(check));
      web.add(one.endpoint());
      web.add(two.endpoint());
      // It answers, and not by HTTP.
      place(two).answering(8080);
      try (ContainerProcess _ = ContainerProcess.serve(one.sandbox().key(), 8080, "well")) {
        await(() -> !web.findBackend(two.endpoint()).orElseThrow().answers());
        await(() -> web.findBackend(one.endpoint()).orElseThrow().answers());
      }
    }

    @Test
    void areFoundByName() {
      Service web = served(WEB, new ServiceOption.Aliases(List.of("my_shop")));
      Service all = shop.createService("all", new ServiceOption.RoundRobin());
      all.add(one.endpoint());
      all.add(two.endpoint());
      String virtual = "[" + web.addresses().getFirst() + "]";
      String both = List.of(v4(one.endpoint()), v4(two.endpoint())).toString();
      assertThat(dig("web")).isEqualTo(virtual);
      assertThat(dig("my_shop.shop")).isEqualTo(virtual);
      assertThat(dig("tasks.web")).isEqualTo(both);
      assertThat(dig("all")).isEqualTo(both);
      all.healthy(two.endpoint(), false);
      assertThat(dig("all")).isEqualTo("[" + v4(one.endpoint()) + "]");
      web.delete();
      assertThat(dig("web")).isEqualTo("[]");
      assertThat(dig("tasks.web")).isEqualTo("[]");
    }

    @Test
    void areFoundByTheNamesOfPorts() {
      ServicePort http = ServicePort.of(Protocol.TCP, PORT, 8080).named("http");
      Service web =
          shop.createService(
              "web", new ServiceOption.Port(http), new ServiceOption.Aliases(List.of("my_shop")));
      Service all =
          shop.createService(
              "all", new ServiceOption.RoundRobin(), new ServiceOption.Port(http.named("Api")));
      web.add(one.endpoint());
      web.add(two.endpoint(), 3);
      all.add(one.endpoint(), 2);
      assertThat(srv("_http._tcp.web")).isEqualTo("[0 0 80 web.shop.]");
      assertThat(srv("_http._tcp.my_shop.shop")).isEqualTo("[0 0 80 web.shop.]");
      assertThat(srv("_http._tcp.tasks.web")).isEqualTo("[0 1 8080 one.shop., 0 3 8080 two.shop.]");
      assertThat(srv("_api._tcp.all")).isEqualTo("[0 2 8080 one.shop.]");
      assertThat(dig("one.shop")).isEqualTo("[" + v4(one.endpoint()) + "]");
      web.weigh(two.endpoint(), 5);
      web.healthy(one.endpoint(), false);
      assertThat(srv("_http._tcp.tasks.web")).isEqualTo("[0 5 8080 two.shop.]");
      restart(Upkeep.REPAIR);
      await(() -> srv("_http._tcp.tasks.web").equals("[0 5 8080 two.shop.]"));
      assertThat(srv("_api._tcp.all")).isEqualTo("[0 2 8080 one.shop.]");
      shop.findService("web").orElseThrow().delete();
      assertThat(srv("_http._tcp.web.shop")).isEqualTo("[]");
    }

    private String srv(String name) {
      return dig(name, "SRV");
    }

    private String ask(SocketChannel connection) throws IOException {
      connection.socket().getOutputStream().write('?');
      ByteBuffer answer = ByteBuffer.wrap(connection.socket().getInputStream().readNBytes(8));
      return StandardCharsets.UTF_8.decode(answer).toString();
    }

    /// Connections are forgotten behind the call.
    private void awaitForgotten(IpAddress address) {
      FlowFilter there =
          FlowFilter.of(address.family(), Protocol.TCP).original(TupleFilter.ANY.to(address));
      try (Conntrack conntrack = Conntrack.open(host.thread(), host.namespace())) {
        await(() -> conntrack.list(List.of(there)).isEmpty());
      }
    }
  }

  @Nested
  class Outlives {

    @Test
    void theProcess() {
      Service web = served(WEB);
      shop.createService("all", new ServiceOption.RoundRobin()).add(one.endpoint(), 3);
      web.healthy(two.endpoint(), false);
      List<IpAddress> addresses = web.addresses();
      Place from = place(client);
      restart(Upkeep.REPAIR);
      Service again = shop.findService("web").orElseThrow();
      assertThat(again.addresses()).isEqualTo(addresses);
      assertThat(answers(from, addresses.getFirst())).containsOnlyKeys("one");
      again.healthy(again.backends().getLast().endpoint(), true);
      assertThat(answers(from, addresses.getLast())).containsOnlyKeys("one", "two");
      assertThat(shop.findService("all").orElseThrow().backends().getFirst().weight()).isEqualTo(3);
      await(() -> dig("web").equals("[" + addresses.getFirst() + "]"));
      assertThat(controller.examine()).isEmpty();
    }

    @Test
    void theProcessWithItsPorts() throws IOException {
      Service web =
          served(
              WEB,
              ServiceOption.Publish.of("127.0.0.1:8080:80/tcp"),
              ServiceOption.Publish.of("80/tcp"));
      List<PortBinding> bindings = web.bindings();
      assertThat(bindings).hasSize(3);
      Place from = Place.open("host", host.thread(), host.namespacePath());
      places.push(from);
      int chosen = bindings.getLast().hostPort().number();
      try (SocketChannel stays = from.connect(IpAddress.parse("127.0.0.1"), 8080)) {
        restart(Upkeep.LEAVE);
        stays.socket().getOutputStream().write('?');
        assertThat(stays.socket().getInputStream().read()).isIn((int) 'o', (int) 't');
      }
      assertThat(shop.findService("web").orElseThrow().bindings()).isEqualTo(bindings);
      for (String loopback : List.of("127.0.0.1", "::1")) {
        assertThat(from.tcp(loopback, chosen)).as(loopback).contains(" sees ");
      }
      assertThat(controller.examine()).isEmpty();
      host.run("nft", "flush", "map", "inet", "libnetwork", "slotany4");
      host.run("nft", "flush", "map", "inet", "libnetwork", "serviceany4");
      assertThat(from.tcp("127.0.0.1", chosen)).isEqualTo(Place.REFUSAL);
      assertThat(controller.reconcile().repaired()).hasSize(2);
      assertThat(from.tcp("127.0.0.1", chosen)).contains(" sees ");
      shop.findService("web").orElseThrow().delete();
      assertThat(from.tcp("127.0.0.1", chosen)).isEqualTo(Place.REFUSAL);
      assertThat(from.tcp("::1", chosen)).isEqualTo(Place.REFUSAL);
      try (ServerSocketChannel free = from.listen(chosen, 4_096)) {
        assertThat(free.isOpen()).isTrue();
      }
    }

    private static boolean ended(SocketChannel connection) {
      try {
        connection.socket().getOutputStream().write('?');
        int _ = connection.socket().getInputStream().read();
        return false;
      } catch (IOException reset) {
        return true;
      }
    }

    @Test
    void theProcessWhileABackendDrains() throws IOException {
      Service web = served(WEB);
      IpAddress address = web.addresses().getFirst();
      Place from = place(client);
      web.healthy(two.endpoint(), false);
      try (SocketChannel lost = from.connect(address, PORT)) {
        web.healthy(two.endpoint(), true);
        web.drain(one.endpoint(), Duration.ofSeconds(1));
        restart(Upkeep.REPAIR);
        Service again = shop.findService("web").orElseThrow();
        assertThat(controller.examine()).isEmpty();
        await(() -> again.backends().size() == 1);
        await(() -> again.counters().connections().equals(OptionalLong.of(0)));
        await(() -> ended(lost));
        assertThat(ended(lost)).as("whether the connection has ended").isTrue();
      }
      assertThat(answers(from, address)).containsOnlyKeys("two");
    }

    /// Its own addresses are served all the same.
    @Test
    void thatItsPortIsSomebodyElsesByNow() throws IOException {
      Service web = served(WEB, ServiceOption.Publish.of("8080:80/tcp"));
      IpAddress virtual = web.addresses().getFirst();
      Place from = Place.open("host", host.thread(), host.namespacePath());
      places.push(from);
      controller.close();
      try (ServerSocketChannel _ = from.listen(8080, 4_096)) {
        controller = opened(Upkeep.REPAIR);
        shop = controller.getNetwork("shop");
        web = shop.findService("web").orElseThrow();
        assertThat(web.bindings()).isEmpty();
        assertThat(answers(place(client), virtual)).containsOnlyKeys("one", "two");
      }
      restart(Upkeep.REPAIR);
      assertThat(shop.findService("web").orElseThrow().bindings()).hasSize(2);
      assertThat(from.tcp("127.0.0.1", 8080)).contains(" sees ");
    }

    /// Looked at by somebody who has the records alone.
    @Test
    void theProcessForWhoExaminesTheHost() {
      Service web = served(WEB);
      shop.createService("all", new ServiceOption.RoundRobin()).add(one.endpoint());
      web.healthy(two.endpoint(), false);
      IpAddress virtual = web.addresses().getFirst();
      controller.close();
      assertThat(examined()).isEmpty();
      host.run("ip", "addr", "del", virtual + "/32", "dev", "br-" + shop.id().abbreviated());
      host.run("nft", "flush", "set", "inet", "libnetwork", "vip6");
      assertThat(examined()).hasSize(2).anyMatch(it -> it.contains(virtual.toString()));
      controller = opened(Upkeep.LEAVE);
      shop = controller.getNetwork("shop");
      assertThat(examined(controller.examine())).isEmpty();
    }

    private List<String> examined() {
      return examined(
          Controller.examine(
              host.host(), store, new ControllerOption.NetworkDriver(BridgeDriver.factory())));
    }

    private static List<String> examined(List<Difference> found) {
      return found.stream().map(Difference::toString).toList();
    }

    @Test
    void whatOthersDo() {
      Service web = served(WEB, new ServiceOption.Balance(Balancing.SOURCE_HASH));
      restart(Upkeep.LEAVE);
      assertThat(controller.examine()).isEmpty();
      String bridge = "br-" + shop.id().abbreviated();
      IpAddress virtual = web.addresses().getLast();
      host.run("ip", "addr", "del", virtual + "/128", "dev", bridge);
      host.run("nft", "flush", "map", "inet", "libnetwork", "slot6");
      host.run("nft", "flush", "chain", "inet", "libnetwork", "source256");
      assertThat(controller.examine()).extracting(Difference::object).hasSize(3);
      assertThat(controller.reconcile().repaired()).hasSize(3);
      assertThat(controller.examine()).isEmpty();
      assertThat(answers(place(client), virtual)).hasSize(1);
    }
  }

  @Nested
  class Refuses {

    @Test
    void whatCannotBe() {
      Service web = shop.createService("web", WEB);
      Network other = controller.createNetwork(BridgeDriver.NAME, "other");
      Attachment stranger = controller.attach("stranger", other);
      for (int weight : new int[] {0, -1, 257}) {
        assertThatThrownBy(() -> web.add(one.endpoint(), weight))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("invalid weight " + weight);
      }
      assertThatThrownBy(() -> web.add(stranger.endpoint()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("stranger");
      assertThat(web.backends()).isEmpty();
      web.add(one.endpoint());
      assertThatThrownBy(() -> web.add(one.endpoint()))
          .isInstanceOf(NetworkException.Conflict.class);
      assertThatThrownBy(() -> web.weigh(two.endpoint(), 2))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("endpoint two");
      assertThatThrownBy(() -> web.drain(one.endpoint(), Duration.ofSeconds(-1)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("PT-1S");
      assertThatThrownBy(shop::delete).isInstanceOf(NetworkException.Forbidden.class);
    }

    @Test
    void servicesThatCannotBe() {
      for (String name : List.of("", "a.b", "-web", "web-", "w b", "x".repeat(64))) {
        assertThatThrownBy(() -> shop.createService(name, WEB))
            .as(name)
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("service name");
      }
      assertThatThrownBy(() -> shop.createService("web"))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("no port");
      assertThatThrownBy(() -> shop.createService("web", WEB, new ServiceOption.RoundRobin()))
          .isInstanceOf(NetworkException.InvalidParameter.class);
      assertThatThrownBy(() -> shop.createService("web", WEB, WEB))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("80/tcp twice");
      IpAddress taken = one.endpoint().addresses().getFirst().address();
      assertThatThrownBy(() -> shop.createService("web", WEB, new ServiceOption.Address(taken)))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining(taken.toString());
      IpAddress elsewhere = IpAddress.parse("192.0.2.1");
      assertThatThrownBy(() -> shop.createService("web", WEB, new ServiceOption.Address(elsewhere)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("192.0.2.1");
      for (String name : List.of("", "_http", "-a", "a-", "a.b", "x".repeat(63))) {
        assertThatThrownBy(() -> ServicePort.of(Protocol.TCP, PORT).named(name))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("of a service's port");
      }
      ServiceOption http = new ServiceOption.Port(ServicePort.of(Protocol.TCP, 1).named("http"));
      ServiceOption same = new ServiceOption.Port(ServicePort.of(Protocol.TCP, 2).named("HTTP"));
      assertThatThrownBy(() -> shop.createService("web", http, same))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("two ports called http/tcp");
      assertThat(shop.services()).isEmpty();
      assertThat(store.list("service")).isEmpty();
    }
  }
}
