package io.libnetwork;

import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.store.StateStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a controller was asked to be: its options, gathered.
record ControllerConfig(
    List<NetworkDriverFactory> networkDrivers,
    List<IpamDriver> ipamDrivers,
    List<DriverSource> sources,
    Optional<StateStore> store,
    String hostId,
    RandomGenerator random,
    InstantSource clock,
    Duration reconcileEvery,
    Optional<ControllerOption.Names> names) {

  private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);

  ControllerConfig {
    networkDrivers = List.copyOf(networkDrivers);
    ipamDrivers = List.copyOf(ipamDrivers);
    sources = List.copyOf(sources);
  }

  static ControllerConfig of(ControllerOption... options) {
    List<NetworkDriverFactory> networkDrivers = new ArrayList<>();
    List<IpamDriver> ipamDrivers = new ArrayList<>();
    List<DriverSource> sources = new ArrayList<>();
    Optional<StateStore> store = Optional.empty();
    String hostId = MachineId.read();
    RandomGenerator random = new SecureRandom();
    InstantSource clock = InstantSource.system();
    Duration reconcileEvery = USUAL_PAUSE;
    Optional<ControllerOption.Names> names = Optional.of(new ControllerOption.Names());
    for (ControllerOption option : options) {
      switch (option) {
        case ControllerOption.NetworkDriver(NetworkDriverFactory factory) ->
            networkDrivers.add(factory);
        case ControllerOption.Ipam(IpamDriver driver) -> ipamDrivers.add(driver);
        case ControllerOption.Drivers(DriverSource source) -> sources.add(source);
        case ControllerOption.Store(StateStore kept) -> store = Optional.of(kept);
        case ControllerOption.HostId(String id) -> hostId = id;
        case ControllerOption.Random(RandomGenerator generator) -> random = generator;
        case ControllerOption.Clock(InstantSource source) -> clock = source;
        case ControllerOption.ReconcileEvery(Duration pause) -> reconcileEvery = pause;
        case ControllerOption.Names serving -> names = Optional.of(serving);
        case ControllerOption.WithoutNames _ -> names = Optional.empty();
      }
    }
    return new ControllerConfig(
        networkDrivers, ipamDrivers, sources, store, hostId, random, clock, reconcileEvery, names);
  }
}
