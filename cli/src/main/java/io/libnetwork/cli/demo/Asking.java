package io.libnetwork.cli.demo;

import io.libnetwork.Endpoint;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.testing.NameProbe;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.PacketProbe.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// The steps that ask who reaches whom, by fetching a page.
final class Asking {

  /// How long an answer may take that should come.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// How long to wait for an answer that should not come.
  private static final Duration SILENCE = Duration.ofMillis(250);

  private Asking() {}

  /// From one container to another of its network.
  static String neighbour(Scene scene, IpFamily family) {
    IpAddress address = address(scene, Cast.WEB, family);
    Outcome outcome =
        fetch(scene, key(scene, Cast.VISITOR), address, Cast.CONTAINER_PORT, PATIENCE);
    return requireFrom(Cast.WEB, Cast.VISITOR, url(address, Cast.CONTAINER_PORT), outcome);
  }

  /// By the name server in the container, which knows nobody of the other network.
  static String name(Scene scene) {
    try (NameProbe probe = NameProbe.in(scene.host().thread(), key(scene, Cast.VISITOR))) {
      List<String> found = new ArrayList<>();
      for (IpFamily family : IpFamily.values()) {
        IpAddress expected = address(scene, Cast.WEB, family);
        requireNamed(Cast.WEB, probe.ask(Cast.WEB, family, PATIENCE), List.of(expected));
        requireNamed(Cast.STRANGER, probe.ask(Cast.STRANGER, family, PATIENCE), List.of());
        found.add(expected.toString());
      }
      return Cast.VISITOR
          + " found "
          + Cast.WEB
          + " at "
          + String.join(" and ", found)
          + ", and no "
          + Cast.STRANGER;
    }
  }

  private static void requireNamed(String name, List<IpAddress> found, List<IpAddress> expected) {
    if (!found.equals(expected)) {
      throw new UnexpectedException(
          "the name " + name + " has the addresses " + found + ", expected " + expected);
    }
  }

  /// From the host to the container that publishes a port.
  static String published(Scene scene, IpAddress address) {
    return published(scene, address, Cast.HOST_PORT);
  }

  /// As [#published(Scene, IpAddress)], at another port.
  static String published(Scene scene, IpAddress address, int port) {
    Outcome outcome = fetch(scene, scene.host().namespacePath(), address, port, PATIENCE);
    return requireFrom(Cast.WEB, "the host", url(address, port), outcome);
  }

  /// Nobody answers the host at a port.
  static void requireNobody(Scene scene, IpAddress address, int port) {
    switch (fetch(scene, scene.host().namespacePath(), address, port, SILENCE)) {
      case Outcome.Answered(String text) ->
          throw new UnexpectedException(
              url(address, port) + " says \"" + text + "\", though it is published no more");
      case Outcome.Refused _, Outcome.Silent _ -> {}
    }
  }

  /// From both networks to the other, at addresses that do answer to the host.
  static String otherNetwork(Scene scene) {
    for (IpFamily family : IpFamily.values()) {
      requireListening(scene, Cast.WEB, family);
      requireListening(scene, Cast.STRANGER, family);
    }
    List<Callable<Void>> attempts =
        List.of(
            () -> requireKeptOut(scene, Cast.STRANGER, Cast.WEB, IpFamily.V4),
            () -> requireKeptOut(scene, Cast.STRANGER, Cast.WEB, IpFamily.V6),
            () -> requireKeptOut(scene, Cast.VISITOR, Cast.STRANGER, IpFamily.V4),
            () -> requireKeptOut(scene, Cast.VISITOR, Cast.STRANGER, IpFamily.V6));
    Together.all(attempts);
    return Cast.STRANGER + " and " + Cast.SHOP + " get no answer from each other, IPv4 and IPv6";
  }

  /// Without this, silence could mean that there is nobody to answer.
  private static void requireListening(Scene scene, String container, IpFamily family) {
    IpAddress address = address(scene, container, family);
    Outcome outcome =
        fetch(scene, scene.host().namespacePath(), address, Cast.CONTAINER_PORT, PATIENCE);
    requireFrom(container, "the host", url(address, Cast.CONTAINER_PORT), outcome);
  }

  private static Void requireKeptOut(Scene scene, String from, String to, IpFamily family) {
    IpAddress address = address(scene, to, family);
    Outcome outcome = fetch(scene, key(scene, from), address, Cast.CONTAINER_PORT, SILENCE);
    return switch (outcome) {
      case Outcome.Answered _ ->
          throw new UnexpectedException(
              from + " got an answer from " + to + " at " + address + ", of another network");
      case Outcome.Refused _, Outcome.Silent _ -> null;
    };
  }

  private static String requireFrom(String container, String from, String url, Outcome outcome) {
    String expected = Cast.page(container);
    return switch (outcome) {
      case Outcome.Answered(String text) when text.contains(expected) ->
          from + " fetched " + url + ": \"" + expected + "\"";
      case Outcome.Answered(String text) ->
          throw new UnexpectedException(
              url + " says to " + from + " \"" + text + "\", expected \"" + expected + "\"");
      case Outcome.Refused(String why) ->
          throw new UnexpectedException(url + " refuses " + from + ": " + why);
      case Outcome.Silent _ ->
          throw new UnexpectedException(
              url + " does not answer " + from + " within " + PATIENCE.toSeconds() + " s");
    };
  }

  private static Outcome fetch(
      Scene scene, Path namespace, IpAddress address, int port, Duration limit) {
    try (PacketProbe probe = PacketProbe.in(scene.host().thread(), namespace)) {
      return probe.fetch(address, port, limit);
    }
  }

  private static Path key(Scene scene, String container) {
    return Path.of(scene.container(container).sandbox().key());
  }

  private static IpAddress address(Scene scene, String container, IpFamily family) {
    Endpoint endpoint = scene.container(container).endpoint();
    return endpoint
        .address(family)
        .map(InterfaceAddress::address)
        .orElseThrow(() -> new UnexpectedException(endpoint + " has no " + family + " address"));
  }

  private static String url(IpAddress address, int port) {
    String host = address.family() == IpFamily.V6 ? "[" + address + "]" : address.toString();
    return "http://" + host + (port == Cast.CONTAINER_PORT ? "" : ":" + port) + "/";
  }
}
