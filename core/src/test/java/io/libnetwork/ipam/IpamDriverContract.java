package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every IPAM driver that hands out addresses must do. A driver's test implements this,
/// answering the same fresh driver throughout one test.
interface IpamDriverContract {

  /// The driver under test, without pools.
  IpamDriver driver();

  /// The address space under test.
  default AddressSpace space() {
    return driver().addressSpaces().local();
  }

  /// Requests a pool by its text.
  default AddressPool pool(String prefix) {
    return driver().requestPool(PoolRequest.exactly(space(), IpPrefix.parse(prefix), "network a"));
  }

  /// An endpoint that asks for an address.
  static AddressHolder endpoint(int number) {
    return new AddressHolder.Endpoint(
        "endpoint-" + number, Optional.of(new MacAddress(0x0200_0000_0000L + number)));
  }

  /// A request for an address of the driver's choice.
  static AddressRequest any(int number) {
    return AddressRequest.any(endpoint(number));
  }

  /// A request for this address.
  static AddressRequest exactly(String address) {
    return AddressRequest.exactly(IpAddress.parse(address), endpoint(0));
  }

  @Test
  default void hasANameAndAddressSpaces() {
    assertThat(driver().name()).isNotBlank();
    assertThat(driver().addressSpaces().local().name()).isNotBlank();
    assertThat(driver().addressSpaces().global().name()).isNotBlank();
    assertThat(driver().addressed()).isTrue();
  }

  @Test
  default void givesThePoolAskedFor() {
    AddressPool pool = pool("10.20.0.0/24");
    assertThat(pool.prefix()).isEqualTo(IpPrefix.parse("10.20.0.0/24"));
    assertThat(pool.id().space()).isEqualTo(space());
    assertThat(pool.token()).isNotBlank();
  }

  @Test
  default void givesEveryAddressWithThePoolsLength() {
    InterfaceAddress given = pool("10.20.0.0/24").requestAddress(any(1));
    assertThat(given.length()).isEqualTo(24);
    assertThat(given.prefix()).isEqualTo(IpPrefix.parse("10.20.0.0/24"));
  }

  @Test
  default void givesTheAddressAskedForOnce() {
    AddressPool pool = pool("10.20.0.0/24");
    assertThat(pool.requestAddress(exactly("10.20.0.7"))).hasToString("10.20.0.7/24");
    assertThatExceptionOfType(NetworkException.Forbidden.class)
        .isThrownBy(() -> pool.requestAddress(exactly("10.20.0.7")))
        .withMessageContaining("10.20.0.7");
  }

