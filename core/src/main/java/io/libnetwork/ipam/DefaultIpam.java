package io.libnetwork.ipam;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.IpamRehearsal;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The IPAM driver of networks that name none: pools and addresses of one process, kept in memory.
///
/// A pool of its own choice is the first free one of the predefined pools, by address. Any prefix
/// can be asked for by name unless it overlaps another of its address space. Several networks share
/// a prefix by asking for it with unlike sub-pools.
///
/// An address of its own choice is the lowest one free in the sub-pool. With the option
/// [#SERIAL_OPTION] set to true it is the next one in turn.
public final class DefaultIpam implements IpamDriver {

  /// The driver's name.
  public static final String NAME = "default";

  /// The option of a pool that asks for addresses in turn, under the name Docker gave it.
  public static final String SERIAL_OPTION = "com.docker.network.ipam.serial";

  private final Map<AddressSpace, Map<IpFamily, PoolTable>> tables;

  /// A driver that chooses pools from these. Of two that overlap, the larger counts.
  ///
  /// @param local for networks that one host has for itself
  /// @param global for networks that several hosts share
  public DefaultIpam(List<PredefinedPool> local, List<PredefinedPool> global) {
    this.tables =
        Map.of(
            AddressSpace.LOCAL_DEFAULT, tables(AddressSpace.LOCAL_DEFAULT, local),
            AddressSpace.GLOBAL_DEFAULT, tables(AddressSpace.GLOBAL_DEFAULT, global));
  }

  private DefaultIpam(Map<AddressSpace, Map<IpFamily, PoolTable>> tables) {
    this.tables = tables;
  }

  /// A driver with Docker's predefined pools.
  ///
  /// @param hostId what tells the host from others, for its own block of IPv6 addresses
  public static DefaultIpam of(String hostId) {
    List<PredefinedPool> local = new ArrayList<>(PredefinedPool.LOCAL);
    local.add(PredefinedPool.uniqueLocal(hostId));
    return new DefaultIpam(local, PredefinedPool.GLOBAL);
  }

  private static Map<IpFamily, PoolTable> tables(
      AddressSpace space, List<PredefinedPool> predefined) {
    Map<IpFamily, PoolTable> tables = new EnumMap<>(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      tables.put(family, new PoolTable(space, PredefinedPool.sorted(predefined, family)));
    }
    return tables;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public AddressSpaces addressSpaces() {
    return new AddressSpaces(AddressSpace.LOCAL_DEFAULT, AddressSpace.GLOBAL_DEFAULT);
  }

  @Override
  public Optional<IpamRehearsal> rehearsal() {
    IdentityHashMap<Share, Pool> pools = new IdentityHashMap<>();
    Map<AddressSpace, Map<IpFamily, PoolTable>> copies = new HashMap<>();
    tables.forEach((space, families) -> {
      Map<IpFamily, PoolTable> copied = new EnumMap<>(IpFamily.class);
      families.forEach((family, table) -> copied.put(family, table.copy(pools)));
      copies.put(space, copied);
    });
    return Optional.of(new Copies(new DefaultIpam(copies), pools));
  }

  /// @param pools by the share of the pool that each is a copy of
  private record Copies(IpamDriver driver, IdentityHashMap<Share, Pool> pools)
      implements IpamRehearsal {

    @Override
    public AddressPool pool(AddressPool live) {
      Pool copy = live instanceof Pool own ? pools.get(own.share()) : null;
      if (copy == null) {
        throw new NetworkException.NotFound("pool " + live.id() + " is released");
      }
      return copy;
    }
  }

  @Override
  public AddressPool requestPool(PoolRequest request) {
    return table(request).request(request, order(request.options()));
  }

  @Override
  public AddressPool restorePool(PoolRequest request, String token) {
    if (!(request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix))) {
      throw new NetworkException.InvalidParameter(
          "pool " + token + " of " + request.holder() + " cannot be restored without its prefix");
    }
    return table(request).restore(request, prefix, order(request.options()));
  }

  private PoolTable table(PoolRequest request) {
    Map<IpFamily, PoolTable> families = tables.get(request.space());
    PoolTable table = families == null ? null : families.get(request.family());
    if (table == null) {
      throw new NetworkException.InvalidParameter(
          "unknown address space %s: the driver %s has %s and %s"
              .formatted(
                  request.space(), NAME, AddressSpace.LOCAL_DEFAULT, AddressSpace.GLOBAL_DEFAULT));
    }
    return table;
  }

  private static Share.Order order(Map<String, String> options) {
    DriverLabels labels = new DriverLabels(options);
    boolean serial = labels.takeBoolean(SERIAL_OPTION).orElse(false);
    if (!labels.left().isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "unknown IPAM options %s: the driver %s knows %s"
              .formatted(labels.left(), NAME, SERIAL_OPTION));
    }
    return serial ? Share.Order.IN_TURN : Share.Order.LOWEST;
  }
}
