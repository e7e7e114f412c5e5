package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits.SandboxKind;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every network driver must do. A driver's test implements this, answering the same objects
/// throughout one test. What must hold when something is refused is the [RefusalContract].
///
/// It needs JUnit and AssertJ, which whoever writes tests brings along.
// Who implements this has JUnit; who only uses the test host has not to.
@SuppressWarnings("exports")
public interface NetworkDriverContract {

  /// What makes the driver.
  NetworkDriverFactory factory();

  /// Where its networks are made.
  Host host();

  /// The driver under test, made by the factory on the host.
  NetworkDriver driver();

  /// A namespace a sandbox of the driver's kind of sandbox has.
  NetworkNamespace sandbox();

  /// Whether the driver takes whatever options there are, because only somebody else knows them.
  default boolean takesEveryText() {
    return false;
  }

  /// Options that are nobody's.
  record Foreign() implements NetworkDriverOptions, EndpointDriverOptions {}

  /// The specification of a network whose pools follow from its number, 0 to 99.
  default NetworkSpec network(int number, Optional<NetworkDriverOptions> options) {
    List<NetworkPool> pools =
        driver().traits().addressed()
            ? List.of(pool("10.66." + number + ".1/24"), pool("fd66:0:0:" + number + "::1/64"))
            : List.of();
    return new NetworkSpec(
        new NetworkId(String.format("%064x", 0xabcd_ef00_0000L + number).replace("0", "e")),
        "network-" + number,
        false,
        pools,
        options);
  }

