package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.testing.FakeCall.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the controller asks of a driver, in which order, and what is left when something fails.
class LifecycleTest {

  private final FakeHost fake = new FakeHost();

  @AfterEach
  void closes() {
    fake.close();
  }

  private void requireNothingLeft() {
    assertThat(fake.controller.networks()).isEmpty();
    assertThat(fake.controller.sandboxes()).isEmpty();
    assertThat(fake.driver.present()).isEmpty();
  }

  @Nested
  class FromBeginningToEnd {

    @Test
    void theDriverIsToldEachStepInOrder() {
      Network network = fake.network("web");
      Endpoint endpoint = network.createEndpoint("db");
      Sandbox sandbox = fake.sandbox("container");
      endpoint.join(sandbox);
      assertThat(sandbox.endpoints()).containsExactly(endpoint);
      assertThat(endpoint.sandbox()).contains(sandbox);
      endpoint.leave();
      assertThat(sandbox.endpoints()).isEmpty();
      endpoint.delete();
      sandbox.delete();
      network.delete();
      assertThat(fake.driver.takeCalls())
          .containsExactly(
              "create network web",
              "create endpoint db",
              "join db [IPv4, IPv6]",
              "leave db",
              "delete endpoint db",
              "delete network web");
      requireNothingLeft();
    }

    @Test
    void deletingASandboxLetsItsEndpointsLeaveAndDeletesThem() {
      Network network = fake.network("web");
      Sandbox sandbox = fake.sandbox("container");
      Endpoint endpoint = network.createEndpoint("db");
      endpoint.join(sandbox);
      fake.driver.takeCalls();
      sandbox.delete();
      assertThat(fake.driver.takeCalls()).containsExactly("leave db", "delete endpoint db");
      assertThat(endpoint.deleted()).isTrue();
      assertThat(network.endpoints()).isEmpty();
      assertThat(fake.controller.findSandbox("container")).isEmpty();
    }

    @Test
    void aForcedDeleteLeavesFirst() {
      Network network = fake.network("web");
      Sandbox sandbox = fake.sandbox("container");
      Endpoint endpoint = network.createEndpoint("db");
      endpoint.join(sandbox);
      fake.driver.takeCalls();
      endpoint.deleteForced();
      assertThat(fake.driver.takeCalls()).containsExactly("leave db", "delete endpoint db");
      assertThat(sandbox.endpoints()).isEmpty();
      assertThat(sandbox.deleted()).isFalse();
    }

    @Test
    void whatIsGoneIsDeletedAgainWithoutTellingTheDriver() {
      Network network = fake.network("web");
      Sandbox sandbox = fake.sandbox("container");
      Endpoint endpoint = network.createEndpoint("db");
      endpoint.delete();
      sandbox.delete();
      network.delete();
      fake.driver.takeCalls();
      endpoint.leave();
      endpoint.delete();
      endpoint.deleteForced();
      sandbox.delete();
      network.delete();
      assertThat(fake.driver.takeCalls()).isEmpty();
    }

    @Test
    void deletingAnOldNetworkAgainSparesTheNewOneOfItsId() {
      NetworkOption.Id id = new NetworkOption.Id(new NetworkId("a".repeat(64)));
      Network old = fake.network("web", FakeHost.POOL, id);
      old.delete();
      Network now = fake.network("web", FakeHost.POOL, id);
      old.delete();
      assertThat(fake.controller.networks()).containsExactly(now);
      assertThat(fake.controller.findNetwork("web")).contains(now);
    }

