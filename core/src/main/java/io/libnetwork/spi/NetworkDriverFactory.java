package io.libnetwork.spi;

import io.libnetwork.Host;

/// Makes a network driver for a controller, with the configuration that the factory was built with.
///
/// Loading and holding a factory works on every platform; only [#create] needs what the driver
/// needs.
public interface NetworkDriverFactory {

  /// The driver's name, by which networks ask for it.
  String name();

  /// Makes the driver; called once for each controller, when it is first needed.
  ///
  /// @param parameters where it notes what it changes of the host itself
  /// @throws io.libnetwork.NetworkException.NotImplemented when the platform or the kernel lacks
  ///   what the driver needs
  NetworkDriver create(Host host, HostParameters parameters);
}