  /// The specification of an endpoint of such a network.
  default EndpointSpec endpoint(int network, int number, Optional<EndpointDriverOptions> options) {
    boolean addressed = driver().traits().addressed();
    String last = Integer.toString(number + 2);
    return new EndpointSpec(
        new EndpointId(
            (Integer.toHexString(0x1000 + network * 256 + number) + "f").repeat(12) + "abcd"),
        "endpoint-" + number,
        addressed
            ? Optional.of(MacAddress.derivedFrom(IpAddress.parse("10.66." + network + "." + last)))
            : Optional.empty(),
        addressed
            ? List.of(
                InterfaceAddress.parse("10.66." + network + "." + last + "/24"),
                InterfaceAddress.parse("fd66:0:0:" + network + "::" + last + "/64"))
            : List.of(),
        List.of(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Set.of(),
        true,
        false,
        BandwidthLimits.NONE,
        options);
  }

  private static NetworkPool pool(String gateway) {
    InterfaceAddress own = InterfaceAddress.parse(gateway);
    return new NetworkPool(own.prefix(), Optional.of(own), Map.of());
  }

  /// Asks for an endpoint's interface by a name, in the [#sandbox].
  default JoinRequest request(DriverEndpoint endpoint, String name) {
    return new JoinRequest(sandbox(), new InterfaceName(name), endpoint.connectivity());
  }

  /// Waits until a removal is announced.
  static void await(Removal removal) throws Exception {
    removal.announced().get(30, TimeUnit.SECONDS);
  }

  @Test
  default void isCalledAsItsFactory() {
    assertThat(driver().name()).isEqualTo(factory().name()).matches("[a-z]+");
    assertThat(driver().traits().sandbox()).isIn((Object[]) SandboxKind.values());
  }

  @Test
  default void aNetworkLivesFromBeginningToEnd() throws Exception {
    DriverNetwork network = driver().createNetwork(network(1, Optional.empty()));
    DriverEndpoint endpoint = network.createEndpoint(endpoint(1, 1, Optional.empty()));
    JoinPlan plan = endpoint.join(request(endpoint, "eth0"));
    assertThat(plan.gateways().keySet()).isSubsetOf(endpoint.connectivity());
    await(endpoint.leave(false));
    endpoint.delete();
    await(network.delete());
  }

  @Test
  default void theGatewaysOfAPlanAreTheNetworksOwnAddresses() throws Exception {
    NetworkSpec spec = network(2, Optional.empty());
    DriverNetwork network = driver().createNetwork(spec);
    DriverEndpoint endpoint = network.createEndpoint(endpoint(2, 1, Optional.empty()));
    JoinPlan plan = endpoint.join(request(endpoint, "eth0"));
    for (IpFamily family : endpoint.connectivity()) {
      assertThat(plan.gateways().get(family))
          .isEqualTo(spec.gateway(family).orElseThrow().address());
    }
    await(endpoint.leave(false));
    endpoint.delete();
    await(network.delete());
  }

  @Test
  default void anEndpointIsJoinedAgainAfterItWasLeft() throws Exception {
    DriverNetwork network = driver().createNetwork(network(3, Optional.empty()));
    DriverEndpoint endpoint = network.createEndpoint(endpoint(3, 1, Optional.empty()));
    for (int time = 0; time < 3; time++) {
      endpoint.join(request(endpoint, "eth0"));
      await(endpoint.leave(false));
    }
    endpoint.delete();
    await(network.delete());
  }

  @Test
  default void whatIsGoneIsRemovedAgainWithoutComplaint() throws Exception {
    DriverNetwork network = driver().createNetwork(network(4, Optional.empty()));
    DriverEndpoint endpoint = network.createEndpoint(endpoint(4, 1, Optional.empty()));
    await(endpoint.leave(false));
    endpoint.join(request(endpoint, "eth0"));
    await(endpoint.leave(false));
    await(endpoint.leave(false));
    endpoint.delete();
    endpoint.delete();
    await(network.delete());
    await(network.delete());
  }

  @Test
  default void aNetworkThatWasDeletedIsMadeAgain() throws Exception {
    for (int time = 0; time < 2; time++) {
      await(driver().createNetwork(network(5, Optional.empty())).delete());
    }
  }

  @Test
  default void networksAndEndpointsStandBesideEachOther() throws Exception {
    DriverNetwork one = driver().createNetwork(network(6, Optional.empty()));
    DriverEndpoint first = one.createEndpoint(endpoint(6, 1, Optional.empty()));
    DriverEndpoint second = one.createEndpoint(endpoint(6, 2, Optional.empty()));
    first.join(request(first, "eth0"));
    second.join(request(second, "eth1"));
    await(first.leave(false));
    first.delete();
    assertThatCode(() -> second.connectivity()).doesNotThrowAnyException();
    await(second.leave(false));
    second.delete();
    await(one.delete());
  }

  @Test
  default void tellingAGatewayTheSameTwiceChangesNothing() throws Exception {
    DriverNetwork network = driver().createNetwork(network(7, Optional.empty()));
    DriverEndpoint endpoint = network.createEndpoint(endpoint(7, 1, Optional.empty()));
    endpoint.join(request(endpoint, "eth0"));
    endpoint
        .externalConnectivity()
        .ifPresent(connectivity -> {
          connectivity.program(Set.of());
          connectivity.program(Set.of());
          connectivity.program(Set.of(IpFamily.V4));
          connectivity.program(Set.of(IpFamily.V4));
        });
    assertThat(endpoint.ports()).isEmpty();
    await(endpoint.leave(false));
    endpoint.delete();
    await(network.delete());
  }

  @Test
  default void limitsBandwidthWhereItOffersTo() throws Exception {
    DriverNetwork network = driver().createNetwork(network(10, Optional.empty()));
    DriverEndpoint endpoint = network.createEndpoint(endpoint(10, 1, Optional.empty()));
    if (endpoint.bandwidth().isPresent()) {
      Bandwidth bandwidth = endpoint.bandwidth().get();
      BandwidthLimits limits = BandwidthLimits.both(BandwidthLimit.of("80mbit"));
      await(bandwidth.limit(limits));
      endpoint.join(request(endpoint, "eth0"));
      await(bandwidth.limit(limits));
      await(bandwidth.limit(BandwidthLimits.NONE));
      await(bandwidth.limit(BandwidthLimits.NONE));
      await(bandwidth.limit(limits));
      await(endpoint.leave(false));
      await(bandwidth.limit(BandwidthLimits.NONE));
    }
    endpoint.delete();
    await(network.delete());
  }

  @Test
  default void foreignOptionsOfANetworkAreRefusedByTheirName() throws Exception {
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> driver().createNetwork(network(8, Optional.of(new Foreign()))))
        .withMessageContaining("network-8");
    await(driver().createNetwork(network(8, Optional.empty())).delete());
  }

  @Test
  default void foreignOptionsOfAnEndpointAreRefusedByTheirName() throws Exception {
    DriverNetwork network = driver().createNetwork(network(9, Optional.empty()));
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> network.createEndpoint(endpoint(9, 1, Optional.of(new Foreign()))))
        .withMessageContaining("endpoint-1");
    await(network.delete());
  }

  @Test
  default void takesNoTextItDoesNotKnow() {
    DriverLabels labels = new DriverLabels(Map.of("nobody.knows", "this"));
    Optional<NetworkDriverOptions> _ = driver().options(labels);
    assertThat(labels.left().isEmpty()).isEqualTo(takesEveryText());
  }
}
