package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DHCPv6 against Debian's dnsmasq, which leases 2001:db8:9::50 to 2001:db8:9::60 for two minutes,
/// and says by its advertisements that addresses are leased.
class Dnsmasq6Test {

  private static final IpPrefix RANGE = IpPrefix.parse("2001:db8:9::40/122");
  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  private static final String DUID = "00:03:00:01:" + MAC;

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
            "--dhcp-host=id:00:03:00:01:02:42:0a:00:00:59,[2001:db8:9::59]",
            "--enable-ra",
            "--dhcp-range=2001:db8:9::50,2001:db8:9::60,64,120");
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
        PoolRequest.any(DhcpIpam.SPACE, IpFamily.V6, "network web")
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
    assertThat(pool.prefix()).isEqualTo(IpPrefix.parse("2001:db8:9::/64"));
    assertThat(pool.gateway())
        .hasValueSatisfying(router -> assertThat(router.address().linkLocal()).isTrue());
    assertThat(leased()).doesNotContain("2001:db8:9::");
    InterfaceAddress address = pool.requestAddress(AddressRequest.any(endpoint("web-1", MAC)));
    assertThat(RANGE.contains(address.address())).isTrue();
    assertThat(address.length()).isEqualTo(64);
    assertThat(leased()).contains(" " + address.address() + " web-1 " + DUID);
    pool.releaseAddress(address.address());
    dnsmasq.await("DHCPRELEASE(srv0) " + DUID);
    dnsmasq.await("release received");
    pool.release();
    assertThat(leased()).doesNotContain(DUID);
  }

  @Test
  void givesAMachineTheAddressThatIsKeptForIt() {
    MacAddress known = MacAddress.parse("02:42:0a:00:00:59");
    assertThat(pool().requestAddress(AddressRequest.any(endpoint("db", known))))
        .isEqualTo(InterfaceAddress.parse("2001:db8:9::59/64"));
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
    dnsmasq.await("DHCPREBIND(srv0)");
    dnsmasq.await("DHCPREPLY(srv0) " + address.address(), 2);
    assertThat(again.held()).contains(Map.of(address.address(), endpoint("web", MAC)));
    again.releaseAddress(address.address());
    dnsmasq.await("DHCPRELEASE(srv0) " + DUID);
    dnsmasq.await("release received");
  }

  @Test
  void declinesAnAddressThatSomebodyHas() {
    lan.server().run("ip", "address", "add", "2001:db8:9::59/64", "dev", Lan.SERVERS, "nodad");
    MacAddress known = MacAddress.parse("02:42:0a:00:00:59");
    InterfaceAddress given = pool().requestAddress(AddressRequest.any(endpoint("db", known)));
    assertThat(given).isNotEqualTo(InterfaceAddress.parse("2001:db8:9::59/64"));
    assertThat(RANGE.contains(given.address())).isTrue();
    dnsmasq.await("DHCPDECLINE(srv0) 00:03:00:01:" + known);
    dnsmasq.await("disabling DHCP static address 2001:db8:9::59");
  }
}
