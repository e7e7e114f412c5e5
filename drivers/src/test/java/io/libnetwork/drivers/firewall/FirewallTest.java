package io.libnetwork.drivers.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.TestHost;
import io.libnetwork.linux.KernelWork;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is in the kernel's table, compared with texts under `src/test/resources`. To write those
/// anew: `mvn -pl drivers -am test -Dtest=FirewallTest -Dgolden.update=true
/// -Dsurefire.failIfNoSpecifiedTests=false`, then read the difference.
class FirewallTest {

  private static final InterfaceName OPEN = InterfaceName.of("br-open");
  private static final InterfaceName CLOSED = InterfaceName.of("br-closed");
  private static final NetworkElements NETWORK =
      new NetworkElements(OPEN, false, true, EnumSet.allOf(IpFamily.class));
  private static final NetworkElements INTERNAL =
      new NetworkElements(CLOSED, true, true, Set.of(IpFamily.V4));
  private static final List<IpAddress> ADDRESSES =
      List.of(IpAddress.parse("172.20.1.2"), IpAddress.parse("fd00:1::2"));
  private static final EndpointElements ENDPOINT =
      new EndpointElements(
          OPEN,
          ADDRESSES,
          List.of(
              port("172.20.1.2", 80, "0.0.0.0", 8080),
              port("fd00:1::2", 80, "::", 8080),
              port("172.20.1.2", 53, "127.0.0.1", 5353),
              port("fd00:1::2", 53, "2001:db8::1", 5353)));

  private TestHost host;
  private Firewall firewall;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.create();
    firewall = new Firewall(host::nftables);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Nested
  class Ruleset {

    @Test
    void isTheSkeletonAloneWhenNothingIsLeft() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.removeNetwork(NETWORK);
      assertGolden("skeleton.nft");
    }

