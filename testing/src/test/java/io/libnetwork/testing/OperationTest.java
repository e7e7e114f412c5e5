package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.Event;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.testing.FakeCall.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for whole operations: several at once, interrupted, after closing, and what is told.
class OperationTest {

  private static final SandboxOption HOST = new SandboxOption.HostNamespace();

  private final FakeHost fake = new FakeHost();

  @AfterEach
  void closes() {
    fake.close();
  }

  @Nested
  class Attaching {

    @Test
    void makesTheSandboxWhereThereIsNone() {
      Network network = fake.network("web");
      Attachment one = fake.controller.attach("c", network, HOST);
      Attachment two = fake.controller.attach("c", fake.network("db", "10.98.0.0/24"));
      assertThat(two.sandbox()).isSameAs(one.sandbox());
      assertThat(one.sandbox().endpoints()).containsExactly(one.endpoint(), two.endpoint());
      assertThat(one.endpoint().name()).isEqualTo("c");
    }

    @Test
    void manyAreAttachedOrNone() {
      Network network = fake.network("web");
      Sandbox before = fake.sandbox("c1");
      AtomicInteger joins = new AtomicInteger();
      fake.driver.before(
          Step.JOIN,
          () -> {
            if (joins.incrementAndGet() == 3) {
              throw new NetworkException.Conflict("the third is refused");
            }
          });
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .isThrownBy(() -> fake.controller.attachAll(requests(network)))
          .withMessage("the third is refused")
          .satisfies(failure -> assertThat(failure).hasNoSuppressedExceptions());
      assertThat(network.endpoints()).isEmpty();
      assertThat(fake.controller.sandboxes()).containsExactly(before);
      assertThat(before.endpoints()).isEmpty();
      assertThat(fake.driver.present()).containsExactly("network web");
      fake.driver.recover();
      assertThat(fake.controller.attachAll(requests(network))).hasSize(3);
      fake.controller.removeAll(fake.controller.sandboxes());
      assertThat(network.endpoints()).isEmpty();
    }

    private static List<AttachRequest> requests(Network network) {
      return List.of(
          AttachRequest.of("c1", network, HOST),
          AttachRequest.of("c2", network, HOST),
          AttachRequest.of("c3", network, HOST));
    }

