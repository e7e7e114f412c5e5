package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dhcp.message.Advertisements;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// IPv6, of what routers advertise.
class SlaacTest extends ScriptedSegment {

  private static final String DOCUMENTED = "20010db8000900000000000000000000";
  private static final IpPrefix PREFIX = IpPrefix.parse("2001:db8:9::/64");

  private static PoolRequest request6() {
    return PoolRequest.any(DhcpIpam.SPACE, IpFamily.V6, "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
  }

  /// A router that says this every few milliseconds for as long as somebody looks for one.
  private <T> T advertised(byte[] frame, Supplier<T> looking) {
    CompletableFuture<T> looked = CompletableFuture.supplyAsync(looking);
    while (!looked.isDone()) {
      server.send(frame);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    try {
      return looked.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof NetworkException refused ? refused : failed;
    }
  }

  private byte[] usual() {
    return Advertisements.frame("00", Advertisements.prefix(64, 0xc0, 3600, DOCUMENTED));
  }

  @Test
  void addressesAreMadeOfMacAddresses() {
    AddressPool pool = advertised(usual(), () -> ipam.requestPool(request6()));
    assertThat(pool.prefix()).isEqualTo(PREFIX);
    assertThat(pool.gateway()).contains(InterfaceAddress.parse("fe80::1/64"));
    assertThat(pool.gatewayElsewhere()).isTrue();
    assertThat(pool.requestAddress(any("web", MAC)))
        .isEqualTo(InterfaceAddress.parse("2001:db8:9::42:aff:fe01:203/64"));
    assertThatExceptionOfType(NetworkException.Forbidden.class)
        .isThrownBy(() -> pool.requestAddress(any("other", MAC)))
        .withMessageContaining("is held for endpoint web already");
    IpAddress named = IpAddress.parse("2001:db8:9::7");
    pool.requestAddress(AddressRequest.exactly(named, endpoint("seven", OTHER_MAC)));
    pool.releaseAddress(IpAddress.parse("2001:db8:9::42:aff:fe01:203"));
    assertThat(pool.held()).contains(Map.of(named, endpoint("seven", OTHER_MAC)));
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> pool.releaseAddress(IpAddress.parse("2001:db8:8::7")));
    pool.release();
    assertThatExceptionOfType(NetworkException.NotFound.class)
        .isThrownBy(() -> pool.requestAddress(any("web", MAC)));
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void poolsAreFoundAgain() {
    AddressPool pool = advertised(usual(), () -> ipam.requestPool(request6()));
    ipam.close();
    ipam = driver();
    AddressPool again =
        ipam.restorePool(
            PoolRequest.exactly(DhcpIpam.SPACE, PREFIX, "network web")
                .withOptions(request6().options()),
            pool.token());
    assertThat(again.gateway()).isEqualTo(pool.gateway());
    IpAddress address = IpAddress.parse("2001:db8:9::42:aff:fe01:203");
    again.restoreAddress(address, endpoint("web", MAC));
    assertThat(again.held()).contains(Map.of(address, endpoint("web", MAC)));
  }

  @Test
  void poolsNeedARouter() {
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> ipam.requestPool(request6()))
        .withMessageContaining("no IPv6 router answered on interface lan0 within 2 s");
  }

  @Test
  void poolsNeedAPrefixForEverybody() {
    PoolRequest slaac =
        request6().withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE, DhcpIpam.IPV6, "slaac"));
    byte[] managed = Advertisements.frame("80", Advertisements.prefix(64, 0x80, 3600, DOCUMENTED));
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> advertised(managed, () -> ipam.requestPool(slaac)))
        .withMessageContaining(
            "router fe80::1 has [2001:db8:9::/64] and leaves addresses to DHCPv6, which"
                + " ipv6=slaac has nobody ask");
  }
}
