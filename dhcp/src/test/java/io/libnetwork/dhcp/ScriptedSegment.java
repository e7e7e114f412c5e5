package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A driver, a server that answers as a test has it, and the segment between them.
class ScriptedSegment {

  static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  static final MacAddress OTHER_MAC = MacAddress.parse("02:42:0a:01:02:04");
  static final IpPrefix SUBNET = IpPrefix.parse("10.9.0.0/24");
  static final Ipv4Address ADDRESS = Ipv4Address.parse("10.9.0.77");
  static final DhcpSettings QUICK =
      new DhcpSettings(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofMillis(50));

  Lan lan;
  ScriptedServer server;
  DhcpIpam ipam;

  @BeforeEach
  void open() {
    lan = Lan.create();
    server = new ScriptedServer(lan);
    server.leasing("10.9.0.77");
    ipam = driver();
  }

  @AfterEach
  void close() {
    ipam.close();
    server.close();
    lan.host().host().close();
    assertThat(lan.leaks()).isEmpty();
    lan.close();
  }

  DhcpIpam driver() {
    return DhcpIpam.on(lan.host().host(), new Random(11), QUICK);
  }

  static PoolRequest request() {
    return PoolRequest.any(DhcpIpam.SPACE, IpFamily.V4, "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
  }

  static PoolRequest exactly(IpPrefix prefix) {
    return PoolRequest.exactly(DhcpIpam.SPACE, prefix, "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
  }

  static AddressHolder endpoint(String name, MacAddress mac) {
    return new AddressHolder.Endpoint(name, Optional.of(mac));
  }

  static AddressRequest any(String name, MacAddress mac) {
    return AddressRequest.any(endpoint(name, mac));
  }

  static void eventually(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