    @Test
    void hasElementsForNetworksAndAnEndpoint() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.addNetwork(INTERNAL);
      firewall.addEndpoint(ENDPOINT);
      assertGolden("networks.nft");
    }

    /// The same network with the same endpoint, for each way to meet the outside.
    @ParameterizedTest
    @ValueSource(
        strings = {"nat", "nat-unprotected", "routed", "isolated", "internal", "icc-off", "snat"})
    void isWhatIsKeptForTheMode(String mode) throws IOException {
      ModeElements elements = ModeElements.of(mode);
      firewall.addNetwork(elements.network());
      firewall.addEndpoint(elements.endpoint());
      assertGolden("mode-" + mode + ".nft");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"nat", "nat-unprotected", "routed", "isolated", "internal", "icc-off", "snat"})
    void isTheSkeletonAloneWhenTheModesNetworkIsGone(String mode) throws IOException {
      ModeElements elements = ModeElements.of(mode);
      firewall.addNetwork(elements.network());
      firewall.addEndpoint(elements.endpoint());
      firewall.removeEndpoint(elements.endpoint());
      firewall.removeNetwork(elements.network());
      assertGolden("skeleton.nft");
    }

    @Test
    void hasAsManyRulesWithManyNetworksAsWithOne() throws IOException {
      firewall.addNetwork(NETWORK);
      long withOne = RulesetText.rules(host);
      List<String> modes = List.of("nat", "nat-unprotected", "routed", "internal", "snat");
      for (int i = 0; i < 499; i++) {
        ModeElements elements = ModeElements.of(modes.get(i % modes.size()), i);
        firewall.addNetwork(elements.network());
        firewall.addEndpoint(elements.endpoint());
      }
      assertThat(RulesetText.rules(host)).isEqualTo(withOne).isGreaterThan(50);
      assertThat(RulesetText.of(host)).contains("\"br498\"");
    }

    @Test
    void keepsTheOwnersRulesThroughWhateverWeDo() throws IOException {
      firewall.addNetwork(NETWORK);
      host.nft("add rule inet libnetwork user ip saddr 198.51.100.7 drop");
      for (String mode : List.of("nat", "nat-unprotected", "routed", "internal", "snat")) {
        ModeElements elements = ModeElements.of(mode);
        firewall.addNetwork(elements.network());
        firewall.addEndpoint(elements.endpoint());
        firewall.changePorts(elements.endpoint(), elements.endpoint().withPorts(List.of()));
        firewall.forwardForNobodyElse(EnumSet.allOf(IpFamily.class));
        firewall.removeEndpoint(elements.endpoint());
        firewall.removeNetwork(elements.network());
      }
      host.nft("delete table bridge libnetwork");
      firewall.addEndpoint(ModeElements.of("nat").endpoint());
      assertThat(host.nft("list chain inet libnetwork user")).contains("198.51.100.7");
      assertThat(RulesetText.of(host)).contains("set macs");
    }

    @Test
    void staysTheSameWhenAnotherProcessMakesItRight() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.addEndpoint(ENDPOINT);
      host.nft("add rule inet libnetwork user ip saddr 198.51.100.7 drop");
      String before = RulesetText.of(host);
      new Firewall(host::nftables).addNetwork(NETWORK);
      assertThat(RulesetText.of(host)).isEqualTo(before).contains("198.51.100.7");
    }

    private void assertGolden(String name) throws IOException {
      String now = RulesetText.of(host);
      assertThat(now).isEqualTo(RulesetText.golden(name, now));
    }
  }

  @Nested
  class Change {

    @Test
    void isOneTransaction() {
      assertTransactions(1, () -> firewall.addNetwork(NETWORK));
      assertTransactions(1, () -> firewall.addEndpoint(ENDPOINT));
      assertTransactions(1, () -> firewall.changePorts(ENDPOINT, ENDPOINT.withPorts(List.of())));
      assertTransactions(1, () -> firewall.removeEndpoints(List.of(ENDPOINT)));
      assertTransactions(1, () -> firewall.removeNetwork(NETWORK));
    }

    @Test
    void mayBeRepeated() throws IOException {
      firewall.addNetwork(NETWORK);
      String network = RulesetText.of(host);
      firewall.addEndpoint(ENDPOINT);
      String both = RulesetText.of(host);
      firewall.addNetwork(NETWORK);
      firewall.addEndpoint(ENDPOINT);
      assertThat(RulesetText.of(host)).isEqualTo(both);
      firewall.removeEndpoint(ENDPOINT);
      firewall.removeEndpoint(ENDPOINT);
      assertThat(RulesetText.of(host)).isEqualTo(network);
    }

    @Test
    void ofPortsMovesAPortToAnotherPortOfTheContainer() throws IOException {
      firewall.addNetwork(NETWORK);
      EndpointElements one = ENDPOINT.withPorts(List.of(port("172.20.1.2", 80, "0.0.0.0", 8080)));
      EndpointElements other = ENDPOINT.withPorts(List.of(port("172.20.1.2", 81, "0.0.0.0", 8080)));
      firewall.addEndpoint(one);
      firewall.changePorts(one, other);
      assertThat(RulesetText.of(host)).contains("6 . 8080 : 172.20.1.2 . 81");
      firewall.changePorts(other, ENDPOINT.withPorts(List.of()));
      assertThat(RulesetText.of(host)).doesNotContain("8080").contains("172.20.1.2");
    }

    @Test
    void closesANetworkThatWasOpenUnderTheSameName() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.addNetwork(new NetworkElements(OPEN, true, false, Set.of()));
      String closed = RulesetText.of(host);
      firewall.removeNetwork(NETWORK);
      firewall.addNetwork(new NetworkElements(OPEN, true, false, Set.of()));
      assertThat(RulesetText.of(host)).isEqualTo(closed);
    }

    @Test
    void refusesAPortThatLeadsElsewhereAndDoesNothing() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.addEndpoint(ENDPOINT);
      String before = RulesetText.of(host);
      EndpointElements thief = other(port("172.20.1.3", 80, "0.0.0.0", 8080));
      assertThatThrownBy(() -> firewall.addEndpoint(thief))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("172.20.1.3");
      assertThat(RulesetText.of(host)).isEqualTo(before);
    }

    @Test
    void thatRemovesLeavesAPortThatLeadsToAnotherByNow() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.addEndpoint(ENDPOINT);
      firewall.removeEndpoint(ENDPOINT);
      firewall.addEndpoint(other(port("172.20.1.3", 80, "0.0.0.0", 8080)));
      String before = RulesetText.of(host);
      firewall.removeEndpoint(ENDPOINT);
      assertThat(RulesetText.of(host)).isEqualTo(before);
    }

    @Test
    void makesTheTableAgainAfterAForeignFlush() throws IOException {
      firewall.addNetwork(NETWORK);
      String before = RulesetText.of(host);
      host.nft("flush", "ruleset");
      firewall.addNetwork(NETWORK);
      assertThat(RulesetText.of(host)).isEqualTo(before);
      host.nft("flush", "ruleset");
      firewall.removeEndpoint(ENDPOINT);
      firewall.addNetwork(NETWORK);
      assertThat(RulesetText.of(host)).isEqualTo(before);
    }

    private void assertTransactions(int expected, Runnable operation) {
      KernelWork work = new KernelWork();
      work.counting(() -> {
        operation.run();
        return "";
      });
      assertThat(work.firewallTransactions()).isEqualTo(expected);
    }
  }

  @Nested
  class Removal {

    @Test
    void keepsTheTableWhileANetworkIsInIt() throws IOException {
      firewall.addNetwork(NETWORK);
      firewall.addNetwork(INTERNAL);
      firewall.removeNetwork(NETWORK);
      assertThat(firewall.removeIfUnused()).isFalse();
      firewall.removeNetwork(INTERNAL);
      assertThat(firewall.removeIfUnused()).isTrue();
      assertThat(host.nft("list", "tables")).isEmpty();
    }

    @Test
    void keepsTheOwnersRulesAndTables() throws IOException {
      host.nft("add table inet other");
      firewall.addNetwork(NETWORK);
      host.nft("add rule inet libnetwork user ip saddr 198.51.100.7 drop");
      firewall.removeNetwork(NETWORK);
      assertThat(firewall.removeIfUnused()).isFalse();
      host.nft("flush chain inet libnetwork user");
      assertThat(firewall.removeIfUnused()).isTrue();
      assertThat(host.nft("list", "tables")).isEqualTo("table inet other\n");
    }

    @Test
    void ofWhatNeverWasIsDoneAlready() throws IOException {
      assertThat(firewall.removeIfUnused()).isTrue();
      firewall.addNetwork(NETWORK);
      assertThat(RulesetText.of(host)).contains("br-open");
    }
  }

  @Nested
  class Values {

    @Test
    void refuseABridgeThatNftablesWouldReadOtherwise() {
      assertThatThrownBy(() -> new NetworkElements(InterfaceName.of("br*"), false, true, Set.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("br*");
    }

    @Test
    void refuseAPortOfAnotherEndpointOrFamily() {
      assertThatThrownBy(() -> ENDPOINT.withPorts(List.of(port("172.20.9.9", 80, "0.0.0.0", 80))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("172.20.9.9");
      assertThatThrownBy(() -> ENDPOINT.withPorts(List.of(port("172.20.1.2", 80, "::", 80))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one family");
    }
  }

  private static EndpointElements other(PortBinding port) {
    List<PortBinding> ports = new ArrayList<>(List.of(port));
    return new EndpointElements(OPEN, List.of(port.containerAddress()), ports);
  }

  private static PortBinding port(String container, int containerPort, String at, int hostPort) {
    return PortBinding.of(
        Protocol.TCP,
        IpAddress.parse(container),
        new Port(containerPort),
        IpAddress.parse(at),
        new Port(hostPort));
  }
}
