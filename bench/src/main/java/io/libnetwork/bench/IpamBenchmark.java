package io.libnetwork.bench;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// A whole /16 handed out, address by address, and taken back.
final class IpamBenchmark {

  private static final int ADDRESSES = (1 << 16) - 2;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 31;
  private static final IpPrefix PREFIX = IpPrefix.parse("10.95.0.0/16");
  private static final String UNIT = "ops/s";

  private IpamBenchmark() {}

  static void run(Consumer<Row> rows) {
    double[] allocate = new double[ROUNDS];
    double[] release = new double[ROUNDS];
    DefaultIpam ipam = DefaultIpam.of("bench");
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      AddressPool pool =
          ipam.requestPool(
              PoolRequest.exactly(ipam.addressSpaces().local(), PREFIX, "the benchmark"));
      IpAddress[] given = new IpAddress[ADDRESSES];
      double allocated = rate(() -> allocate(pool, given));
      double released = rate(() -> Arrays.stream(given).forEach(pool::releaseAddress));
      pool.release();
      if (round >= 0) {
        allocate[round] = allocated;
        release[round] = released;
      }
    }
    rows.accept(row("ipam-slash16-allocate", allocate));
    rows.accept(row("ipam-slash16-release", release));
  }

  private static void allocate(AddressPool pool, IpAddress[] given) {
    AddressRequest request =
        AddressRequest.any(new AddressHolder.Endpoint("bench", Optional.empty()));
    for (int number = 0; number < given.length; number++) {
      InterfaceAddress address = pool.requestAddress(request);
      given[number] = address.address();
    }
  }

  private static double rate(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return ADDRESSES * 1e9 / (System.nanoTime() - start);
  }

  /// The 95th percentile of a rate is the slow end.
  private static Row row(String name, double[] rates) {
    double[] sorted = rates.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double slow = sorted[(int) Math.floor(0.05 * sorted.length)];
    return new Row(name, UNIT, sorted.length, median, slow, Optional.empty());
  }
}
