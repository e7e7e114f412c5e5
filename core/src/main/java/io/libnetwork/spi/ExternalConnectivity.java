package io.libnetwork.spi;

import io.libnetwork.address.IpFamily;
import java.util.Set;

/// What an endpoint does for its sandbox as a gateway, such as publishing ports.
public interface ExternalConnectivity {

  /// Says in which families the joined endpoint is the gateway from now on. To be told the same
  /// twice changes nothing.
  void program(Set<IpFamily> gatewayFor);
}