    @Test
    void anEndpointsJoinMakesTheSandboxAndTakesItAwayWhenItFails() {
      Endpoint endpoint = fake.network("web").createEndpoint("db");
      fake.driver.failAt(Step.JOIN);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> endpoint.join("c", HOST));
      assertThat(fake.controller.sandboxes()).isEmpty();
      fake.driver.recover();
      assertThat(endpoint.join("c", HOST)).isEqualTo("default");
    }
  }

  @Nested
  class Interrupted {

    @ParameterizedTest
    @EnumSource(
        value = Step.class,
        names = {"CREATE_ENDPOINT", "JOIN"})
    void anAttachIsUndone(Step step) {
      Network network = fake.network("web");
      fake.driver.before(step, () -> Thread.currentThread().interrupt());
      requireCancelled(() -> fake.controller.attach("c", network, HOST));
      fake.driver.recover();
      assertThat(network.endpoints()).isEmpty();
      assertThat(fake.controller.sandboxes()).isEmpty();
      assertThat(fake.driver.present()).containsExactly("network web");
      fake.controller.attach("c", network, HOST);
    }

    @Test
    void aWaitForALockIsLeft() throws Exception {
      Network network = fake.network("web");
      LinkedBlockingQueue<String> steps = new LinkedBlockingQueue<>();
      fake.driver.before(
          Step.CREATE_ENDPOINT,
          () -> {
            steps.add("inside");
            take(steps, "go on");
          });
      Thread holder = Thread.ofVirtual().start(() -> network.createEndpoint("one"));
      while (!steps.contains("inside")) {
        Thread.onSpinWait();
      }
      Thread.currentThread().interrupt();
      requireCancelled(() -> network.createEndpoint("two"));
      steps.clear();
      steps.add("go on");
      holder.join();
      assertThat(network.endpoints()).extracting(Endpoint::name).containsExactly("one");
    }

    @Test
    void whatIsAlreadyInterruptedDoesNothing() {
      Network network = fake.network("web");
      fake.driver.takeCalls();
      Thread.currentThread().interrupt();
      requireCancelled(() -> fake.network("other", "10.98.0.0/24"));
      Thread.currentThread().interrupt();
      requireCancelled(() -> network.createEndpoint("db"));
      Thread.currentThread().interrupt();
      requireCancelled(network::delete);
      assertThat(fake.driver.takeCalls()).isEmpty();
      assertThat(fake.controller.networks()).containsExactly(network);
      fake.network("other", "10.98.0.0/24");
    }

    private static void take(LinkedBlockingQueue<String> steps, String wanted) {
      while (!steps.contains(wanted)) {
        Thread.onSpinWait();
      }
    }

    private static void requireCancelled(ThrowingCallable operation) {
      assertThatExceptionOfType(NetworkException.Cancelled.class)
          .isThrownBy(operation)
          .satisfies(failure -> assertThat(failure).hasNoSuppressedExceptions());
      assertThat(Thread.interrupted()).as("the interrupt is left to the caller").isTrue();
    }
  }

  @Nested
  class Closing {

    @Test
    void removesWhatIsEphemeralTheLastFirst() {
      for (String name : List.of("one", "two", "three")) {
        fake.network(
            name,
            "10.%d.0.0/24".formatted(name.length() * 7 + name.charAt(0) % 7),
            new NetworkOption.Ephemeral());
      }
      fake.network("kept", "10.200.0.0/24");
      Sandbox sandbox = fake.controller.createSandbox("c", HOST, new SandboxOption.Ephemeral());
      Endpoint endpoint = fake.controller.getNetwork("two").createEndpoint("db");
      endpoint.join(sandbox);
      fake.controller.getNetwork("one").createEndpoint("unjoined");
      fake.driver.takeCalls();
      fake.controller.close();
      assertThat(fake.driver.takeCalls())
          .containsExactly(
              "leave db",
              "delete endpoint db",
              "delete network three",
              "delete network two",
              "delete endpoint unjoined",
              "delete network one");
      assertThat(fake.driver.present()).containsExactly("network kept");
    }

    @Test
    void removesWhatWasMadeFromATemplateBeforeTheTemplate() {
      fake.network(
          "template", FakeHost.POOL, new NetworkOption.ConfigOnly(), new NetworkOption.Ephemeral());
      for (int i = 0; i < 3; i++) {
        fake.controller
            .createNetwork(
                FakeNetworkDriver.NAME,
                "made",
                new NetworkOption.ConfigFrom("template"),
                new NetworkOption.Ephemeral())
            .delete();
      }
      fake.controller.createNetwork(
          FakeNetworkDriver.NAME,
          "made",
          new NetworkOption.ConfigFrom("template"),
          new NetworkOption.Ephemeral());
      fake.controller.close();
      assertThat(fake.driver.present()).isEmpty();
    }

    @Test
    void reportsWhatCouldNotBeRemovedAndRemovesTheRest() {
      fake.network("one", "10.98.0.0/24", new NetworkOption.Ephemeral());
      fake.controller.createSandbox("c", HOST, new SandboxOption.Ephemeral());
      fake.driver.failAt(Step.DELETE_NETWORK);
      assertThatExceptionOfType(NetworkException.System.class)
          .isThrownBy(fake.controller::close)
          .withMessageContaining("DELETE_NETWORK");
      assertThat(fake.controller.sandboxes()).isEmpty();
      fake.controller.close();
    }

    @Test
    void endsEveryOperation() {
      Network network = fake.network("web");
      Endpoint endpoint = network.createEndpoint("db");
      Sandbox sandbox = fake.sandbox("c");
      fake.controller.close();
      List<ThrowingCallable> operations =
          List.of(
              () -> fake.network("other"),
              () -> fake.sandbox("d"),
              () -> network.createEndpoint("e"),
              () -> endpoint.join(sandbox),
              endpoint::leave,
              endpoint::delete,
              sandbox::delete,
              network::delete,
              () -> fake.controller.attach("c", network),
              () -> fake.controller.removeAll(List.of(sandbox)),
              () -> fake.controller.subscribe(_ -> {}));
      for (ThrowingCallable operation : operations) {
        assertThatExceptionOfType(NetworkException.Unavailable.class)
            .isThrownBy(operation)
            .withMessageContaining("closed");
      }
      assertThat(fake.controller.networks()).containsExactly(network);
    }
  }

  @Nested
  class Events {

    @Test
    void tellEachStepInOrderOnceItIsVisible() throws Exception {
      BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
      try (AutoCloseable _ = fake.controller.subscribe(heard::add)) {
        Network network = fake.network("web");
        Attachment attached = fake.controller.attach("c", network, HOST);
        attached.endpoint().leave();
        attached.endpoint().join(attached.sandbox());
        attached.sandbox().delete();
        network.delete();
        List<Event> events = new ArrayList<>();
        while (events.size() < 10) {
          Event event = heard.poll(10, TimeUnit.SECONDS);
          assertThat(event).isNotNull();
          events.add(event);
        }
        assertThat(events)
            .extracting(event -> event.getClass().getSimpleName())
            .containsExactly(
                "NetworkCreated",
                "SandboxCreated",
                "EndpointCreated",
                "EndpointJoined",
                "EndpointLeft",
                "EndpointJoined",
                "EndpointLeft",
                "EndpointDeleted",
                "SandboxDeleted",
                "NetworkDeleted");
        assertThat(events)
            .extracting(Event::revision)
            .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
      }
    }

    @Test
    void tellNothingOfWhatWasUndone() throws Exception {
      BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
      try (AutoCloseable _ = fake.controller.subscribe(heard::add)) {
        fake.driver.failAt(Step.CREATE_NETWORK);
        assertThatExceptionOfType(NetworkException.Unavailable.class)
            .isThrownBy(() -> fake.network("web"));
        fake.driver.recover();
        fake.network("other");
        Event event = heard.poll(10, TimeUnit.SECONDS);
        assertThat(event)
            .isEqualTo(
                new Event.NetworkCreated(1, fake.controller.getNetwork("other").id(), "other"));
      }
    }
  }
}
