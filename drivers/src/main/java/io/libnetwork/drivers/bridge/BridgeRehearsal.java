package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverService;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.Rehearsal;
import java.util.function.Function;

/// The bridge driver's double: the same classes, on a [BridgeHost] whose parts note what they would
/// do.
///
/// @param names those that are taken
record BridgeRehearsal(NetworkDriver driver, BridgeHost host, BridgeNames names)
    implements Rehearsal {

  @Override
  public DriverNetwork network(DriverNetwork live) {
    BridgeNetwork own = (BridgeNetwork) live;
    return own.rehearsed(host, names);
  }

  @Override
  public DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network) {
    return ((BridgeEndpoint) live).rehearsed((BridgeNetwork) network);
  }

  @Override
  public DriverService service(
      DriverService live, DriverNetwork network, Function<EndpointId, DriverEndpoint> endpoints) {
    return ((BridgeService) live).rehearsed((BridgeNetwork) network, endpoints);
  }
}
