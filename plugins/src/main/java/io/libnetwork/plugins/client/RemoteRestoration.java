package io.libnetwork.plugins.client;

import io.libnetwork.PortBinding;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Restoration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finding a plugin's networks again without asking it: it keeps what it has made, as Docker
/// expects of plugins, and may not be there yet. Interfaces are looked for where they were left.
final class RemoteRestoration implements Restoration {

  private final RemoteHost remote;
  private final List<RemoteNetwork> networks = new ArrayList<>();

  RemoteRestoration(RemoteHost remote) {
    this.remote = remote;
  }

  @Override
  public Optional<DriverNetwork> network(NetworkSpec spec) {
    RemoteNetwork network = RemoteNetwork.restored(spec, remote);
    networks.add(network);
    return Optional.of(network);
  }

  @Override
  public Optional<Found> join(
      DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports) {
    return ((RemoteEndpoint) endpoint).found(request, ports);
  }

  @Override
  public boolean anyLeft() {
    return false;
  }

  @Override
  public void complete() {
    networks.forEach(RemoteNetwork::restored);
  }
}