  @Test
  default void refusesAnAddressOutsideThePool() {
    AddressPool pool = pool("10.20.0.0/24");
    for (String outside : List.of("10.20.1.0", "10.19.255.255", "fd00::1", "::ffff:10.20.0.1")) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> pool.requestAddress(exactly(outside)))
          .withMessageContaining(outside);
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> pool.releaseAddress(IpAddress.parse(outside)))
          .withMessageContaining(outside);
    }
  }

  @Test
  default void givesEachAddressOnceUntilNoneIsLeft() {
    AddressPool pool = pool("10.20.0.0/28");
    Set<InterfaceAddress> given = new HashSet<>();
    for (int i = 0; i < 14; i++) {
      assertThat(given.add(pool.requestAddress(any(i)))).isTrue();
    }
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any(14)))
        .withMessageContaining("10.20.0.0/28");
  }

  @Test
  default void givesAReleasedAddressAgain() {
    AddressPool pool = pool("10.20.0.0/30");
    InterfaceAddress first = pool.requestAddress(any(1));
    pool.requestAddress(any(2));
    pool.releaseAddress(first.address());
    assertThat(pool.requestAddress(any(3))).isEqualTo(first);
  }

  @Test
  default void releasesWhatIsNotHeldWithoutComplaint() {
    AddressPool pool = pool("10.20.0.0/30");
    pool.releaseAddress(IpAddress.parse("10.20.0.1"));
    pool.releaseAddress(IpAddress.parse("10.20.0.1"));
    pool.requestAddress(any(1));
    pool.requestAddress(any(2));
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any(3)));
  }

  @Test
  default void refusesAPoolThatOverlapsAnother() {
    pool("10.20.0.0/16");
    for (String overlapping : List.of("10.20.0.0/16", "10.20.3.0/24", "10.0.0.0/8")) {
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool(overlapping))
          .withMessageContaining(overlapping);
    }
    assertThatCode(() -> pool("10.21.0.0/16")).doesNotThrowAnyException();
  }

  @Test
  default void givesAReleasedPoolAgainWithoutItsAddresses() {
    AddressPool pool = pool("10.20.0.0/24");
    pool.requestAddress(exactly("10.20.0.7"));
    pool.release();
    AddressPool again = pool("10.20.0.0/24");
    assertThat(again.requestAddress(exactly("10.20.0.7"))).hasToString("10.20.0.7/24");
  }

  @Test
  default void releasesAPoolOnlyOnce() {
    AddressPool pool = pool("10.20.0.0/24");
    pool.release();
    AddressPool again = pool("10.20.0.0/24");
    pool.release();
    assertThatExceptionOfType(NetworkException.Forbidden.class)
        .isThrownBy(() -> pool("10.20.0.0/24"));
    assertThat(again.requestAddress(any(1)).prefix()).isEqualTo(again.prefix());
  }

  @Test
  default void givesNoAddressOfAReleasedPool() {
    AddressPool pool = pool("10.20.0.0/24");
    pool.requestAddress(exactly("10.20.0.7"));
    pool.release();
    assertThatExceptionOfType(NetworkException.NotFound.class)
        .isThrownBy(() -> pool.requestAddress(any(1)))
        .withMessageContaining("10.20.0.0/24");
    assertThatCode(() -> pool.releaseAddress(IpAddress.parse("10.20.0.7")))
        .doesNotThrowAnyException();
  }

  @Test
  default void choosesDisjointPoolsThatKeepClearOfTheExcluded() {
    List<IpPrefix> exclude = List.of(pool("172.17.0.0/16").prefix());
    Set<IpPrefix> chosen = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      PoolRequest request =
          PoolRequest.any(space(), IpFamily.V4, "network " + i)
              .withExclude(List.of(IpPrefix.parse("172.18.0.0/16")));
      IpPrefix prefix = driver().requestPool(request).prefix();
      assertThat(exclude).noneMatch(prefix::overlaps);
      assertThat(prefix.overlaps(IpPrefix.parse("172.18.0.0/16"))).isFalse();
      assertThat(chosen).noneMatch(prefix::overlaps);
      chosen.add(prefix);
    }
  }

  @Test
  default void drawsAutomaticAddressesFromTheSubPool() {
    IpPrefix part = IpPrefix.parse("10.20.3.0/29");
    AddressPool pool =
        driver()
            .requestPool(
                PoolRequest.exactly(space(), IpPrefix.parse("10.20.0.0/16"), "network a")
                    .withSubPool(part));
    for (int i = 0; i < 8; i++) {
      InterfaceAddress given = pool.requestAddress(any(i));
      assertThat(part.contains(given.address())).isTrue();
      assertThat(given.length()).isEqualTo(16);
    }
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any(8)));
    assertThat(pool.requestAddress(exactly("10.20.9.9"))).hasToString("10.20.9.9/16");
  }

  @Test
  default void refusesAnUnknownAddressSpace() {
    PoolRequest request =
        PoolRequest.exactly(
            new AddressSpace("nowhere"), IpPrefix.parse("10.20.0.0/24"), "network a");
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> driver().requestPool(request))
        .withMessageContaining("nowhere");
  }

  @Test
  default void givesIpv6Addresses() {
    AddressPool pool = pool("fd00:20::/64");
    InterfaceAddress given = pool.requestAddress(any(1));
    assertThat(pool.prefix().contains(given.address())).isTrue();
    assertThat(given.address()).isNotEqualTo(pool.prefix().first());
    assertThat(pool.requestAddress(exactly("fd00:20::ffff:ffff:ffff:ffff")).length()).isEqualTo(64);
  }

  @Test
  default void restoresWhatWasHeld() {
    AddressPool before = pool("10.20.0.0/24");
    before.requestAddress(exactly("10.20.0.7"));
    String token = before.token();
    before.release();
    AddressPool restored =
        driver().restorePool(PoolRequest.exactly(space(), before.prefix(), "network a"), token);
    if (driver().requiresReplay()) {
      restored.requestAddress(exactly("10.20.0.7"));
    }
    assertThatExceptionOfType(NetworkException.Forbidden.class)
        .isThrownBy(() -> restored.requestAddress(exactly("10.20.0.7")));
    assertThatExceptionOfType(NetworkException.Forbidden.class)
        .isThrownBy(() -> pool("10.20.0.0/24"));
  }
}
