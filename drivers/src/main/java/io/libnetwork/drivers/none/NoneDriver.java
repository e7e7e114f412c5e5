package io.libnetwork.drivers.none;

import io.libnetwork.spi.DriverTraits.SandboxKind;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.UnpluggedDriver;

/// The network that is none; by the field's name the driver is `null` and its network `none`.
public final class NoneDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "null";

  private NoneDriver() {}

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return UnpluggedDriver.factory(NAME, SandboxKind.OWN_NAMESPACE);
  }
}
