package io.libnetwork.cli.demo;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.NameProbe;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.PacketProbe.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// The steps that have several containers do one thing.
final class Serving {

  private static final String SERVICE = "counter";
  private static final List<String> CLERKS = List.of("clerk1", "clerk2", "clerk3");

  /// Of so many, each of three has one but once in ten thousand million times.
  private static final int CUSTOMERS = 60;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Serving() {}

  /// Three containers behind one name.
  static String service(Scene scene) {
    Network shop = scene.controller().getNetwork(Cast.SHOP);
    Service service =
        shop.createService(
            SERVICE,
            new ServiceOption.Port(
                ServicePort.of(Protocol.TCP, Cast.CONTAINER_PORT, Cast.CONTAINER_PORT)));
    scene.removeLater(service::delete);
    List<Callable<Void>> hiring =
        CLERKS.stream().<Callable<Void>>map(clerk -> () -> hire(scene, service, clerk)).toList();
    Together.all(hiring);
    return SERVICE + " at " + texts(service.addresses()) + " is " + String.join(", ", CLERKS);
  }

  private static Void hire(Scene scene, Service service, String clerk) {
    Attachment attached = scene.controller().attach(clerk, service.network());
    ContainerProcess process =
        ContainerProcess.serve(attached.sandbox().key(), Cast.CONTAINER_PORT, Cast.page(clerk));
    scene.removeLater(process::close);
    service.add(attached.endpoint());
    return null;
  }

  /// From a container to the service, again and again: all of its backends answer.
  static String customers(Scene scene) {
    Path visitor = Path.of(scene.container(Cast.VISITOR).sandbox().key());
    IpAddress address = named(scene, visitor);
    Map<String, Integer> served = new TreeMap<>();
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      served.merge(clerk(scene, visitor, address), 1, Integer::sum);
    }
    if (served.size() != CLERKS.size()) {
      throw new UnexpectedException(
          "of " + CUSTOMERS + " connections to " + address + " came to each: " + served);
    }
    String counts =
        served.entrySet().stream()
            .map(each -> each.getValue() + " to " + each.getKey())
            .collect(Collectors.joining(", "));
    return "of " + CUSTOMERS + " connections to " + SERVICE + " went " + counts;
  }

  private static IpAddress named(Scene scene, Path visitor) {
    try (NameProbe probe = NameProbe.in(scene.host().thread(), visitor)) {
      List<IpAddress> found = probe.ask(SERVICE, IpFamily.V4, PATIENCE);
      if (found.size() != 1) {
        throw new UnexpectedException(
            "the name " + SERVICE + " has the addresses " + found + ", expected one");
      }
      return found.getFirst();
    }
  }

  private static String clerk(Scene scene, Path visitor, IpAddress address) {
    try (PacketProbe probe = PacketProbe.in(scene.host().thread(), visitor)) {
      Outcome outcome = probe.fetch(address, Cast.CONTAINER_PORT, PATIENCE);
      return CLERKS.stream()
          .filter(clerk ->
              outcome instanceof Outcome.Answered(String text) && text.contains(Cast.page(clerk)))
          .findFirst()
          .orElseThrow(
              () -> new UnexpectedException(SERVICE + " at " + address + " says " + outcome));
    }
  }

  private static String texts(List<IpAddress> addresses) {
    return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(" and "));
  }
}
