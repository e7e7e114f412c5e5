package io.libnetwork;

import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.ipam.NullIpam;
import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.IpamDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The IPAM drivers a controller knows by name: the built-in ones, those it was given, and those
/// that were found when they were named.
final class IpamRegistry {

  private final Map<String, IpamDriver> drivers = new TreeMap<>();
  private final List<DriverSource> sources;
  private final Map<String, IpamDriver> found = new ConcurrentHashMap<>();

  IpamRegistry(String hostId, List<IpamDriver> given, List<DriverSource> sources) {
    this.sources = List.copyOf(sources);
    add(DefaultIpam.of(hostId));
    add(new NullIpam());
    given.forEach(this::add);
  }

  /// One with these drivers, and those that are found otherwise.
  IpamRegistry(Collection<IpamDriver> all, List<DriverSource> sources) {
    this.sources = List.copyOf(sources);
    all.forEach(this::add);
  }

  /// All of them.
  Collection<IpamDriver> all() {
    List<IpamDriver> all = new ArrayList<>(drivers.values());
    all.addAll(found.values());
    return all;
  }

  /// @throws NetworkException.NotFound when no driver has the name
  IpamDriver get(String name) {
    return known(name)
        .or(() ->
            sources.stream()
                .flatMap(source -> source.ipamDriver(name).stream())
                .findFirst()
                .map(this::kept))
        .orElseThrow(() -> DriverRegistry.notFound("IPAM driver", name, drivers.keySet(), sources));
  }

  /// As [#get], of a network that was there before a restart: a driver that it was not given need
  /// not be there now.
  IpamDriver former(String name) {
    return known(name)
        .or(() -> sources.stream().findFirst().map(source -> kept(source.formerIpamDriver(name))))
        .orElseGet(() -> get(name));
  }

  private Optional<IpamDriver> known(String name) {
    return Optional.ofNullable(drivers.get(name)).or(() -> Optional.ofNullable(found.get(name)));
  }

  private IpamDriver kept(IpamDriver driver) {
    IpamDriver before = found.putIfAbsent(driver.name(), driver);
    return before == null ? driver : before;
  }

  private void add(IpamDriver driver) {
    drivers.put(driver.name(), driver);
  }
}
