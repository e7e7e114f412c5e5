package io.libnetwork.spi;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import java.util.List;
import java.util.Set;

/// What an endpoint does for its sandbox as a gateway: publishing ports.
///
/// Each call changes everything it is asked to, or nothing, and leaves connections alone that are
/// made by something else.
public interface ExternalConnectivity {

  /// Says in which families the joined endpoint is the gateway from now on, so that the host's
  /// ports are its to publish; a family without any gateway goes with the other one, whose gateway
  /// may serve it by a proxy. To be told the same twice changes nothing.
  void program(Set<IpFamily> gatewayFor);

  /// Publishes further ports: now where the endpoint is a gateway, else when it becomes one.
  ///
  /// @return what is published of them now
  List<PortBinding> publish(List<PublishedPort> ports);

  /// Publishes ports no more, each equal to one that was asked for. What is not published is left
  /// as it is.
  void unpublish(List<PublishedPort> ports);
}
