package io.libnetwork.plugins.kit;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.InterfaceNaming;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.PluginInterface;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A plugin that makes nothing and writes down what it should have made.
final class Notebook implements NetworkService, IpamService {

  private final Set<String> networks = new TreeSet<>();
  private final Set<String> endpoints = new TreeSet<>();
  private final Map<String, Set<IpAddress>> pools = new TreeMap<>();

  /// Whether it forgets which addresses it gave.
  volatile boolean forgetful;

  /// Whether it does not look which networks it has.
  volatile boolean careless;

  synchronized int kept() {
    return networks.size() + endpoints.size() + pools.size();
  }

  @Override
  public synchronized void createNetwork(CreateNetworkCall call) {
    if (!networks.add(call.networkId()) && !careless) {
      throw new PluginRefusal("network " + call.networkId() + " is there");
    }
  }

  @Override
  public synchronized void deleteNetwork(NetworkCall call) {
    if (!networks.remove(call.networkId())) {
      throw new PluginRefusal("no network " + call.networkId());
    }
  }

  @Override
  public synchronized CreateEndpointAnswer createEndpoint(CreateEndpointCall call) {
    if (!networks.contains(call.networkId())) {
      throw new PluginRefusal("no network " + call.networkId());
    }
    endpoints.add(call.endpointId());
    return new CreateEndpointAnswer(PluginInterface.NOTHING);
  }

  @Override
  public synchronized void deleteEndpoint(EndpointCall call) {
    endpoints.remove(call.endpointId());
  }

  @Override
  public JoinAnswer join(JoinCall call) {
    return new JoinAnswer(
        Optional.of(new InterfaceNaming("veth0", "eth", "")),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false);
  }

  @Override
  public void leave(EndpointCall call) {}

  @Override
  public AddressSpacesAnswer addressSpaces() {
    return new AddressSpacesAnswer("here", "everywhere");
  }

  @Override
  public synchronized RequestPoolAnswer requestPool(RequestPoolCall call) {
    IpPrefix prefix = call.pool().orElseGet(() -> IpPrefix.parse("192.0.2.0/24"));
    pools.put(prefix.toString(), new TreeSet<>());
    return new RequestPoolAnswer(prefix.toString(), prefix, Map.of());
  }

  @Override
  public synchronized void releasePool(ReleasePoolCall call) {
    pools.remove(call.poolId());
  }

  @Override
  public synchronized RequestAddressAnswer requestAddress(RequestAddressCall call) {
    Set<IpAddress> given = pools.getOrDefault(call.poolId(), Set.of());
    IpPrefix prefix = IpPrefix.parse(call.poolId());
    IpAddress address = call.address().orElseGet(() -> free(prefix, given));
    if (!given.add(address) && !forgetful) {
      throw new PluginRefusal("address " + address + " is taken");
    }
    return new RequestAddressAnswer(
        Optional.of(new InterfaceAddress(address, prefix.length())), Map.of());
  }

  private static IpAddress free(IpPrefix prefix, Set<IpAddress> given) {
    for (int last = 1; last < 255; last++) {
      IpAddress address =
          IpAddress.parse(prefix.network().toString().replaceFirst("\\.0$", "." + last));
      if (!given.contains(address)) {
        return address;
      }
    }
    throw new PluginRefusal("no address left");
  }

  @Override
  public synchronized void releaseAddress(ReleaseAddressCall call) {
    pools.getOrDefault(call.poolId(), new TreeSet<>()).remove(call.address());
  }
}
