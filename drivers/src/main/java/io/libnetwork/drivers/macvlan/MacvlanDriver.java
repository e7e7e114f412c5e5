package io.libnetwork.drivers.macvlan;

import io.libnetwork.NetworkException;
import io.libnetwork.drivers.uplink.UplinkDriver;
import io.libnetwork.drivers.uplink.UplinkKind;
import io.libnetwork.drivers.uplink.UplinkPlan;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import java.util.Map;

/// Makes networks whose endpoints have a MAC address each on a link of the host.
public final class MacvlanDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "macvlan";

  private MacvlanDriver() {}

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
      return true;
    }

    @Override
    public NetworkDriverOptions options(DriverLabels labels) {
      return MacvlanTexts.read(labels);
    }

    @Override
    public Map<String, String> labels(NetworkDriverOptions options) {
      return MacvlanTexts.of(own("the driver", options));
    }

    @Override
    public UplinkPlan plan(NetworkSpec spec) {
      MacvlanOptions options =
          own("network " + spec.name(), spec.options().orElse(MacvlanOptions.USUAL));
      return UplinkPlan.of(spec, options.uplink(), new MacvlanStanding(options.mode()));
    }

    private static MacvlanOptions own(String whose, NetworkDriverOptions options) {
      return switch (options) {
        case MacvlanOptions own -> own;
        case Object others ->
            throw new NetworkException.InvalidParameter(
                "%s: the macvlan driver takes MacvlanOptions, not %s"
                    .formatted(whose, others.getClass().getSimpleName()));
      };
    }
  }
}
