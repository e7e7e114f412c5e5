package io.libnetwork.drivers.host;

import io.libnetwork.spi.DriverTraits.SandboxKind;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.UnpluggedDriver;

/// The network that is the host's own namespace.
public final class HostDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "host";

  private HostDriver() {}

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return UnpluggedDriver.factory(NAME, SandboxKind.HOST_NAMESPACE);
  }
}
