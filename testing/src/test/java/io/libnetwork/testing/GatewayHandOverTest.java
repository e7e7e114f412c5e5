package io.libnetwork.testing;

import static io.libnetwork.address.IpFamily.V4;
import static io.libnetwork.address.IpFamily.V6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.testing.FakeCall.Step;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is told when that an endpoint is its sandbox's way out.
class GatewayHandOverTest {

  private final FakeHost fake = new FakeHost();
  private final Network first = fake.dual("first", FakeHost.POOL, FakeHost.POOL_V6);
  private final Network second = fake.network("second", "10.98.0.0/24");
  private final Sandbox sandbox = fake.sandbox("container");
  private final Endpoint one = first.createEndpoint("one");
  private final Endpoint two = second.createEndpoint("two", new EndpointOption.GatewayPriority(10));

  @BeforeEach
  void joinsTheFirst() {
    one.join(sandbox);
    fake.driver.takeCalls();
  }

  @AfterEach
  void closes() {
    fake.close();
  }

  @Test
  void theOldGatewayGivesUpBeforeTheNewOneJoins() {
    two.join(sandbox);
    assertThat(fake.driver.takeCalls()).containsExactly("program one [IPv6]", "join two [IPv4]");
    assertThat(sandbox.gateway(V4)).contains(two);
    assertThat(sandbox.gateway(V6)).contains(one);
  }

  @Test
  void theNewGatewayTakesOverAfterTheOldOneLeft() {
    two.join(sandbox);
    fake.driver.takeCalls();
    two.leave();
    assertThat(fake.driver.takeCalls()).containsExactly("leave two", "program one [IPv4, IPv6]");
    assertThat(sandbox.gateway(V4)).contains(one);
  }

  @Test
  void whoIsNoGatewayChangesNothingForOthers() {
    Endpoint third = second.createEndpoint("third", new EndpointOption.NoDefaultRoute());
    third.join(sandbox);
    third.leave();
    assertThat(fake.driver.takeCalls())
        .containsExactly("create endpoint third", "join third []", "leave third");
    assertThat(sandbox.gateway(V4)).contains(one);
  }

  @Test
  void aFailedJoinGivesTheOldGatewayItsPartBack() {
    fake.driver.failAt(Step.JOIN);
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> two.join(sandbox));
    assertThat(fake.driver.takeCalls())
        .containsExactly("program one [IPv6]", "join two [IPv4]", "program one [IPv4, IPv6]");
    assertThat(sandbox.gateway(V4)).contains(one);
    assertThat(two.sandbox()).isEmpty();
  }

  @Test
  void anOldGatewayThatCannotGiveUpPreventsTheJoin() {
    fake.driver.failAt(Step.PROGRAM);
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> two.join(sandbox));
    assertThat(fake.driver.takeCalls()).containsExactly("program one [IPv6]");
    assertThat(sandbox.endpoints()).containsExactly(one);
    assertThat(two.sandbox()).isEmpty();
  }

  @Test
  void aSuccessorThatCannotTakeOverIsReportedAndTheOldOneHasLeft() {
    two.join(sandbox);
    fake.driver.failAt(Step.PROGRAM);
    assertThatExceptionOfType(NetworkException.Unavailable.class).isThrownBy(two::leave);
    assertThat(two.sandbox()).isEmpty();
    assertThat(sandbox.endpoints()).containsExactly(one);
    fake.driver.recover();
    fake.driver.takeCalls();
    sandbox.delete();
    assertThat(fake.driver.takeCalls()).containsExactly("leave one", "delete endpoint one");
  }

  @Test
  void aSandboxThatGoesHandsNothingOver() {
    two.join(sandbox);
    fake.driver.takeCalls();
    sandbox.delete();
    assertThat(fake.driver.takeCalls())
        .containsExactly("leave one", "delete endpoint one", "leave two", "delete endpoint two");
  }

  @Test
  void anInternalNetworkIsNoWayOut() {
    Network internal = fake.network("alone", "10.97.0.0/24", new NetworkOption.Internal());
    Endpoint inside =
        internal.createEndpoint("inside", new EndpointOption.GatewayPriority(Integer.MAX_VALUE));
    inside.join(sandbox);
    assertThat(fake.driver.takeCalls()).endsWith("join inside []").doesNotContain("program one []");
    assertThat(sandbox.gateway(V4)).contains(one);
  }

  @Test
  void aNetworkWithoutAWayOutInAFamilyLeavesItToAnother() {
    fake.driver.connectivity("second", Set.of());
    two.join(sandbox);
    assertThat(fake.driver.takeCalls()).containsExactly("join two []");
    assertThat(sandbox.gateway(V4)).contains(one);
  }
}
