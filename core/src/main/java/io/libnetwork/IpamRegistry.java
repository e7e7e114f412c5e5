package io.libnetwork;

import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.ipam.NullIpam;
import io.libnetwork.spi.IpamDriver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The IPAM drivers a controller knows by name: the built-in ones, and those it was given.
final class IpamRegistry {

  private final Map<String, IpamDriver> drivers = new TreeMap<>();

  IpamRegistry(String hostId, List<IpamDriver> given) {
    add(DefaultIpam.of(hostId));
    add(new NullIpam());
    given.forEach(this::add);
  }

  /// One with these drivers and no others.
  IpamRegistry(Collection<IpamDriver> all) {
    all.forEach(this::add);
  }

  /// All of them.
  Collection<IpamDriver> all() {
    return List.copyOf(drivers.values());
  }

  /// @throws NetworkException.NotFound when no driver has the name
  IpamDriver get(String name) {
    IpamDriver driver = drivers.get(name);
    if (driver == null) {
      throw new NetworkException.NotFound(
          "no IPAM driver "
              + Names.quoted(name)
              + ": this controller has "
              + String.join(", ", drivers.keySet()));
    }
    return driver;
  }

  private void add(IpamDriver driver) {
    drivers.put(driver.name(), driver);
  }
}
