package io.libnetwork.testing.crash;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.drivers.physical.PhysicalOptions;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.linux.rtnetlink.InterfaceName;

/// What a [Trial] finds or does on networks that have no bridge of their own. A container of them
/// is called `db`.
final class OtherNetworks {

  private static final String CONTAINER = "db";
  private static final String PARENT = "parent0";

  private OtherNetworks() {}

  /// A bridge of ours is the parent, with a container on it, so that it has a carrier.
  static void parent(Controller controller) {
    Network shop =
        controller.createNetwork(
            BridgeDriver.NAME,
            "shop",
            new NetworkOption.Ipv6(true),
            NetworkOption.Pool.of("10.80.0.0/24"),
            NetworkOption.Pool.of("fd00:80::/64"),
            new NetworkOption.Driver(BridgeOptions.USUAL.named(new InterfaceName(PARENT))));
    Attachment _ =
        controller.attach(
            "web",
            shop,
            EndpointOption.Address.of("10.80.0.9"),
            EndpointOption.Publish.of("8080:80"));
  }

  static void lan(Controller controller) {
    Network _ =
        controller.createNetwork(
            MacvlanDriver.NAME,
            "lan",
            new NetworkOption.Ipv6(true),
            NetworkOption.Pool.of("10.87.0.0/24").withGateway("10.87.0.1"),
            NetworkOption.Pool.of("fd00:87::/64"),
            new NetworkOption.Driver(MacvlanOptions.on(PARENT).withHostAccess()));
  }

  static void lanOnParent(Controller controller) {
    parent(controller);
    lan(controller);
  }

  static void attachToLan(Controller controller) {
    Attachment _ = controller.attach(CONTAINER, controller.getNetwork("lan"));
  }

  static void attachedToLan(Controller controller) {
    lanOnParent(controller);
    attachToLan(controller);
  }

  static void routed(Controller controller) {
    Network _ =
        controller.createNetwork(
            PtpDriver.NAME,
            "routed",
            new NetworkOption.Ipv6(true),
            NetworkOption.Pool.of("10.88.0.0/24"),
            NetworkOption.Pool.of("fd00:88::/64"));
  }

  static void attachToRouted(Controller controller) {
    Attachment _ =
        controller.attach(
            CONTAINER,
            controller.getNetwork("routed"),
            EndpointOption.Address.of("10.88.0.9"),
            EndpointOption.Publish.of("8088:80"));
  }

  static void attachedToRouted(Controller controller) {
    routed(controller);
    attachToRouted(controller);
  }

  /// Whose link is the host's own.
  static void physical(Controller controller) {
    Network _ =
        controller.createNetwork(
            PhysicalDriver.NAME,
            "wired",
            NetworkOption.Pool.of("10.89.0.0/24").withGateway("10.89.0.1"),
            new NetworkOption.Driver(PhysicalOptions.of(WiredHost.NIC.toString())));
  }

  static void attachToPhysical(Controller controller) {
    Attachment _ = controller.attach(CONTAINER, controller.getNetwork("wired"));
  }

  static void attachedToPhysical(Controller controller) {
    physical(controller);
    attachToPhysical(controller);
  }

  static void leave(Controller controller, String network) {
    controller.getNetwork(network).getEndpoint(CONTAINER).leave();
  }

  static void deleteSandbox(Controller controller) {
    controller.getSandbox(CONTAINER).delete();
  }
}