    @Test
    void deletedObjectsTakeNoPartInAnything() {
      Network network = fake.network("web");
      Network other = fake.network("other", "10.98.0.0/24");
      Endpoint endpoint = other.createEndpoint("db");
      Sandbox sandbox = fake.sandbox("container");
      network.delete();
      sandbox.delete();
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> network.createEndpoint("db"))
          .withMessageContaining("web");
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> endpoint.join(sandbox))
          .withMessageContaining("container");
      endpoint.delete();
      Sandbox again = fake.sandbox("container");
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> endpoint.join(again))
          .withMessageContaining("db");
    }
  }

  @Nested
  class WhenAStepFails {

    @ParameterizedTest
    @EnumSource(
        value = Step.class,
        names = {"CREATE_NETWORK", "CREATE_ENDPOINT", "JOIN"})
    void nothingOfItIsLeftAndItCanBeDoneAgain(Step step) {
      fake.driver.failAt(step);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(this::wholeLife)
          .withMessageContaining(step.name())
          .satisfies(failure -> assertThat(failure).hasNoSuppressedExceptions());
      fake.driver.recover();
      fake.controller.sandboxes().forEach(Sandbox::delete);
      fake.controller
          .networks()
          .forEach(network -> {
            assertThat(network.endpoints()).isEmpty();
            network.delete();
          });
      requireNothingLeft();
      wholeLife();
      requireNothingLeft();
    }

    /// The pool has room for five endpoints, so that what is not given back is missed.
    private void wholeLife() {
      Network network = fake.network("web");
      Sandbox sandbox = fake.controller.createSandbox("c", new SandboxOption.HostNamespace());
      for (int i = 0; i < 5; i++) {
        try {
          fake.controller.attach("c", network).endpoint().deleteForced();
        } catch (NetworkException failure) {
          assertThat(network.endpoints()).isEmpty();
          assertThat(sandbox.endpoints()).isEmpty();
          throw failure;
        }
      }
      sandbox.delete();
      network.delete();
    }

    @Test
    void aFailedNetworkGivesNameIdAndPoolBack() {
      fake.driver.failAt(Step.CREATE_NETWORK);
      NetworkOption.Id id = new NetworkOption.Id(new NetworkId("b".repeat(64)));
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> fake.network("web", FakeHost.POOL, id));
      fake.driver.recover();
      assertThat(fake.network("web", FakeHost.POOL, id).pools()).hasSize(1);
    }

    @Test
    void aFailedEndpointGivesNameAndAddressBack() {
      Network network = fake.network("web", "10.99.0.0/30");
      fake.driver.failAt(Step.CREATE_ENDPOINT);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> network.createEndpoint("db"));
      fake.driver.recover();
      assertThat(network.createEndpoint("db").addresses()).hasSize(1);
    }

    @Test
    void aFailedLeaveLeavesTheEndpointJoined() {
      Network network = fake.network("web");
      Sandbox sandbox = fake.sandbox("container");
      Endpoint endpoint = network.createEndpoint("db");
      endpoint.join(sandbox);
      fake.driver.failAt(Step.LEAVE);
      assertThatExceptionOfType(NetworkException.Unavailable.class).isThrownBy(endpoint::leave);
      assertThat(endpoint.sandbox()).contains(sandbox);
      assertThat(sandbox.endpoints()).containsExactly(endpoint);
      fake.driver.recover();
      endpoint.leave();
      assertThat(sandbox.endpoints()).isEmpty();
    }

    @Test
    void aFailedDeleteCanBeDoneAgain() {
      Network network = fake.network("web");
      fake.driver.failAt(Step.DELETE_NETWORK);
      assertThatExceptionOfType(NetworkException.Unavailable.class).isThrownBy(network::delete);
      assertThat(fake.controller.networks()).containsExactly(network);
      fake.driver.recover();
      network.delete();
      requireNothingLeft();
    }

    @Test
    void aFailedRemovalCanBeDoneAgain() {
      Network network = fake.network("web");
      fake.driver.holdRemovals();
      CompletableFuture<Void> deleting = CompletableFuture.runAsync(network::delete);
      awaitHeld(1);
      fake.driver.failRemovals(new NetworkException.Unavailable("the kernel refused"));
      assertThat(deleting.handle((_, failure) -> failure).join())
          .hasCauseInstanceOf(NetworkException.Unavailable.class);
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .as("the name is not free yet")
          .isThrownBy(() -> fake.network("web", "10.98.0.0/24"));
      network.delete();
      requireNothingLeft();
    }

    @Test
    void aSandboxThatCannotBeDeletedKeepsNoOther() {
      Network network = fake.network("web");
      Sandbox one = fake.controller.attach("one", network, HOST).sandbox();
      Sandbox two = fake.sandbox("two");
      fake.driver.failAt(Step.LEAVE);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> fake.controller.removeAll(List.of(one, two)));
      assertThat(fake.controller.sandboxes()).containsExactly(one);
      fake.driver.recover();
      fake.controller.removeAll(List.of(one, two));
      assertThat(fake.controller.sandboxes()).isEmpty();
    }
  }

  private static final SandboxOption HOST = new SandboxOption.HostNamespace();

  @Nested
  class WhenTheStateForbids {

    @Test
    void aNetworkWithEndpointsStays() {
      Network network = fake.network("web");
      Endpoint endpoint = network.createEndpoint("db");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(network::delete)
          .withMessage("cannot delete network web: it has endpoints db; delete them first");
      assertThat(network.deleted()).isFalse();
      endpoint.delete();
      network.delete();
    }

    @Test
    void aJoinedEndpointStays() {
      Network network = fake.network("web");
      Endpoint endpoint = network.createEndpoint("db");
      endpoint.join(fake.sandbox("container"));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(endpoint::delete)
          .withMessageContaining("container")
          .withMessageContaining("leave first");
    }

    @Test
    void joiningTwiceIsRefusedBeforeAnythingChanges() {
      Network network = fake.network("web");
      Endpoint endpoint = network.createEndpoint("db");
      Sandbox sandbox = fake.sandbox("container");
      Sandbox other = fake.sandbox("other");
      network.createEndpoint("theirs").join(other);
      endpoint.join(sandbox);
      fake.driver.takeCalls();
      for (Sandbox again : List.of(sandbox, other)) {
        assertThatExceptionOfType(NetworkException.Forbidden.class)
            .isThrownBy(() -> endpoint.join(again))
            .withMessageContaining("joined already")
            .withMessageContaining("container");
      }
      assertThat(fake.driver.takeCalls()).isEmpty();
    }

    @Test
    void aTemplateInUseStays() {
      Network template = fake.network("template", FakeHost.POOL, new NetworkOption.ConfigOnly());
      assertThat(fake.driver.takeCalls()).isEmpty();
      Network made =
          fake.controller.createNetwork(
              FakeNetworkDriver.NAME, "made", new NetworkOption.ConfigFrom("template"));
      assertThat(made.pools().getFirst().prefix()).hasToString(FakeHost.POOL);
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(template::delete)
          .withMessageContaining("made");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> template.createEndpoint("db"))
          .withMessageContaining("template");
      made.delete();
      template.delete();
      requireNothingLeft();
    }

    @Test
    void onlyATemplateServesAsOne() {
      fake.network("web");
      NetworkOption from = new NetworkOption.ConfigFrom("web");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> fake.controller.createNetwork("fake", "other", from))
          .withMessageContaining("web");
      NetworkOption missing = new NetworkOption.ConfigFrom("missing");
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> fake.controller.createNetwork("fake", "other", missing))
          .withMessageContaining("missing");
    }

    @Test
    void theUsualSandboxCannotJoinTheHostsNetworkKindAndViceVersa() {
      try (TestHostOrSkip host = TestHostOrSkip.create()) {
        FakeNetworkDriver usual = new FakeNetworkDriver(DriverTraits.USUAL);
        try (Controller controller = host.controller(usual)) {
          Network network =
              controller.createNetwork("fake", "web", NetworkOption.Pool.of(FakeHost.POOL));
          Endpoint endpoint = network.createEndpoint("db");
          Sandbox sandbox = controller.createSandbox("c", HOST);
          assertThatExceptionOfType(NetworkException.Forbidden.class)
              .isThrownBy(() -> endpoint.join(sandbox))
              .withMessageContaining("host's namespace");
          assertThat(usual.takeCalls()).doesNotContain("join db [IPv4, IPv6]");
        }
      }
    }
  }

  @Nested
  class Options {

    @Test
    void textsBecomeTheDriversRecord() {
      Network network =
          fake.network(
              "web",
              FakeHost.POOL,
              new NetworkOption.DriverLabels(Map.of(FakeNetworkDriver.COLOUR, "red")));
      assertThat(network.driver()).isEqualTo("fake");
    }

    @Test
    void aTextNobodyTookIsRefusedByItsKey() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() ->
              fake.network(
                  "web", FakeHost.POOL, new NetworkOption.DriverLabels(Map.of("fake.size", "9"))))
          .withMessageContaining("fake.size");
      requireNothingLeft();
      fake.network("web");
    }
  }

  private void awaitHeld(int removals) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (fake.driver.heldRemovals() < removals && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(fake.driver.heldRemovals()).isEqualTo(removals);
  }
}
