package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolRequest;
import io.libnetwork.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver against Debian's dnsmasq.
class DnsmasqTest {

  private static final IpPrefix RANGE = IpPrefix.parse("10.9.0.48/28");
  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");

  private static final MacAddress NEXT_MAC = MacAddress.parse("02:42:0a:01:02:04");

  @TempDir private Path folder;
  private Path leases;
  private Lan lan;
  private Dnsmasq dnsmasq;
  private DhcpIpam ipam;

  @BeforeEach
  void open() {
    leases = folder.resolve("leases");
    lan = Lan.create();
    lan.server().run("ip", "address", "add", "2001:db8:9::1/64", "dev", Lan.SERVERS, "nodad");
    dnsmasq =
        Dnsmasq.on(
            lan,
            leases,
            "--dhcp-host=02:42:0a:00:00:59,10.9.0.59",
            "--enable-ra",
            "--dhcp-range=2001:db8:9::,ra-only");
    ipam = DhcpIpam.on(lan.host().host());
  }

  @AfterEach
  void close() {
    ipam.close();
    dnsmasq.close();
    lan.host().host().close();
    assertThat(lan.leaks()).isEmpty();
    lan.close();
  }

  private AddressPool pool() {
    return ipam.requestPool(
        PoolRequest.any(DhcpIpam.SPACE, IpFamily.V4, "network web")
            .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE)));
  }

  private static AddressHolder endpoint(String name, MacAddress mac) {
    return new AddressHolder.Endpoint(name, Optional.of(mac));
  }

  private String leased() throws IOException {
    return Files.readString(leases);
  }

  @Test
  void leasesForAsLongAsAnEndpointIsThere() throws IOException {
    AddressPool pool = pool();
    assertThat(pool.prefix()).isEqualTo(IpPrefix.parse("10.9.0.0/24"));
    assertThat(pool.gateway()).contains(InterfaceAddress.parse("10.9.0.1/24"));
    assertThat(leased()).isEmpty();
    InterfaceAddress address = pool.requestAddress(AddressRequest.any(endpoint("web-1", MAC)));
    assertThat(RANGE.contains(address.address())).isTrue();
    assertThat(leased())
        .contains(MAC + " " + address.address() + " web-1 01:" + MAC)
        .hasLineCount(1);
    pool.releaseAddress(address.address());
    dnsmasq.await("DHCPRELEASE(srv0) " + address.address() + " " + MAC);
    pool.release();
    assertThat(leased()).isEmpty();
  }

  @Test
  void givesAMachineTheAddressThatIsKeptForIt() {
    MacAddress known = MacAddress.parse("02:42:0a:00:00:59");
    assertThat(pool().requestAddress(AddressRequest.any(endpoint("db", known))))
        .isEqualTo(InterfaceAddress.parse("10.9.0.59/24"));
  }

  @Test
  void keepsALeaseOverARestart() throws IOException {
    AddressPool pool = pool();
    InterfaceAddress address = pool.requestAddress(AddressRequest.any(endpoint("web", MAC)));
    ipam.close();
    assertThat(leased()).contains(address.address().toString());
    ipam = DhcpIpam.on(lan.host().host());
    AddressPool again =
        ipam.restorePool(
            PoolRequest.exactly(DhcpIpam.SPACE, pool.prefix(), "network web")
                .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE)),
            pool.token());
    again.restoreAddress(address.address(), endpoint("web", MAC));
    dnsmasq.await("DHCPREQUEST(srv0) " + address.address());
    dnsmasq.await("DHCPACK(srv0) " + address.address(), 2);
    // What comes later is taken later: the answer has been.
    again.requestAddress(AddressRequest.any(endpoint("next", NEXT_MAC)));
    again.releaseAddress(address.address());
    dnsmasq.await("DHCPRELEASE(srv0) " + address.address());
  }

  @Test
  void makesAddressesOfThePrefixThatIsAdvertised() {
    AddressPool pool =
        ipam.requestPool(
            PoolRequest.any(DhcpIpam.SPACE, IpFamily.V6, "network web")
                .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE)));
    assertThat(pool.prefix()).isEqualTo(IpPrefix.parse("2001:db8:9::/64"));
    assertThat(pool.gateway())
        .hasValueSatisfying(router -> assertThat(router.address().linkLocal()).isTrue());
    assertThat(pool.requestAddress(AddressRequest.any(endpoint("web", MAC))))
        .isEqualTo(InterfaceAddress.parse("2001:db8:9::42:aff:fe01:203/64"));
  }

  @Test
  void hasAddressesForNetworksOfAController() throws IOException {
    MemoryStore store = new MemoryStore();
    Controller controller = controller(store);
    try {
      NetworkOption.Ipam addresses =
          new NetworkOption.Ipam(DhcpIpam.NAME, Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> controller.createNetwork(BridgeDriver.NAME, "taken", addresses))
          .withMessageContaining("10.9.0.1, which IPAM driver dhcp found, is a router's");
      Network network =
          controller.createNetwork(
              BridgeDriver.NAME,
              "web",
              addresses,
              NetworkOption.Pool.of("10.9.0.0/24").withGateway("10.9.0.200"));
      Attachment one = controller.attach("one", network);
      InterfaceAddress address = one.endpoint().address(IpFamily.V4).orElseThrow();
      assertThat(RANGE.contains(address.address())).isTrue();
      assertThat(leased()).contains(address.address() + " one 01:").hasLineCount(1);
    } finally {
      controller.close();
    }
    restartedAndRemoved(store);
    assertThat(leased()).isEmpty();
  }

  private Controller controller(MemoryStore store) {
    return Controller.open(
        lan.host().host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Ipam(ipam),
        new ControllerOption.Store(store));
  }

  private void restartedAndRemoved(MemoryStore store) {
    ipam.close();
    ipam = DhcpIpam.on(lan.host().host());
    try (Controller again = controller(store)) {
      dnsmasq.await("DHCPACK(srv0)", 2);
      assertThat(again.examine()).isEmpty();
      again.attach("two", again.networks().getFirst());
      again.removeAll(again.sandboxes());
      again
          .networks()
          .forEach(network -> {
            network.endpoints().forEach(Endpoint::deleteForced);
            network.delete();
          });
      dnsmasq.await("DHCPRELEASE(srv0)", 2);
    }
  }
}
