package io.libnetwork.spi;

import io.libnetwork.EndpointId;
import java.util.function.Function;

/// A driver's double, on which an operation is rehearsed: it has copies of all that the driver
/// knows, refuses what the driver would refuse, and notes what the driver would do in place of
/// doing it. Nothing that is asked of it, or of its networks and endpoints, changes the host, or
/// the driver; the host may be read.
///
/// Made for one plan and used by one thread. The driver goes on meanwhile: what it changes later
/// the double does not know.
public interface Rehearsal {

  /// The double.
  NetworkDriver driver();

  /// The double of a network that the driver has made.
  DriverNetwork network(DriverNetwork live);

  /// The double of an endpoint that the driver has made.
  ///
  /// @param network the double of its network
  DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network);

  /// The double of a service that the driver has made.
  ///
  /// @param network the double of its network
  /// @param endpoints the doubles of the network's endpoints
  default DriverService service(
      DriverService live, DriverNetwork network, Function<EndpointId, DriverEndpoint> endpoints) {
    throw new IllegalStateException("a driver that makes services has no doubles of them");
  }
}
