package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Backend;
import io.libnetwork.Endpoint;
import io.libnetwork.Event;
import io.libnetwork.HealthCheck;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Service;
import io.libnetwork.ServiceCounters;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is told of services: events as they come, and counters when they are asked for.
class ServiceEventsTest {

  private static final int PORT = 80;
  private static final ServiceOption WEB =
      new ServiceOption.Port(ServicePort.of(Protocol.TCP, PORT));
  private static final ServiceOption PUBLISHED = ServiceOption.Publish.of("8080:80/tcp");

  private final List<String> told = new CopyOnWriteArrayList<>();
  private Lab lab;
  private Network shop;
  private Endpoint one;
  private Endpoint two;
  private AutoCloseable subscription;

  @BeforeEach
  void open() {
    lab = Lab.open();
    shop = lab.dual("shop");
    one = answering("one");
    two = answering("two");
    subscription = lab.controller().subscribe(event -> told.addAll(text(event)));
  }

  @AfterEach
  void close() throws Exception {
    if (lab != null) {
      subscription.close();
      lab.close();
    }
  }

  private Endpoint answering(String name) {
    Attachment attachment = lab.controller().attach(name, shop);
    lab.place(attachment).answering(PORT);
    return attachment.endpoint();
  }

  private String name(io.libnetwork.EndpointId endpoint) {
    return endpoint.equals(one.id()) ? "one" : "two";
  }

  private List<String> text(Event event) {
    return switch (event) {
      case Event.ServiceCreated it -> List.of("created " + it.service());
      case Event.ServiceDeleted it -> List.of("deleted " + it.service());
      case Event.BackendAdded it -> List.of("added " + name(it.endpoint()) + " " + it.weight());
      case Event.BackendRemoved it -> List.of("removed " + name(it.endpoint()));
      case Event.BackendWeighed it -> List.of("weighed " + name(it.endpoint()) + " " + it.weight());
      case Event.BackendDraining it -> List.of("draining " + name(it.endpoint()));
      case Event.BackendHealthChanged it ->
          List.of((it.well() ? "well " : "ill ") + name(it.endpoint()));
      default -> List.of();
    };
  }

  private static void await(BooleanSupplier condition) {
    for (int looks = 0; looks < 300 && !condition.getAsBoolean(); looks++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private void awaitTold(String... expected) {
    for (int looks = 0; looks < 300 && told.size() < expected.length; looks++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertThat(told).containsExactly(expected);
  }

  @Test
  void whatBecomesOfServicesAndBackendsIsTold() {
    Service web = shop.createService("web", WEB);
    web.add(one);
    web.add(two, 3);
    web.weigh(two, 5);
    web.weigh(two, 5);
    web.healthy(one, false);
    web.healthy(one, true);
    web.drain(two, Duration.ofMillis(50));
    await(() -> web.findBackend(two).isEmpty());
    web.remove(one);
    web.add(one);
    web.delete();
    web.delete();
    awaitTold(
        "created web",
        "added one 1",
        "added two 3",
        "weighed two 5",
        "ill one",
        "well one",
        "draining two",
        "removed two",
        "removed one",
        "added one 1",
        "deleted web");
  }

  @Test
  void whatIsRefusedIsNotTold() {
    shop.createService("web", WEB, PUBLISHED);
    assertThatThrownBy(() -> shop.createService("other", WEB, PUBLISHED))
        .isInstanceOf(NetworkException.Conflict.class);
    Service web = shop.findService("web").orElseThrow();
    assertThatThrownBy(() -> web.add(one, 0)).isInstanceOf(NetworkException.class);
    web.add(one);
    one.deleteForced();
    awaitTold("created web", "added one 1", "removed one");
  }

  @Test
  void whatAHealthCheckFindsIsTold() {
    HealthCheck check =
        HealthCheck.tcp(81).every(Duration.ofMillis(20), Duration.ofMillis(200)).after(2, 2);
    Service web = shop.createService("web", WEB, new ServiceOption.Check(check));
    web.add(one);
    awaitTold("created web", "added one 1", "ill one");
    lab.place(one.sandbox().orElseThrow()).answering(81);
    awaitTold("created web", "added one 1", "ill one", "well one");
  }

  /// A thread that waits for something goes to sleep each time that it has looked.
  @Test
  void aHealthCheckSleepsUntilItIsTimeToAsk() throws IOException {
    HealthCheck check =
        HealthCheck.tcp(PORT).every(Duration.ofSeconds(30), Duration.ofSeconds(1)).after(1, 1);
    Service web = shop.createService("web", WEB, new ServiceOption.Check(check));
    web.add(one);
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    long before = sleeps("libnetwork-heal");
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    assertThat(sleeps("libnetwork-heal") - before).isLessThan(10);
    HealthCheck ofNobody = HealthCheck.tcp(81).every(Duration.ofSeconds(30), Duration.ofSeconds(1));
    Service ill = shop.createService("ill", WEB, new ServiceOption.Check(ofNobody.after(1, 1)));
    ill.add(two);
    await(() -> !ill.findBackend(two).orElseThrow().well());
  }

  private static long sleeps(String thread) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).strip().equals(thread)) {
          return Files.readAllLines(task.resolve("status")).stream()
              .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
              .mapToLong(line -> Long.parseLong(line.substring(24).strip()))
              .sum();
        }
      }
    }
    throw new AssertionError("no thread " + thread);
  }

  @Test
  void howManyConnectionsBackendsHaveIsCountedWhenItIsAskedFor() throws IOException {
    Service web = shop.createService("web", WEB, PUBLISHED);
    Place client = lab.place(lab.controller().attach("client", shop));
    List<SocketChannel> open = new ArrayList<>();
    try {
      web.add(one);
      for (IpAddress address : web.addresses()) {
        open.add(client.connect(address, PORT));
      }
      open.add(lab.remote().connect(IpAddress.parse(Lab.HOST_V4), 8080));
      open.add(lab.remote().connect(IpAddress.parse(Lab.HOST_V6), 8080));
      web.add(two);
      web.drain(one, Duration.ofMinutes(1));
      open.add(client.connect(web.addresses().getFirst(), PORT));
      // Not by the service, and at the port that it has.
      open.add(client.connect(two.addresses().getFirst().address(), PORT));
      ServiceCounters counters = web.counters();
      assertThat(counters.backends())
          .extracting(ServiceCounters.OfBackend::connections)
          .containsExactly(OptionalLong.of(4), OptionalLong.of(1));
      assertThat(counters.connections()).hasValue(5);
      assertThat(counters.states())
          .containsEntry(Backend.State.DRAINING, 1)
          .containsEntry(Backend.State.ACTIVE, 1);
    } finally {
      for (SocketChannel each : open) {
        each.close();
      }
    }
    // The other side ends them as well, and the kernel remembers them for two minutes.
    await(() -> web.counters().connections().equals(OptionalLong.of(0)));
  }

  @Test
  void whatIsNotLedIsNotCounted() {
    Service names = shop.createService("names", new ServiceOption.RoundRobin());
    names.add(one);
    names.healthy(one, false);
    names.add(two);
    two.leave();
    assertThat(names.counters().connections()).isEmpty();
    assertThat(names.counters().states())
        .isEqualTo(
            Map.of(
                Backend.State.UNWELL,
                1,
                Backend.State.ABSENT,
                1,
                Backend.State.ACTIVE,
                0,
                Backend.State.DRAINING,
                0));
    names.delete();
    assertThatThrownBy(names::counters).isInstanceOf(NetworkException.NotFound.class);
  }
}
