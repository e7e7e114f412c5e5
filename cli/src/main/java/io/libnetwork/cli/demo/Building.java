package io.libnetwork.cli.demo;

import io.libnetwork.AttachOption;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.TestHost;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// The steps that make something.
final class Building {

  private Building() {}

  static String host(Scene scene) {
    TestHost host = TestHost.create();
    scene.host(host);
    host.addAddress(Cast.HOST_ADDRESS_V4);
    host.addAddress(Cast.HOST_ADDRESS_V6);
    scene.controller(
        Controller.open(host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory())));
    return "a network namespace with the addresses " + Cast.HOST_V4 + " and " + Cast.HOST_V6;
  }

  static String networks(Scene scene) {
    return network(scene, Cast.SHOP) + "; " + network(scene, Cast.LAB);
  }

  static String containers(Scene scene) {
    scene.removeLater(() -> scene.controller().removeAll(scene.controller().sandboxes()));
    attach(
        scene,
        Cast.WEB,
        Cast.SHOP,
        new EndpointOption.Publish(
            PublishedPort.of(Protocol.TCP, Cast.CONTAINER_PORT, Cast.HOST_PORT)));
    attach(scene, Cast.VISITOR, Cast.SHOP);
    attach(scene, Cast.STRANGER, Cast.LAB);
    return Cast.WEB
        + " and "
        + Cast.VISITOR
        + " to "
        + Cast.SHOP
        + ", "
        + Cast.STRANGER
        + " to "
        + Cast.LAB
        + "; "
        + Cast.WEB
        + " publishes port "
        + Cast.HOST_PORT;
  }

  static String processes(Scene scene) {
    List<Callable<ContainerProcess>> starting =
        List.of(Cast.WEB, Cast.VISITOR, Cast.STRANGER).stream()
            .<Callable<ContainerProcess>>map(name -> () -> process(scene, name))
            .toList();
    List<ContainerProcess> started = Together.all(starting);
    String ids =
        started.stream()
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(", "));
    return "a web server each, process " + ids;
  }

  private static String network(Scene scene, String name) {
    Network network =
        scene.controller().createNetwork(BridgeDriver.NAME, name, new NetworkOption.Ipv6(true));
    scene.removeLater(network::delete);
    String prefixes =
        network.pools().stream()
            .map(pool -> pool.prefix().toString())
            .collect(Collectors.joining(" and "));
    return name + " " + prefixes;
  }

  private static void attach(Scene scene, String name, String network, AttachOption... options) {
    Network joined = scene.controller().getNetwork(network);
    scene.container(name, scene.controller().attach(name, joined, options));
  }

  private static ContainerProcess process(Scene scene, String container) {
    ContainerProcess process =
        ContainerProcess.serve(
            scene.container(container).sandbox().key(), Cast.CONTAINER_PORT, Cast.page(container));
    scene.removeLater(process::close);
    return process;
  }
}
