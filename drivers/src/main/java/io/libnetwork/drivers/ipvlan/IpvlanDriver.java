package io.libnetwork.drivers.ipvlan;

import io.libnetwork.NetworkException;
import io.libnetwork.drivers.uplink.UplinkDriver;
import io.libnetwork.drivers.uplink.UplinkKind;
import io.libnetwork.drivers.uplink.UplinkPlan;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import java.util.Map;

/// Makes networks whose endpoints have the MAC address of a link of the host.
public final class IpvlanDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "ipvlan";

  private IpvlanDriver() {}

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return UplinkDriver.factory(new Kind());
  }

  private record Kind() implements UplinkKind {

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public boolean ownMac() {
      return false;
    }

    @Override
    public NetworkDriverOptions options(DriverLabels labels) {
      return IpvlanTexts.read(labels);
    }

    @Override
    public Map<String, String> labels(NetworkDriverOptions options) {
      return IpvlanTexts.of(own("the driver", options));
    }

    @Override
    public UplinkPlan plan(NetworkSpec spec) {
      IpvlanOptions options =
          own("network " + spec.name(), spec.options().orElse(IpvlanOptions.USUAL));
      return UplinkPlan.of(
          spec, options.uplink(), new IpvlanStanding(options.mode(), options.flag()));
    }

    private static IpvlanOptions own(String whose, NetworkDriverOptions options) {
      return switch (options) {
        case IpvlanOptions own -> own;
        case Object others ->
            throw new NetworkException.InvalidParameter(
                "%s: the ipvlan driver takes IpvlanOptions, not %s"
                    .formatted(whose, others.getClass().getSimpleName()));
      };
    }
  }
}
