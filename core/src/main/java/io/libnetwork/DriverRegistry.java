package io.libnetwork;

import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The network drivers a controller knows by name, each made when it is first needed.
final class DriverRegistry implements AutoCloseable {

  private final Host host;
  private final Consumer<NetworkDriver> made;
  private final Map<String, NetworkDriverFactory> factories = new TreeMap<>();
  private final Map<String, NetworkDriver> drivers = new ConcurrentHashMap<>();

  /// @param made is told of each driver that is made
  DriverRegistry(Host host, List<NetworkDriverFactory> factories, Consumer<NetworkDriver> made) {
    this.host = host;
    this.made = made;
    for (NetworkDriverFactory factory : factories) {
      add(factory);
    }
  }

  /// In order.
  Set<String> names() {
    return factories.keySet();
  }

  /// @throws NetworkException.NotFound when no driver has the name
  NetworkDriver get(String name) {
    NetworkDriver present = drivers.get(name);
    if (present != null) {
      return present;
    }
    NetworkDriverFactory factory = factories.get(name);
    if (factory == null) {
      throw new NetworkException.NotFound(
          "no network driver "
              + Names.quoted(name)
              + ": this controller has "
              + String.join(", ", factories.keySet()));
    }
    return drivers.computeIfAbsent(name, _ -> create(factory));
  }

  private NetworkDriver create(NetworkDriverFactory factory) {
    NetworkDriver driver = factory.create(host);
    made.accept(driver);
    return driver;
  }

  /// The drivers that have been needed so far.
  Collection<NetworkDriver> made() {
    return List.copyOf(drivers.values());
  }

  @Override
  public void close() {
    drivers.values().forEach(NetworkDriver::close);
    drivers.clear();
  }

  private void add(NetworkDriverFactory factory) {
    Names.require("network driver", factory.name());
    if (factories.putIfAbsent(factory.name(), factory) != null) {
      throw new NetworkException.Conflict("network driver " + factory.name() + " was given twice");
    }
  }
}
