package io.libnetwork;

import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The network drivers a controller knows by name, each made when it is first needed; those that it
/// was not given are looked for when they are first named.
final class DriverRegistry implements AutoCloseable {

  private final Host host;
  private final HostParameters parameters;
  private final Consumer<NetworkDriver> made;
  private final Map<String, NetworkDriverFactory> factories = new TreeMap<>();
  private final List<DriverSource> sources;
  private final Map<String, NetworkDriver> drivers = new ConcurrentHashMap<>();

  /// @param made is told of each driver that is made
  DriverRegistry(
      Host host,
      HostParameters parameters,
      List<NetworkDriverFactory> factories,
      List<DriverSource> sources,
      Consumer<NetworkDriver> made) {
    this.host = host;
    this.parameters = parameters;
    this.sources = List.copyOf(sources);
    this.made = made;
    for (NetworkDriverFactory factory : factories) {
      add(factory);
    }
  }

  /// Of those that it was given, in order.
  Set<String> names() {
    return factories.keySet();
  }

  /// @throws NetworkException.NotFound when no driver has the name
  NetworkDriver get(String name) {
    NetworkDriver present = drivers.get(name);
    if (present != null) {
      return present;
    }
    NetworkDriverFactory factory =
        given(name)
            .or(() ->
                sources.stream().flatMap(source -> source.networkDriver(name).stream()).findFirst())
            .orElseThrow(() -> notFound("network driver", name, factories.keySet(), sources));
    return made(factory);
  }

  /// As [#get], of a network that was there before a restart: a driver that it was not given need
  /// not be there now.
  NetworkDriver former(String name) {
    NetworkDriver present = drivers.get(name);
    if (present != null || factories.containsKey(name) || sources.isEmpty()) {
      return get(name);
    }
    return made(sources.getFirst().formerNetworkDriver(name));
  }

  static NetworkException.NotFound notFound(
      String what, String name, Set<String> known, List<DriverSource> sources) {
    return new NetworkException.NotFound(
        "no %s %s: this controller has %s%s"
            .formatted(
                what,
                Names.quoted(name),
                String.join(", ", known),
                sources.stream()
                    .map(source -> ", and none is to be found in " + source)
                    .collect(Collectors.joining())));
  }

  private Optional<NetworkDriverFactory> given(String name) {
    return Optional.ofNullable(factories.get(name));
  }

  private NetworkDriver made(NetworkDriverFactory factory) {
    return drivers.computeIfAbsent(factory.name(), _ -> create(factory));
  }

  private NetworkDriver create(NetworkDriverFactory factory) {
    NetworkDriver driver = factory.create(host, parameters);
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
    sources.forEach(DriverSource::close);
  }

  private void add(NetworkDriverFactory factory) {
    Names.require("network driver", factory.name());
    if (factories.putIfAbsent(factory.name(), factory) != null) {
      throw new NetworkException.Conflict("network driver " + factory.name() + " was given twice");
    }
  }
}
