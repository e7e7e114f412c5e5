package io.libnetwork.drivers.ptp;

import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.Rehearsal;

/// The driver's double: the same classes, on a [PtpHost] whose parts note what they would do.
record PtpRehearsal(NetworkDriver driver, PtpHost host) implements Rehearsal {

  @Override
  public DriverNetwork network(DriverNetwork live) {
    return ((PtpNetwork) live).rehearsed(host);
  }

  @Override
  public DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network) {
    return ((PtpEndpoint) live).rehearsed((PtpNetwork) network);
  }
}
