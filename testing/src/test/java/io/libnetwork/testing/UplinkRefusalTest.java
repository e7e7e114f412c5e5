package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.ipvlan.IpvlanOptions;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.linux.rtnetlink.Ipvlan;
import io.libnetwork.linux.rtnetlink.Macvlan;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What networks on a parent refuse: each names what is wrong, and leaves nothing.
class UplinkRefusalTest {

  private static final MacvlanOptions ON_NIC = MacvlanOptions.on(UplinkLab.NIC);

  private UplinkLab lab;

  @BeforeEach
  void open() {
    lab = UplinkLab.open();
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Network create(String driver, String name, String subnet, Map<String, String> options) {
    return lab.controller()
        .createNetwork(
            driver, name, NetworkOption.Pool.of(subnet), new NetworkOption.DriverLabels(options));
  }

  @Nested
  class AParent {

    @ParameterizedTest
    @CsvSource({
      "nic9, nic9",
      "nic9.50, nic9",
      "lo, lo",
      "port0, port of a bridge",
      "nic0.0, VLAN 0",
      "nic0.4095, VLAN 4095",
      "nic0.99999, VLAN 99999",
      "nic0.x, nic0.x",
      "nic0., nic0.",
      ".7, .7",
      "abcdefghijklmnop, abcdefghijklmnop",
      "a/b, a/b",
    })
    void thatIsNoneIsRefusedByItsName(String parent, String named) {
      TestHost host = lab.testHost();
      host.run("ip", "link", "add", "br0", "type", "bridge");
      host.run("ip", "link", "add", "port0", "type", "veth", "peer", "name", "port1");
      host.run("ip", "link", "set", "port0", "master", "br0");
      for (String driver : new String[] {MacvlanDriver.NAME, IpvlanDriver.NAME}) {
        assertThatThrownBy(() -> create(driver, "lan", "10.78.0.0/24", Map.of("parent", parent)))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining(named);
      }
      host.run("ip", "link", "delete", "br0");
      host.run("ip", "link", "delete", "port0");
      assertThat(lab.controller().networks()).isEmpty();
    }

    @Test
    void inModePassthruHasOneNetwork() {
      create(MacvlanDriver.NAME, "a", "10.78.0.0/24", labels("passthru"));
      assertThatThrownBy(() -> create(MacvlanDriver.NAME, "b", "10.79.0.0/24", labels("bridge")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContainingAll("b", "nic0", "network a", "passthru");
    }

    @Test
    void withANetworkIsNotForPassthru() {
      create(MacvlanDriver.NAME, "a", "10.78.0.0/24", labels("private"));
      assertThatThrownBy(() -> create(MacvlanDriver.NAME, "b", "10.79.0.0/24", labels("passthru")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContainingAll("b", "nic0", "network a", "passthru");
    }

    @Test
    void mayHaveNetworksInModesThatGoTogether() {
      create(MacvlanDriver.NAME, "a", "10.78.0.0/24", labels("private"));
      create(MacvlanDriver.NAME, "b", "10.79.0.0/24", labels("bridge"));
      assertThat(lab.controller().networks()).hasSize(2);
    }

    private static Map<String, String> labels(String mode) {
      return Map.of("parent", UplinkLab.NIC, "macvlan_mode", mode);
    }

    @Test
    void isNotForMacvlanAndIpvlanBoth() {
      create(MacvlanDriver.NAME, "a", "10.78.0.0/24", labels("bridge"));
      assertThatThrownBy(
              () -> create(IpvlanDriver.NAME, "b", "10.79.0.0/24", Map.of("parent", UplinkLab.NIC)))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContainingAll("b", "nic0", "network a", "ipvlan and macvlan");
    }

    @Test
    void hasIpvlanNetworksOfOneModeAndFlag() {
      lab.controller()
          .createNetwork(
              IpvlanDriver.NAME,
              "a",
              new NetworkOption.Driver(IpvlanOptions.on(UplinkLab.NIC).in(Ipvlan.Mode.L3)));
      lab.controller()
          .createNetwork(
              IpvlanDriver.NAME,
              "same",
              new NetworkOption.Driver(IpvlanOptions.on(UplinkLab.NIC).in(Ipvlan.Mode.L3)));
      assertThatThrownBy(
              () -> create(IpvlanDriver.NAME, "b", "10.79.0.0/24", Map.of("parent", UplinkLab.NIC)))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContainingAll("b", "nic0", "network a", "l3");
    }

    @Test
    void isFreeAgainWhenItsNetworkIsDeleted() {
      create(MacvlanDriver.NAME, "a", "10.78.0.0/24", labels("passthru")).delete();
      create(IpvlanDriver.NAME, "b", "10.78.0.0/24", Map.of("parent", UplinkLab.NIC)).delete();
      create(MacvlanDriver.NAME, "c", "10.78.0.0/24", labels("passthru"));
    }

    @Test
    void withASmallerMtuIsRefused() {
      assertThatThrownBy(() ->
              create(
                  MacvlanDriver.NAME,
                  "a",
                  "10.78.0.0/24",
                  Map.of("parent", UplinkLab.NIC, "com.docker.network.driver.mtu", "9000")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("a", "9000", "nic0", "1500");
    }
  }

  @Nested
  class Options {

    @ParameterizedTest
    @CsvSource({
      "macvlan, macvlan_mode, source",
      "macvlan, macvlan_mode, loud",
      "macvlan, ipvlan_mode, l2",
      "ipvlan, ipvlan_mode, l4",
      "ipvlan, ipvlan_flag, loud",
      "macvlan, com.docker.network.driver.mtu, 12",
      "macvlan, io.libnetwork.uplink.host_access, perhaps",
      "macvlan, io.libnetwork.uplink.host_address, 10.78.0.300",
      "macvlan, io.libnetwork.uplink.host_address, 10.78.0.9",
    })
    void thatAreNoneAreRefusedByTheirNames(String driver, String key, String value) {
      assertThatThrownBy(() ->
              create(driver, "lan", "10.78.0.0/24", Map.of("parent", UplinkLab.NIC, key, value)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .satisfies(
              refused -> assertThat(refused.getMessage()).matches(text -> named(text, key, value)));
    }

    private static boolean named(String text, String key, String value) {
      return text.contains(key) || text.contains(value);
    }

    @Test
    void ofHostAccessNeedAModeThatAllowsIt() {
      assertThatThrownBy(() ->
              lab.dual(MacvlanDriver.NAME, "lan", ON_NIC.in(Macvlan.Mode.PRIVATE).withHostAccess()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("lan", "private");
    }

    @Test
    void ofHostAccessNeedAnAddressToSpeakFrom() {
      lab.testHost().run("ip", "addr", "flush", "dev", UplinkLab.NIC);
      assertThatThrownBy(() -> lab.dual(MacvlanDriver.NAME, "lan", ON_NIC.withHostAccess()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("lan", "nic0", "IPv4");
    }

    @Test
    void ofHostAccessInIpvlansModeL2NeedAnAddressOfTheHostsOwn() {
      IpvlanOptions options = IpvlanOptions.on(UplinkLab.NIC);
      assertThatThrownBy(() -> lab.dual(IpvlanDriver.NAME, "lan", options.withHostAccess()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("lan", "l2");
      assertThatThrownBy(() ->
              lab.dual(
                  IpvlanDriver.NAME, "lan", options.withHostAccess(IpAddress.parse("10.77.0.250"))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("lan", "l2");
    }
  }

  @Nested
  class AnEndpoint {

    @Test
    void publishesNothing() {
      Network lan = lab.dual(MacvlanDriver.NAME, "lan", ON_NIC);
      assertThatThrownBy(() -> lan.createEndpoint("web", EndpointOption.Publish.of("8080:80")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("web", "lan", "8080", "bridge");
    }

    @Test
    void ofIpvlanHasNoMacAddressOfItsOwn() {
      Network lan = lab.dual(IpvlanDriver.NAME, "lan", IpvlanOptions.on(UplinkLab.NIC));
      assertThatThrownBy(() ->
              lan.createEndpoint(
                  "web", new EndpointOption.Mac(MacAddress.parse("02:00:00:00:00:09"))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContainingAll("02:00:00:00:00:09", "ipvlan");
    }
  }
}
