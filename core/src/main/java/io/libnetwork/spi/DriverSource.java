package io.libnetwork.spi;

import java.util.Optional;

/// Where drivers are found that a controller was not given: asked by name when a network names one
/// that it does not know, as Docker asks its plugins.
///
/// A driver that was found is kept as long as the controller is open. What is not there now is
/// asked for again the next time: it may have come meanwhile.
public interface DriverSource extends AutoCloseable {

  /// What makes a network driver of a name; empty where there is none now.
  ///
  /// @param name a name as networks have it, so without a slash
  /// @throws io.libnetwork.NetworkException where there is something by that name that may not be
  ///   used, or is no network driver
  Optional<NetworkDriverFactory> networkDriver(String name);

  /// As the other, of an IPAM driver. The same name finds the same one.
  Optional<IpamDriver> ipamDriver(String name);

  /// What makes the network driver of a network that was there before a restart, whether it is to
  /// be found now or not. It asks nobody until it is used, and what cannot be done without it then
  /// fails as [io.libnetwork.NetworkException.Unavailable].
  NetworkDriverFactory formerNetworkDriver(String name);

  /// As the other, of an IPAM driver.
  IpamDriver formerIpamDriver(String name);

  /// Where it looks, in a few words for who has named a driver that is not there.
  @Override
  String toString();

  /// Gives back what it holds of the process; asked when the controller is closed, after its
  /// drivers.
  @Override
  void close();
}
