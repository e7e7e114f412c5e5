package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolRequest;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random requests and releases against a sorted set of the addresses held.
class DefaultIpamModelTest {

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final TreeSet<IpAddress> held = new TreeSet<>();
  private Optional<IpAddress> latest = Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/26, 10.0.0.1, 10.0.0.62",
    "10.0.0.0/31, 10.0.0.0, 10.0.0.1",
    "10.0.0.7/32, 10.0.0.7, 10.0.0.7",
    "fd00::/122, fd00::1, fd00::3f",
    "fd00::/127, fd00::1, fd00::1",
    "10.0.0.0/8, 10.0.0.1, 10.255.255.254",
    "fd00::/64, fd00::1, fd00::ffff:ffff:ffff:ffff",
    "fd00::/60, fd00::1, fd00:0:0:f:ffff:ffff:ffff:ffff",
    "::/0, ::1, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void givesWhatTheModelExpects(String prefix, String first, String last) {
    IpPrefix network = IpPrefix.parse(prefix);
    AddressPool pool =
        DefaultIpam.of("host-a")
            .requestPool(PoolRequest.exactly(AddressSpace.LOCAL_DEFAULT, network, "network a"));
    IpAddress low = IpAddress.parse(first);
    IpAddress high = IpAddress.parse(last);
    for (int i = 0; i < 5_000; i++) {
      // The bias drifts, so that small pools are met empty and full.
      if (random.nextInt(100) < 50 + 40 * Math.sin(i / 200.0)) {
        request(pool, low, high);
      } else {
        release(pool, low, high);
      }
      agree(pool, low, high);
    }
  }

  private void request(AddressPool pool, IpAddress low, IpAddress high) {
    switch (random.nextInt(3)) {
      case 0 -> expect(pool, new AddressChoice.Any(), clear(low, high));
      case 1 -> expect(pool, new AddressChoice.Next(), inTurn(low, high));
      default -> {
        IpAddress asked = somewhere(low, high);
        Optional<IpAddress> expected = held.contains(asked) ? Optional.empty() : Optional.of(asked);
        expect(pool, new AddressChoice.Exactly(asked), expected);
      }
    }
  }

  private void expect(AddressPool pool, AddressChoice choice, Optional<IpAddress> expected) {
    AddressRequest request = new AddressRequest(choice, IpamDriverContract.endpoint(1));
    if (expected.isEmpty()) {
      assertThatExceptionOfType(NetworkException.class)
          .as("seed %d", seed)
          .isThrownBy(() -> pool.requestAddress(request));
      return;
    }
    IpAddress given = pool.requestAddress(request).address();
    assertThat(given).as("seed %d", seed).isEqualTo(expected.get());
    held.add(given);
    if (choice instanceof AddressChoice.Next) {
      latest = expected;
    }
  }

  private void release(AddressPool pool, IpAddress low, IpAddress high) {
    IpAddress address = somewhere(low, high);
    pool.releaseAddress(address);
    held.remove(address);
  }

  /// Mostly an address near the beginning or one that is held, as otherwise a huge pool would never
  /// be asked for the same address twice.
  private IpAddress somewhere(IpAddress low, IpAddress high) {
    UInt128 span = high.value().minus(low.value());
    UInt128 near = UInt128.ofUnsigned(random.nextInt(40));
    UInt128 distance =
        switch (random.nextInt(4)) {
          case 0 -> new UInt128(random.nextLong(), random.nextLong());
          case 1 -> span.minusSaturating(near);
          default -> near;
        };
    return low.plus(distance.compareTo(span) > 0 ? span : distance);
  }

  private Optional<IpAddress> clear(IpAddress low, IpAddress high) {
    IpAddress at = low;
    while (held.contains(at)) {
      if (at.equals(high)) {
        return Optional.empty();
      }
      at = at.next();
    }
    return Optional.of(at);
  }

  private Optional<IpAddress> inTurn(IpAddress low, IpAddress high) {
    IpAddress start =
        latest.filter(address -> !address.equals(high)).map(IpAddress::next).orElse(low);
    return clear(start, high).or(() -> clear(low, high));
  }

  private void agree(AddressPool pool, IpAddress low, IpAddress high) {
    UInt128 available =
        high.value().minus(low.value()).minus(UInt128.ofUnsigned(held.size())).plus(UInt128.ONE);
    assertThat(pool.status())
        .as("seed %d", seed)
        .hasValueSatisfying(status -> assertThat(status.available()).isEqualTo(available));
  }
}
