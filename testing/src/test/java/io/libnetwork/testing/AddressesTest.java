package io.libnetwork.testing;

import static io.libnetwork.address.IpFamily.V4;
import static io.libnetwork.address.IpFamily.V6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Which addresses endpoints have, and when they are free again.
class AddressesTest {

  private final FakeHost fake = new FakeHost();
  private final Network network = fake.dual("web", FakeHost.POOL, FakeHost.POOL_V6);

  @AfterEach
  void closes() {
    fake.close();
  }

  private static EndpointOption chosen(String address) {
    return EndpointOption.Address.of(address);
  }

  @Nested
  class Given {

    @Test
    void oneOfEachFamilyFromTheNetworksPools() {
      Endpoint endpoint = network.createEndpoint("db");
      assertThat(endpoint.addresses())
          .extracting(InterfaceAddress::toString)
          .containsExactly("10.99.0.2/29", "fd99::2/64");
      assertThat(network.pools().getFirst().gateway())
          .contains(InterfaceAddress.parse("10.99.0.1/29"));
    }

    @Test
    void noIpv6WhereItIsNotWanted() {
      Endpoint endpoint = network.createEndpoint("db", new EndpointOption.NoIpv6());
      assertThat(endpoint.address(V6)).isEmpty();
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(
              () -> network.createEndpoint("b", new EndpointOption.NoIpv6(), chosen("fd99::9")))
          .withMessageContaining("fd99::9");
    }

    @Test
    void theChosenOneOrNone() {
      Endpoint endpoint = network.createEndpoint("db", chosen("10.99.0.5"));
      assertThat(endpoint.address(V4)).contains(InterfaceAddress.parse("10.99.0.5/29"));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> network.createEndpoint("other", chosen("10.99.0.5")))
          .withMessageContaining("10.99.0.5")
          .withMessageContaining("endpoint db");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> network.createEndpoint("other", chosen("10.99.0.1")))
          .withMessageContaining("gateway of network web");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> network.createEndpoint("other", chosen("10.98.0.5")))
          .withMessageContaining("10.98.0.5")
          .withMessageContaining("10.99.0.0/29");
      assertThat(network.endpoints()).containsExactly(endpoint);
    }

    @Test
    void theFirstFamilysIsGivenBackWhenTheSecondsIsRefused() {
      network.createEndpoint("db", chosen("fd99::9"));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(
              () -> network.createEndpoint("other", chosen("10.99.0.6"), chosen("fd99::9")));
      network.createEndpoint("other", chosen("10.99.0.6"));
    }

    @Test
    void aFullPoolIsUnavailable() {
      IntStream.range(0, 5).forEach(i -> network.createEndpoint("db" + i));
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> network.createEndpoint("other"))
          .withMessageContaining("10.99.0.0/29");
      assertThat(network.endpoints()).hasSize(5);
    }

    @Test
    void oneAllocatedElsewhereIsNotedAndNeverReleased() {
      Endpoint ours = network.createEndpoint("ours", chosen("10.99.0.4"));
      Endpoint endpoint =
          network.createEndpoint(
              "db", new EndpointOption.AllocatedAddress(InterfaceAddress.parse("10.99.0.4/29")));
      assertThat(endpoint.address(V4)).contains(InterfaceAddress.parse("10.99.0.4/29"));
      endpoint.delete();
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .as("it is still the one's who had it from the pool")
          .isThrownBy(() -> network.createEndpoint("third", chosen("10.99.0.4")));
      ours.delete();
      network.createEndpoint("third", chosen("10.99.0.4"));
    }
  }

  @Nested
  class MacAddresses {

    @Test
    void areDerivedFromTheAddressSoThatTheyMoveWithIt() {
      Endpoint endpoint = network.createEndpoint("db");
      assertThat(endpoint.macAddress())
          .contains(MacAddress.derivedFrom(IpAddress.parse("10.99.0.2")));
      endpoint.delete();
      assertThat(network.createEndpoint("b", chosen("10.99.0.2")).macAddress())
          .isEqualTo(endpoint.macAddress());
    }

    @Test
    void areAsChosen() {
      MacAddress mac = MacAddress.parse("02:00:00:00:00:07");
      assertThat(network.createEndpoint("db", new EndpointOption.Mac(mac)).macAddress())
          .contains(mac);
    }
  }

  @Nested
  class GivenBack {

    private final Sandbox sandbox = fake.sandbox("container");
    private final Endpoint endpoint = network.createEndpoint("db", chosen("10.99.0.5"));

    @Test
    void notBeforeTheInterfaceIsAnnouncedGone() {
      endpoint.join(sandbox);
      fake.driver.holdRemovals();
      CompletableFuture<Void> deleting = CompletableFuture.runAsync(endpoint::deleteForced);
      awaitDeleted();
      assertThat(deleting).isNotDone();
      for (int i = 0; i < 4; i++) {
        assertThat(network.createEndpoint("other" + i).address(V4))
            .isNotEqualTo(endpoint.address(V4));
      }
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> network.createEndpoint("last"));
      fake.driver.announceRemovals();
      deleting.join();
      assertThat(network.createEndpoint("last").address(V4)).isEqualTo(endpoint.address(V4));
    }

    @Test
    void whoChoosesAnAddressWaitsUntilItIsFree() {
      endpoint.join(sandbox);
      for (int round = 0; round < 50; round++) {
        fake.driver.holdRemovals();
        Endpoint present = network.getEndpoint("db");
        CompletableFuture<Void> deleting = CompletableFuture.runAsync(present::deleteForced);
        awaitDeleted();
        CompletableFuture<Endpoint> creating =
            CompletableFuture.supplyAsync(() -> network.createEndpoint("db", chosen("10.99.0.5")));
        assertThat(creating).isNotDone();
        fake.driver.announceRemovals();
        creating.join().join(sandbox);
        deleting.join();
      }
    }

    @Test
    void neverWhereTheKernelRefusedToRemoveTheInterface() {
      endpoint.join(sandbox);
      fake.driver.holdRemovals();
      CompletableFuture<Void> deleting = CompletableFuture.runAsync(endpoint::deleteForced);
      awaitDeleted();
      fake.driver.failRemovals(new NetworkException.Unavailable("the kernel refused"));
      assertThat(deleting.handle((_, failure) -> failure).join())
          .hasCauseInstanceOf(NetworkException.Unavailable.class);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> network.createEndpoint("again", chosen("10.99.0.5")))
          .withMessageContaining("the kernel refused");
      assertThat(network.createEndpoint("other").address(V4)).isNotEqualTo(endpoint.address(V4));
    }

    private void awaitDeleted() {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (network.findEndpoint("db").isPresent() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(network.findEndpoint("db")).isEmpty();
    }
  }
}
