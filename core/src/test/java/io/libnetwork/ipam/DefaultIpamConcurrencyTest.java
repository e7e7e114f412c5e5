package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What eight callers get at once. Each counts what it was given twice and what failed.
class DefaultIpamConcurrencyTest {

  private static final int CALLERS = 8;

  private final DefaultIpam ipam = DefaultIpam.of("host-a");

  private static void atOnce(Callable<Void> work) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> done =
          IntStream.range(0, CALLERS).mapToObj(_ -> callers.submit(work)).toList();
      for (Future<Void> caller : done) {
        caller.get();
      }
    }
  }

  private AddressPool pool(String prefix) {
    return ipam.requestPool(
        PoolRequest.exactly(AddressSpace.LOCAL_DEFAULT, IpPrefix.parse(prefix), "network a"));
  }

  @Test
  void noTwoCallersGetTheSameAddress() throws Exception {
    AddressPool pool = pool("10.0.0.0/20");
    Set<IpAddress> given = ConcurrentHashMap.newKeySet();
    atOnce(() -> {
      for (int i = 0; i < 500; i++) {
        IpAddress address = pool.requestAddress(IpamDriverContract.any(i)).address();
        assertThat(given.add(address)).as("%s", address).isTrue();
      }
      return null;
    });
    assertThat(given).hasSize(4_000);
  }

  @Test
  void addressesThatComeAndGoAreNeverHeldByTwo() throws Exception {
    AddressPool pool = pool("10.0.0.0/27");
    Set<IpAddress> held = ConcurrentHashMap.newKeySet();
    long seed = System.nanoTime();
    atOnce(() -> {
      Random random = new Random(seed);
      List<IpAddress> mine = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        if (mine.size() < 3 && random.nextBoolean()) {
          IpAddress address = pool.requestAddress(IpamDriverContract.any(i)).address();
          assertThat(held.add(address)).as("%s, seed %d", address, seed).isTrue();
          mine.add(address);
        } else if (!mine.isEmpty()) {
          IpAddress address = mine.remove(random.nextInt(mine.size()));
          held.remove(address);
          pool.releaseAddress(address);
        }
      }
      return null;
    });
    assertThat(pool.status())
        .hasValueSatisfying(status ->
            assertThat(status.available()).isEqualTo(UInt128.ofUnsigned(30 - held.size())));
  }

  @Test
  void noTwoCallersGetOverlappingPools() throws Exception {
    Set<IpPrefix> given = ConcurrentHashMap.newKeySet();
    atOnce(() -> {
      for (int i = 0; i < 15; i++) {
        PoolRequest request =
            PoolRequest.any(AddressSpace.GLOBAL_DEFAULT, IpFamily.V4, "network " + i);
        AddressPool pool = ipam.requestPool(request);
        assertThat(given.add(pool.prefix())).as("%s", pool.prefix()).isTrue();
      }
      return null;
    });
    assertThat(given).hasSize(120);
  }

  @Test
  void aPrefixSharedByManyIsKeptUntilTheLastHasLeft() throws Exception {
    Set<IpAddress> held = ConcurrentHashMap.newKeySet();
    Random parts = new Random(1);
    atOnce(() -> {
      int part;
      synchronized (parts) {
        part = parts.nextInt(1 << 20);
      }
      IpPrefix base = IpPrefix.parse("10.0.0.0/8");
      PoolRequest request =
          PoolRequest.exactly(AddressSpace.LOCAL_DEFAULT, base, "network " + part)
              .withSubPool(base.subnet(28, UInt128.ofUnsigned(part)));
      for (int i = 0; i < 2_000; i++) {
        AddressPool pool = ipam.requestPool(request);
        IpAddress address = pool.requestAddress(IpamDriverContract.any(i)).address();
        assertThat(held.add(address)).as("%s", address).isTrue();
        held.remove(address);
        pool.release();
      }
      return null;
    });
    assertThat(pool("10.0.0.0/8").prefix()).hasToString("10.0.0.0/8");
  }
}
