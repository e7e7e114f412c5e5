package io.libnetwork.doctor;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Difference;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import java.util.List;

/// What the kernel has against what the store says it should have; without a store, nothing.
final class Differences implements Check {

  static final ControllerOption[] DRIVERS = {
    new ControllerOption.NetworkDriver(BridgeDriver.factory()),
    new ControllerOption.NetworkDriver(PtpDriver.factory()),
    new ControllerOption.NetworkDriver(MacvlanDriver.factory()),
    new ControllerOption.NetworkDriver(IpvlanDriver.factory()),
    new ControllerOption.NetworkDriver(PhysicalDriver.factory()),
    new ControllerOption.NetworkDriver(HostDriver.factory()),
    new ControllerOption.NetworkDriver(NoneDriver.factory())
  };

  private static final String REPAIR = "libnetwork doctor --repair";

  @Override
  public String name() {
    return "difference";
  }

  @Override
  public List<Finding> look(Scene scene) {
    return scene
        .stored()
        .map(stored ->
            Controller.examine(scene.host(), stored, DRIVERS).stream().map(this::finding).toList())
        .orElse(List.of());
  }

  private Finding finding(Difference difference) {
    String owner = difference.whose().toString();
    return new Finding(
        difference.kind() == Difference.Kind.FIREWALL ? Firewalls.NAME : name(),
        difference.object() + (owner.isEmpty() ? "" : " (" + owner + ")"),
        difference.actual() + ", should be " + difference.wanted(),
        why(difference),
        difference.repairable() ? List.of(REPAIR) : List.of(),
        difference.repairable());
  }

  private static String why(Difference difference) {
    if (difference.kind() == Difference.Kind.FIREWALL) {
      return "networks are not guarded, or published ports do not work, as the store says; somebody"
          + " has changed the ruleset while no process was there to repair it";
    }
    return difference.repairable()
        ? "it is not as the store says; somebody has changed it, or a process ended on the way"
        : "it is not as the store says, and it is somebody else's to decide";
  }
}
