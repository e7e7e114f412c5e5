package io.libnetwork.testing;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The default IPAM driver, but for one request, of a pool or of an address, that it refuses: told
/// by how many there were before it since [#refuse]. It takes the default one's place in a
/// controller.
final class RefusingIpam implements IpamDriver {

  static final String REASON = "the test has nothing left to give";

  private final DefaultIpam ipam = DefaultIpam.of("refusing");
  private final Set<Pool> pools = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int refused;

  /// Refuses the request of this number, 1 for the next one; none with 0. Counts from now on.
  void refuse(int number) {
    requests.set(0);
    refused = number;
  }

  /// How many requests there were since [#refuse].
  int requests() {
    return requests.get();
  }

  /// Who holds what, but for the addresses themselves, of which each is as good as another.
  List<String> held() {
    List<String> held = new ArrayList<>();
    for (Pool pool : pools) {
      held.add("pool " + pool.prefix());
      pool.held().orElse(Map.of()).values().forEach(holder -> held.add("address of " + holder));
    }
    return held;
  }

  private void pass(String what) {
    if (requests.incrementAndGet() == refused) {
      throw new NetworkException.Unavailable("%s: %s".formatted(what, REASON));
    }
  }

  @Override
  public String name() {
    return ipam.name();
  }

  @Override
  public AddressSpaces addressSpaces() {
    return ipam.addressSpaces();
  }

  @Override
  public AddressPool requestPool(PoolRequest request) {
    pass(request.holder());
    Pool given = new Pool(ipam.requestPool(request));
    pools.add(given);
    return given;
  }

  private final class Pool implements AddressPool {

    private final AddressPool pool;

    Pool(AddressPool pool) {
      this.pool = pool;
    }

    @Override
    public PoolId id() {
      return pool.id();
    }

    @Override
    public InterfaceAddress requestAddress(AddressRequest request) {
      pass(request.holder().toString());
      return pool.requestAddress(request);
    }

    @Override
    public void releaseAddress(IpAddress address) {
      pool.releaseAddress(address);
    }

    @Override
    public void release() {
      pool.release();
      pools.remove(this);
    }

    @Override
    public Optional<Map<IpAddress, AddressHolder>> held() {
      return pool.held();
    }
  }
}
