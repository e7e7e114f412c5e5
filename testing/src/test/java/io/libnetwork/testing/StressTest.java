package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Random operations from many threads on few names, so that they meet: what the operations said is
/// what there is, and in the end nothing is.
class StressTest {

  private static final int OPERATIONS = 300;
  private static final int THREADS = 8;
  private static final int NAMES = 4;
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /// After an operation that met another, so that the other gets on.
  private static final Duration REST = Duration.ofNanos(200_000);

  private final long seed = Long.getLong("libnetwork.seed", System.nanoTime());
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();

  /// What the operations that succeeded have made, and whether it is still there: once removed it
  /// stays so, whoever notes first.
  private final Map<Object, Boolean> present = new ConcurrentHashMap<>();

  @Test
  void leavesNoLeakAndNoLostObject() throws Exception {
    System.out.println("stress test: seed " + seed + ", to repeat: -Dlibnetwork.seed=" + seed);
    try (TestHostOrSkip testHost = TestHostOrSkip.create()) {
      LeakAudit audit = LeakAudit.begin(testHost.host());
      try (Controller controller = testHost.controller(BridgeDriver.factory())) {
        runAll(controller);
        requireAgreement(controller);
        removeAll(controller);
      }
      testHost.host().host().close();
      assertThat(audit.leaks()).as("seed " + seed).isEmpty();
    }
    System.out.println("stress test: " + done + " operations done, " + refusals + " refused");
    assertThat(done.get()).as("operations done").isGreaterThanOrEqualTo(OPERATIONS);
  }

  /// Half of the threads are virtual.
  private void runAll(Controller controller) throws Exception {
    List<Future<Boolean>> workers = new ArrayList<>();
    for (int number = 0; number < THREADS; number++) {
      Random random = new Random(seed + number);
      FutureTask<Boolean> worker = new FutureTask<>(() -> work(controller, random), true);
      workers.add(worker);
      Thread.Builder threads = number % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
      threads.name("stress-" + number).start(worker);
    }
    for (Future<Boolean> worker : workers) {
      assertThat(worker.get(2 * LIMIT.toSeconds(), TimeUnit.SECONDS)).as("seed " + seed).isTrue();
    }
  }

  private void work(Controller controller, Random random) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (done.get() < OPERATIONS && System.nanoTime() < end) {
      try {
        operate(controller, random);
        done.incrementAndGet();
      } catch (NetworkException.System fault) {
        throw fault;
      } catch (NetworkException met) {
        refusals.incrementAndGet();
        LockSupport.parkNanos(REST.toNanos());
      }
    }
  }

  private void operate(Controller controller, Random random) {
    String container = "container-" + random.nextInt(NAMES);
    String endpoint = "endpoint-" + random.nextInt(NAMES);
    Network network = network(controller, random);
    switch (random.nextInt(9)) {
      case 0 -> created(network.createEndpoint(endpoint));
      case 1, 2 -> endpoint(network, endpoint).join(sandbox(controller, container));
      case 3 -> endpoint(network, endpoint).leave();
      case 4 -> attach(controller, network, container);
      case 5 -> deleted(endpoint(network, endpoint), random);
      case 6, 7 -> deleted(sandbox(controller, container));
      default -> deleted(network);
    }
  }

  private Network network(Controller controller, Random random) {
    String name = "network-" + random.nextInt(NAMES);
    NetworkOption ipv6 = new NetworkOption.Ipv6(random.nextBoolean());
    return controller
        .findNetwork(name)
        .orElseGet(() -> created(controller.createNetwork("bridge", name, ipv6)));
  }

  private Endpoint endpoint(Network network, String name) {
    return network.findEndpoint(name).orElseGet(() -> created(network.createEndpoint(name)));
  }

  private Sandbox sandbox(Controller controller, String container) {
    return controller
        .findSandbox(container)
        .orElseGet(() -> created(controller.createSandbox(container)));
  }

  private void attach(Controller controller, Network network, String container) {
    Attachment attached = controller.attach(container, network);
    created(attached.sandbox());
    created(attached.endpoint());
  }

  private <T> T created(T made) {
    present.putIfAbsent(made, true);
    return made;
  }

  private void deleted(Network network) {
    network.delete();
    present.put(network, false);
  }

  private void deleted(Sandbox sandbox) {
    sandbox.delete();
    present.put(sandbox, false);
  }

  private void deleted(Endpoint endpoint, Random random) {
    if (random.nextBoolean()) {
      endpoint.delete();
    } else {
      endpoint.deleteForced();
    }
    present.put(endpoint, false);
  }

  /// Endpoints also go with the sandbox that has joined them.
  private void requireAgreement(Controller controller) {
    Set<Object> found = new HashSet<>(controller.networks());
    found.addAll(controller.sandboxes());
    controller.networks().forEach(network -> found.addAll(network.endpoints()));
    Set<Object> expected = new HashSet<>();
    present.forEach((made, there) -> {
      boolean wentWithItsSandbox = made instanceof Endpoint endpoint && endpoint.deleted();
      if (there && !wentWithItsSandbox) {
        expected.add(made);
      }
    });
    assertThat(found).as("seed " + seed).isEqualTo(expected);
    for (Sandbox sandbox : controller.sandboxes()) {
      assertThat(sandbox.endpoints())
          .as("seed " + seed)
          .allSatisfy(endpoint -> assertThat(endpoint.sandbox()).contains(sandbox));
    }
  }

  private void removeAll(Controller controller) {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::delete);
      network.delete();
    }
    assertThat(controller.networks()).isEmpty();
    assertThat(controller.sandboxes()).isEmpty();
  }
}
