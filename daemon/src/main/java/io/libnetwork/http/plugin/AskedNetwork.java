package io.libnetwork.http.plugin;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.PluginPool;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.PoolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A network that an engine asks for.
///
/// @param id the engine's
/// @param driver which of our kinds of network
/// @param internal whether there is no way out
/// @param pools as the engine's IPAM gave them
/// @param options the driver's, as texts
record AskedNetwork(
    NetworkId id,
    String driver,
    boolean internal,
    List<NetworkOption.Pool> pools,
    Map<String, String> options) {

  /// The option of a network that names its driver.
  static final String DRIVER = "io.libnetwork.driver";

  private static final String USUAL_DRIVER = "bridge";

  /// @throws NetworkException.InvalidParameter when the id is none of a network, or a pool has no
  ///   prefix
  static AskedNetwork of(CreateNetworkCall call) {
    Map<String, String> options = new LinkedHashMap<>(call.genericOptions());
    String named = Optional.ofNullable(options.remove(DRIVER)).orElse("");
    return new AskedNetwork(
        new NetworkId(call.networkId()),
        named.isEmpty() ? USUAL_DRIVER : named,
        call.options().holds(OptionKeys.INTERNAL),
        Stream.concat(call.ipv4().stream(), call.ipv6().stream()).map(AskedNetwork::pool).toList(),
        options);
  }

  private static NetworkOption.Pool pool(PluginPool asked) {
    NetworkOption.Pool pool =
        NetworkOption.Pool.of(
            asked
                .pool()
                .orElseThrow(() ->
                    new NetworkException.InvalidParameter(
                        "a pool of the network has no prefix: its IPAM driver must name one")));
    Map<String, IpAddress> auxiliary = new LinkedHashMap<>();
    asked.auxiliary().forEach((name, address) -> auxiliary.put(name, address.address()));
    return asked
        .gateway()
        .map(InterfaceAddress::address)
        .map(pool::withGateway)
        .orElse(pool)
        .withAuxiliary(auxiliary);
  }

  /// The options by which the model makes it.
  ///
  /// @param labels kept with it
  NetworkOption[] networkOptions(Map<String, String> labels) {
    List<NetworkOption> all = new ArrayList<>(pools);
    all.add(new NetworkOption.Id(id));
    all.add(new NetworkOption.Labels(labels));
    all.add(new NetworkOption.Ipam(EngineIpam.NAME, Map.of()));
    all.add(new NetworkOption.WithoutNames());
    all.add(new NetworkOption.DriverLabels(options));
    all.add(new NetworkOption.Ipv4(has(IpFamily.V4)));
    all.add(new NetworkOption.Ipv6(has(IpFamily.V6)));
    if (internal) {
      all.add(new NetworkOption.Internal());
    }
    return all.toArray(NetworkOption[]::new);
  }

  private boolean has(IpFamily family) {
    return pools.stream().anyMatch(pool -> pool.family() == family);
  }

  /// Whether a network is what is asked for.
  boolean is(Network network) {
    return network.driver().equals(driver)
        && network.internal() == internal
        && network.config().driverLabels().equals(options)
        && network.pools().size() == pools.size()
        && pools.stream()
            .allMatch(asked -> network.pools().stream().anyMatch(had -> same(asked, had)));
  }

  private static boolean same(NetworkOption.Pool asked, NetworkPool had) {
    return asked.choice().equals(new PoolChoice.Exactly(had.prefix()))
        && (asked.gateway().isEmpty()
            || asked.gateway().equals(had.gateway().map(InterfaceAddress::address)));
  }
}
