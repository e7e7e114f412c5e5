package io.libnetwork.cli.demo;

import io.libnetwork.address.IpFamily;
import java.util.List;

/// The steps of the demonstration, in order.
public final class Script {

  private Script() {}

  /// All of them.
  public static List<Step> steps() {
    return List.of(
        Step.build("make a host of its own", Building::host),
        Step.build("make two networks", Building::networks),
        Step.build("attach three containers", Building::containers),
        Step.build("start a process in each", Building::processes),
        Step.ask("reach a neighbour", scene -> Asking.neighbour(scene, IpFamily.V4)),
        Step.ask("reach a neighbour by IPv6", scene -> Asking.neighbour(scene, IpFamily.V6)),
        Step.ask("find a neighbour by its name", Asking::name),
        Step.ask("be kept out of the other network", Asking::otherNetwork),
        Step.ask("reach a published port", scene -> Asking.published(scene, Cast.HOST_V4)),
        Step.ask("reach it at 127.0.0.1", scene -> Asking.published(scene, Cast.LOOPBACK)),
        Step.ask("reach it by IPv6", scene -> Asking.published(scene, Cast.HOST_V6)),
        Step.ask("publish a range while it runs", Publishing::range),
        Step.ask("publish other ports instead", Publishing::change),
        Step.ask("outlive a flushed firewall", Publishing::heal),
        Step.build("put three behind one name", Serving::service),
        Step.ask("share connections among them", Serving::customers),
        Step.remove("remove everything", Removing::everything),
        Step.remove("find nothing left behind", Removing::audit));
  }
}
