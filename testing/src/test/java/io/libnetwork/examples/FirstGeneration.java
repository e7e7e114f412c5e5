package io.libnetwork.examples;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.InterfaceNamespace;
import io.libnetwork.LinkedInterface;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Links, moved by hand: a network makes an interface, and the caller puts it into a namespace of
/// his own.
final class FirstGeneration {

  private FirstGeneration() {}

  public static void main(String[] arguments) {
    try (Host host = Host.local()) {
      run(host, Path.of("/run/libnetwork/example"), namespace -> print(namespace.interfaces()));
    }
  }

  /// @param place where the namespace shall be bound
  /// @param use what is done while the namespace is connected
  static void run(Host host, Path place, Consumer<InterfaceNamespace> use) {
    try (Controller controller =
        Controller.open(host, new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      // A network, by type and name.
      Network network = controller.createNetwork("bridge", "example", new NetworkOption.Ipv6(true));

      // An interface of it, which waits in the host's namespace.
      List<LinkedInterface> links = network.link("container");

      // A namespace; the interface is moved in, renamed, configured and brought up.
      try (InterfaceNamespace namespace = InterfaceNamespace.create(host, place)) {
        links.forEach(namespace::addInterface);
        use.accept(namespace);
        namespace.delete();
      }

      network.getEndpoint("container").delete();
      network.delete();
    }
  }

  private static void print(List<LinkedInterface> interfaces) {
    for (LinkedInterface link : interfaces) {
      System.out.println(link.sourceName() + " became " + link.destinationName());
      System.out.println("MAC address " + link.macAddress());
      link.address().ifPresent(address -> System.out.println("IPv4 " + address));
      link.gateway().ifPresent(gateway -> System.out.println("IPv4 gateway " + gateway));
      link.addressIpv6().ifPresent(address -> System.out.println("IPv6 " + address));
      link.gatewayIpv6().ifPresent(gateway -> System.out.println("IPv6 gateway " + gateway));
      link.mtu().ifPresent(mtu -> System.out.println("MTU " + mtu));
    }
  }
}
