package io.libnetwork.ipam;

import static io.libnetwork.ipam.IpamDriverContract.any;
import static io.libnetwork.ipam.IpamDriverContract.endpoint;
import static io.libnetwork.ipam.IpamDriverContract.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultIpamTest implements IpamDriverContract {

  private final DefaultIpam ipam = DefaultIpam.of("host-a");

  @Override
  public IpamDriver driver() {
    return ipam;
  }

  private AddressPool anyPool(IpFamily family) {
    return ipam.requestPool(PoolRequest.any(space(), family, "network a"));
  }

  private AddressPool ofLength(IpFamily family, int length) {
    return ipam.requestPool(
        new PoolRequest(
            space(),
            family,
            new PoolChoice.AnyOfLength(length),
            Optional.empty(),
            List.of(),
            Map.of(),
            "network a"));
  }

  private AddressPool subPool(String prefix, String part) {
    return ipam.requestPool(
        PoolRequest.exactly(space(), IpPrefix.parse(prefix), "network " + part)
            .withSubPool(IpPrefix.parse(part)));
  }

  private static AddressRequest next(int number) {
    return new AddressRequest(new AddressChoice.Next(), endpoint(number));
  }

  private static List<String> fill(AddressPool pool) {
    List<String> given = new ArrayList<>();
    try {
      while (true) {
        given.add(pool.requestAddress(any(given.size())).address().toString());
      }
    } catch (NetworkException.Unavailable full) {
      return given;
    }
  }

  @Nested
  class ChoosingPools {

    @Test
    void goesThroughTheThirtyOneOfDocker() {
      List<String> chosen =
          IntStream.range(0, 31).mapToObj(_ -> anyPool(IpFamily.V4).prefix().toString()).toList();
      assertThat(chosen)
          .startsWith("172.17.0.0/16", "172.18.0.0/16", "172.19.0.0/16", "172.20.0.0/16")
          .contains("172.31.0.0/16", "192.168.0.0/20")
          .endsWith("192.168.240.0/20")
          .doesNotHaveDuplicates();
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> anyPool(IpFamily.V4))
          .withMessageStartingWith("all predefined address pools have been fully subnetted")
          .withMessageContaining("172.17.0.0/16 is held as 172.17.0.0/16 of network a");
    }

    @Test
    void givesAReleasedOneAtOnce() {
      anyPool(IpFamily.V4);
      AddressPool second = anyPool(IpFamily.V4);
      anyPool(IpFamily.V4);
      second.release();
      assertThat(anyPool(IpFamily.V4).prefix()).isEqualTo(second.prefix());
    }

    @Test
    void neverGivesOneTwiceAfterReleasesInBetween() {
      List<AddressPool> held = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        held.add(anyPool(IpFamily.V4));
      }
      for (int i : new int[] {7, 3, 4, 0}) {
        held.remove(i).release();
      }
      for (int i = 0; i < 6; i++) {
        AddressPool pool = anyPool(IpFamily.V4);
        assertThat(held).noneMatch(other -> other.prefix().overlaps(pool.prefix()));
        held.add(pool);
      }
    }

    @Test
    void goesAroundExplicitPoolsOfAnySize() {
      pool("172.17.4.0/24");
      pool("172.18.0.0/15");
      assertThat(anyPool(IpFamily.V4).prefix()).hasToString("172.20.0.0/16");
      assertThat(ofLength(IpFamily.V4, 24).prefix()).hasToString("172.17.0.0/24");
    }

    @Test
    void takesTheLengthAskedForOutOfEveryPredefinedPoolThatIsLargeEnough() {
      assertThat(ofLength(IpFamily.V4, 24).prefix()).hasToString("172.17.0.0/24");
      assertThat(ofLength(IpFamily.V4, 24).prefix()).hasToString("172.17.1.0/24");
      assertThat(ofLength(IpFamily.V4, 15).prefix()).hasToString("172.20.0.0/15");
      assertThat(ofLength(IpFamily.V4, 32).prefix()).hasToString("172.17.2.0/32");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ofLength(IpFamily.V4, 13))
          .withMessageContaining("of length 13");
    }

    @Test
    void namesTheExcludedPrefixesThatLeftNone() {
      PoolRequest request =
          PoolRequest.any(space(), IpFamily.V4, "network web")
              .withExclude(
                  List.of(
                      IpPrefix.parse("172.16.0.0/12"),
                      IpPrefix.parse("192.168.0.0/16"),
                      IpPrefix.parse("::/0")));
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request))
          .withMessageContaining("network web")
          .withMessageContaining("172.17.0.0/16 is excluded by 172.16.0.0/12")
          .withMessageContaining("192.168.0.0/16 is excluded by 192.168.0.0/16");
    }

    @Test
    void keepsAllOfTheGlobalSpaceByArithmetic() {
      AddressSpace global = AddressSpace.GLOBAL_DEFAULT;
      for (int i = 0; i < 3; i++) {
        PoolRequest request = PoolRequest.any(global, IpFamily.V4, "network " + i);
        assertThat(ipam.requestPool(request).prefix()).hasToString("10.0." + i + ".0/24");
      }
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(PoolRequest.any(global, IpFamily.V6, "network x")))
          .withMessageContaining("no predefined IPv6 pool");
    }

    @Test
    void letsPoolsOfTwoSpacesOverlap() {
      pool("10.0.0.0/8");
      PoolRequest request =
          PoolRequest.exactly(
              AddressSpace.GLOBAL_DEFAULT, IpPrefix.parse("10.0.0.0/8"), "network b");
      assertThatCode(() -> ipam.requestPool(request)).doesNotThrowAnyException();
    }

    @Test
    void givesEachHostItsOwnIpv6Block() {
      IpPrefix here = anyPool(IpFamily.V6).prefix();
      assertThat(here.length()).isEqualTo(64);
      assertThat(IpPrefix.parse("fd00::/8").contains(here)).isTrue();
      assertThat(anyPool(IpFamily.V6).prefix().network()).isEqualTo(here.last().next());
      PoolRequest request = PoolRequest.any(space(), IpFamily.V6, "network a");
      assertThat(DefaultIpam.of("host-a").requestPool(request).prefix()).isEqualTo(here);
      assertThat(DefaultIpam.of("host-b").requestPool(request).prefix()).isNotEqualTo(here);
    }

    @Test
    void refusesOptionsItDoesNotKnow() {
      PoolRequest request = PoolRequest.any(space(), IpFamily.V4, "network a");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(request.withOptions(Map.of("colour", "blue"))))
          .withMessageContaining("colour");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(
              () -> ipam.requestPool(request.withOptions(Map.of(DefaultIpam.SERIAL_OPTION, "si"))))
          .withMessageContaining("si");
    }
  }

  @Nested
  class SharingAPrefix {

    @Test
    void refusesAParentThatOverlapsAnotherPool() {
      pool("10.1.0.0/16");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> subPool("10.0.0.0/8", "10.2.0.0/16"))
          .withMessageContaining("10.0.0.0/8")
          .withMessageContaining("10.1.0.0/16 of network a");
    }

    @Test
    void givesEachAddressToOneOfThem() {
      AddressPool a = subPool("10.0.0.0/8", "10.2.0.0/16");
      AddressPool b = subPool("10.0.0.0/8", "10.2.0.0/24");
      assertThat(a.requestAddress(any(1))).hasToString("10.2.0.0/8");
      assertThat(b.requestAddress(any(2))).hasToString("10.2.0.1/8");
      assertThat(a.requestAddress(any(3))).hasToString("10.2.0.2/8");
    }

    @Test
    void refusesTheSameSubPoolAgain() {
      subPool("10.0.0.0/8", "10.2.0.0/16");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> subPool("10.0.0.0/8", "10.2.0.0/16"))
          .withMessageContaining("10.2.0.0/16");
    }

    @Test
    void refusesTheParentWhileASubPoolHoldsIt() {
      AddressPool part = subPool("10.0.0.0/8", "10.2.0.0/16");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool("10.0.0.0/8"));
      part.release();
      assertThatCode(() -> pool("10.0.0.0/8")).doesNotThrowAnyException();
    }

    @Test
    void keepsTheParentUntilTheLastIsReleased() {
      AddressPool parent = pool("10.0.0.0/8");
      AddressPool part = subPool("10.0.0.0/8", "10.2.0.0/16");
      parent.release();
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool("10.0.0.0/8"));
      assertThat(part.requestAddress(any(1))).hasToString("10.2.0.0/8");
      part.release();
      assertThatCode(() -> pool("10.0.0.0/8")).doesNotThrowAnyException();
    }

    @Test
    void freesTheAddressesOfTheOneReleasedAndNoOthers() {
      AddressPool a = subPool("10.0.0.0/8", "10.2.0.0/16");
      AddressPool b = subPool("10.0.0.0/8", "10.2.0.0/24");
      a.requestAddress(exactly("10.2.0.0"));
      b.requestAddress(exactly("10.2.0.1"));
      a.release();
      assertThat(b.requestAddress(any(1))).hasToString("10.2.0.0/8");
      assertThat(b.requestAddress(any(2))).hasToString("10.2.0.2/8");
    }

    @Test
    void tellsOfEachWhatIsHeldThroughIt() {
      AddressPool a = subPool("10.0.0.0/8", "10.2.0.0/16");
      AddressPool b = subPool("10.0.0.0/8", "10.2.0.0/24");
      a.requestAddress(any(1));
      a.requestAddress(any(2));
      b.requestAddress(any(3));
      a.releaseAddress(IpAddress.parse("10.2.0.0"));
      assertThat(a.held()).contains(Map.of(IpAddress.parse("10.2.0.1"), endpoint(2)));
      assertThat(b.held()).contains(Map.of(IpAddress.parse("10.2.0.2"), endpoint(3)));
    }

    @Test
    void refusesToReleaseAnotherPoolsAddress() {
      AddressPool a = subPool("10.0.0.0/8", "10.2.0.0/16");
      AddressPool b = subPool("10.0.0.0/8", "10.2.0.0/24");
      a.requestAddress(exactly("10.2.0.5"));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> b.releaseAddress(IpAddress.parse("10.2.0.5")))
          .withMessageContaining("10.2.0.5");
    }

    @Test
    void reservesTheEndsOfThePoolAndNotThoseOfTheSubPool() {
      assertThat(fill(subPool("10.0.0.0/24", "10.0.0.0/30")))
          .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
      assertThat(fill(subPool("10.0.0.0/24", "10.0.0.252/30")))
          .containsExactly("10.0.0.252", "10.0.0.253", "10.0.0.254");
      assertThat(fill(subPool("10.0.0.0/24", "10.0.0.64/30"))).hasSize(4);
    }

    @Test
    void mayBeTheWholePool() {
      assertThat(fill(subPool("10.0.0.0/29", "10.0.0.0/29"))).hasSize(6);
    }
  }

  @Nested
  class GivingAddresses {

    @ParameterizedTest
    @CsvSource({
      "10.0.0.0/24, 254, 10.0.0.1, 10.0.0.254",
      "10.0.0.0/29, 6, 10.0.0.1, 10.0.0.6",
      "10.0.0.0/30, 2, 10.0.0.1, 10.0.0.2",
      "10.0.0.4/31, 2, 10.0.0.4, 10.0.0.5",
      "10.0.0.5/32, 1, 10.0.0.5, 10.0.0.5",
      "fd00::/120, 255, fd00::1, fd00::ff",
      "fd00::/126, 3, fd00::1, fd00::3",
      "fd00::/127, 1, fd00::1, fd00::1"
    })
    void fillsAPoolFromItsLowest(String prefix, int count, String first, String last) {
      assertThat(fill(pool(prefix))).hasSize(count).startsWith(first).endsWith(last);
    }

    @Test
    void hasNoneInAnIpv6PoolOfOneAddress() {
      AddressPool pool = pool("fd00::1/128");
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> pool.requestAddress(any(1)))
          .withMessageContaining("it has none to give");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.requestAddress(exactly("fd00::1")));
    }

    @ParameterizedTest
    @CsvSource({
      "0.0.0.0/0, 0.0.0.1, 255.255.255.254",
      "10.0.0.0/8, 10.0.0.1, 10.255.255.254",
      "fd00::/64, fd00::1, fd00::ffff:ffff:ffff:ffff",
      "fd00::/63, fd00::1, fd00:0:0:1:ffff:ffff:ffff:ffff",
      "fd00::/48, fd00::1, fd00:0:0:ffff:ffff:ffff:ffff:ffff",
      "::/0, ::1, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void reachesBothEndsOfAHugePool(String prefix, String first, String last) {
      AddressPool pool = pool(prefix);
      assertThat(pool.requestAddress(any(1)).address()).isEqualTo(IpAddress.parse(first));
      assertThat(pool.requestAddress(exactly(last)).address()).isEqualTo(IpAddress.parse(last));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.requestAddress(exactly(last)));
      pool.releaseAddress(IpAddress.parse(last));
      assertThat(pool.requestAddress(exactly(last)).address()).isEqualTo(IpAddress.parse(last));
    }

    @Test
    void tellsAddressesTwoToThe64Apart() {
      AddressPool pool = pool("fd00::/48");
      pool.requestAddress(exactly("fd00::5"));
      assertThat(pool.requestAddress(exactly("fd00:0:0:1::5"))).hasToString("fd00:0:0:1::5/48");
      pool.releaseAddress(IpAddress.parse("fd00:0:0:1::5"));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.requestAddress(exactly("fd00::5")));
    }

    @ParameterizedTest
    @CsvSource({
      "10.0.0.0/24, 10.0.0.0",
      "10.0.0.0/24, 10.0.0.255",
      "0.0.0.0/0, 255.255.255.255",
      "fd00::/64, fd00::",
      "fd00::/127, fd00::"
    })
    void refusesToGiveOrReleaseAReservedAddress(String prefix, String reserved) {
      AddressPool pool = pool(prefix);
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.requestAddress(exactly(reserved)))
          .withMessageContaining(reserved + " is reserved");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.releaseAddress(IpAddress.parse(reserved)))
          .withMessageContaining(reserved + " is reserved");
    }

    @Test
    void givesTheLowestReleasedAddressFirst() {
      AddressPool pool = pool("10.0.0.0/24");
      fill(pool);
      pool.releaseAddress(IpAddress.parse("10.0.0.200"));
      pool.releaseAddress(IpAddress.parse("10.0.0.7"));
      assertThat(pool.requestAddress(any(1))).hasToString("10.0.0.7/24");
      assertThat(pool.requestAddress(any(2))).hasToString("10.0.0.200/24");
    }

    @Test
    void saysWhoHoldsAnAddress() {
      AddressPool pool = pool("10.0.0.0/24");
      pool.requestAddress(
          AddressRequest.exactly(IpAddress.parse("10.0.0.1"), new AddressHolder.Gateway("web")));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.requestAddress(exactly("10.0.0.1")))
          .withMessage(
              "address 10.0.0.1, which endpoint endpoint-0 asks for,"
                  + " is held by gateway of network web");
    }

    @Test
    void saysWhoHoldsAFullPool() {
      AddressPool pool = pool("10.0.0.0/30");
      pool.requestAddress(AddressRequest.any(new AddressHolder.Gateway("web")));
      pool.requestAddress(AddressRequest.any(new AddressHolder.Auxiliary("web", "router")));
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> pool.requestAddress(any(3)))
          .withMessage(
              "no available address for endpoint endpoint-3 in pool LocalDefault/10.0.0.0/30:"
                  + " its 2 are held, 10.0.0.1 by gateway of network web,"
                  + " 10.0.0.2 by auxiliary address router of network web");
    }

    @Test
    void namesOnlyTheFirstHoldersOfALargePool() {
      AddressPool pool = pool("10.0.0.0/20");
      fill(pool);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> pool.requestAddress(any(5000)))
          .withMessageContaining("10.0.0.8 by endpoint endpoint-7 and 4086 more");
    }

    @Test
    void knowsHowFullItIs() {
      AddressPool pool = subPool("10.0.0.0/24", "10.0.0.64/29");
      assertThat(pool.status()).isPresent();
      pool.requestAddress(any(1));
      pool.requestAddress(exactly("10.0.0.9"));
      pool.status()
          .ifPresent(status -> {
            assertThat(status.inUse()).isEqualTo(UInt128.ofUnsigned(4));
            assertThat(status.available()).isEqualTo(UInt128.ofUnsigned(7));
          });
      assertThat(pool("::/0").status())
          .hasValueSatisfying(status -> assertThat(status.available()).isEqualTo(UInt128.MAX));
    }

    @Test
    void countsNothingWhenAFreeAddressIsReleased() {
      AddressPool pool = pool("10.0.0.0/29");
      pool.releaseAddress(IpAddress.parse("10.0.0.3"));
      assertThat(pool.status())
          .hasValueSatisfying(
              status -> assertThat(status.available()).isEqualTo(UInt128.ofUnsigned(6)));
    }
  }

  @Nested
  class GivingAddressesInTurn {

    @Test
    void goesOnBehindTheLatestAndWraps() {
      AddressPool pool = pool("10.0.0.0/29");
      for (String expected : List.of("10.0.0.1", "10.0.0.2", "10.0.0.3")) {
        assertThat(pool.requestAddress(next(1)).address()).hasToString(expected);
        pool.releaseAddress(IpAddress.parse(expected));
      }
      pool.requestAddress(exactly("10.0.0.4"));
      for (String expected : List.of("10.0.0.5", "10.0.0.6", "10.0.0.1", "10.0.0.2", "10.0.0.3")) {
        assertThat(pool.requestAddress(next(2)).address()).hasToString(expected);
      }
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> pool.requestAddress(next(3)));
      pool.releaseAddress(IpAddress.parse("10.0.0.6"));
      assertThat(pool.requestAddress(next(4)).address()).hasToString("10.0.0.6");
    }

    @Test
    void isWhatAnyMeansInASerialPool() {
      AddressPool pool =
          ipam.requestPool(
              PoolRequest.exactly(space(), IpPrefix.parse("10.0.0.0/24"), "network a")
                  .withOptions(Map.of(DefaultIpam.SERIAL_OPTION, "true")));
      pool.releaseAddress(pool.requestAddress(any(1)).address());
      assertThat(pool.requestAddress(any(2))).hasToString("10.0.0.2/24");
    }

    @Test
    void staysInsideTheSubPool() {
      AddressPool pool = subPool("10.0.0.0/16", "10.0.5.0/30");
      for (String expected : List.of("10.0.5.0", "10.0.5.1", "10.0.5.2", "10.0.5.3")) {
        assertThat(pool.requestAddress(next(1)).address()).hasToString(expected);
        pool.releaseAddress(IpAddress.parse(expected));
      }
      assertThat(pool.requestAddress(next(2)).address()).hasToString("10.0.5.0");
    }

    @Test
    void goesOnAfterThePoolWasEmpty() {
      AddressPool pool = pool("10.0.0.0/24");
      pool.releaseAddress(pool.requestAddress(next(1)).address());
      assertThat(pool.requestAddress(next(2))).hasToString("10.0.0.2/24");
    }

    @Test
    void goesOnBehindTheHighestEndpointAfterARestart() {
      AddressPool pool =
          ipam.restorePool(
              PoolRequest.exactly(space(), IpPrefix.parse("10.0.0.0/24"), "network a"), "ignored");
      pool.requestAddress(exactly("10.0.0.9"));
      pool.requestAddress(exactly("10.0.0.4"));
      pool.requestAddress(
          AddressRequest.exactly(IpAddress.parse("10.0.0.254"), new AddressHolder.Gateway("a")));
      assertThat(pool.requestAddress(next(1))).hasToString("10.0.0.10/24");
      pool.requestAddress(exactly("10.0.0.100"));
      assertThat(pool.requestAddress(next(2))).hasToString("10.0.0.11/24");
    }
  }

  @Nested
  class Restoring {

    private final PoolRequest parent =
        PoolRequest.exactly(space(), IpPrefix.parse("10.0.0.0/8"), "network a");
    private final PoolRequest part = parent.withSubPool(IpPrefix.parse("10.2.0.0/16"));

    @Test
    void takesParentAndSubPoolInEitherOrder() {
      ipam.restorePool(parent, "");
      ipam.restorePool(part, "");
      DefaultIpam other = DefaultIpam.of("host-a");
      other.restorePool(part, "");
      AddressPool restored = other.restorePool(parent, "");
      assertThat(restored.requestAddress(any(1))).hasToString("10.0.0.1/8");
    }

    @Test
    void refusesTheSamePoolTwice() {
      ipam.restorePool(part, "");
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> ipam.restorePool(part, ""));
    }

    @Test
    void refusesARequestThatDoesNotSayWhich() {
      PoolRequest any = PoolRequest.any(space(), IpFamily.V4, "network a");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.restorePool(any, "LocalDefault/10.0.0.0/8"))
          .withMessageContaining("LocalDefault/10.0.0.0/8");
    }
  }
}
