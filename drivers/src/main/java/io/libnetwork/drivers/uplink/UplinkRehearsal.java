package io.libnetwork.drivers.uplink;

import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.Rehearsal;

/// The driver's double: the same classes, on an [UplinkHost] whose parts note what they would do.
record UplinkRehearsal(NetworkDriver driver, UplinkHost host) implements Rehearsal {

  @Override
  public DriverNetwork network(DriverNetwork live) {
    return ((UplinkNetwork) live).rehearsed(host);
  }

  @Override
  public DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network) {
    return ((UplinkEndpoint) live).rehearsed((UplinkNetwork) network);
  }
}
