package io.libnetwork.spi;

import io.libnetwork.address.IpFamily;
import java.util.Set;

/// A network whose endpoints have no interface, for kinds of network that plug nothing in.
public final class UnpluggedNetwork implements DriverNetwork {

  /// A network with nothing behind it.
  public UnpluggedNetwork() {}

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec spec) {
    return new UnpluggedEndpoint();
  }

  @Override
  public Removal delete() {
    return Removal.done();
  }

  /// An endpoint without an interface.
  private static final class UnpluggedEndpoint implements DriverEndpoint {

    @Override
    public Set<IpFamily> connectivity() {
      return Set.of();
    }

    @Override
    public JoinPlan join(JoinRequest request) {
      return JoinPlan.NOTHING;
    }

    @Override
    public Removal leave(boolean namespaceEnds) {
      return Removal.done();
    }

    @Override
    public void delete() {}
  }
}
