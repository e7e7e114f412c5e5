package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import java.util.Set;

/// A network whose endpoints have no interface, for kinds of network that plug nothing in.
final class UnpluggedNetwork implements DriverNetwork {

  /// A network with nothing behind it.
  UnpluggedNetwork() {}

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec spec) {
    if (spec.options().isPresent() || !spec.ports().isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "endpoint "
              + spec.name()
              + " has no interface on this kind of network, so it takes no driver options and"
              + " publishes no ports");
    }
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
