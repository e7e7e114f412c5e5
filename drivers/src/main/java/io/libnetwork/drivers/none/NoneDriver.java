package io.libnetwork.drivers.none;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.UnpluggedNetwork;

/// Makes the network without any; by the field's name the driver is `null` and its network `none`.
///
/// There is one such network at most, it has no pools and its endpoints no addresses, and it is
/// never deleted.
public final class NoneDriver implements NetworkDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "null";

  private static final DriverTraits TRAITS =
      new DriverTraits(false, true, DriverTraits.SandboxKind.OWN_NAMESPACE);

  private NoneDriver() {}

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public NetworkDriver create(Host host) {
        host.requireLinux("the none driver");
        return new NoneDriver();
      }
    };
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public DriverTraits traits() {
    return TRAITS;
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    if (spec.internal() || spec.options().isPresent()) {
      throw new NetworkException.InvalidParameter(
          "network " + spec.name() + ": driver " + NAME + " takes no options");
    }
    return new UnpluggedNetwork();
  }

  @Override
  public void close() {}
}
