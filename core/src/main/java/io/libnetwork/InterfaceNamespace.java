package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.CreatedNamespace;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.plumbing.InterfaceSetup;
import io.libnetwork.plumbing.NamespacePlumbing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A namespace that a caller fills by himself with interfaces from [Network#link].
///
/// Safe for use by many threads.
public final class InterfaceNamespace implements AutoCloseable {

  private final Host host;
  private final Path path;
  private final NetworkNamespace namespace;
  private final NamespacePlumbing plumbing;
  private final List<LinkedInterface> interfaces = new ArrayList<>();

  private InterfaceNamespace(
      Host host, Path path, NetworkNamespace namespace, NamespacePlumbing plumbing) {
    this.host = host;
    this.path = path;
    this.namespace = namespace;
    this.plumbing = plumbing;
  }

  /// Makes a namespace bound at a path, with its loopback interface up.
  ///
  /// @throws NetworkException.System when something is at the path already
  public static InterfaceNamespace create(Host host, Path path) {
    return Operation.run("create namespace", path::toString, () -> createAt(host, path));
  }

  /// Where it is bound.
  public Path path() {
    return path;
  }

  /// Moves an interface in, under its destination name, gives it its addresses, brings it up and
  /// sets its default routes.
  ///
  /// @throws NetworkException.System when there is no such interface, or the name is taken inside
  public void addInterface(LinkedInterface added) {
    Operation.run(
        "add interface", () -> added.sourceName() + " to namespace " + path, () -> add(added));
  }

  /// The interfaces added by [#addInterface], in that order.
  public List<LinkedInterface> interfaces() {
    synchronized (interfaces) {
      return List.copyOf(interfaces);
    }
  }

  /// Takes the namespace away, and its interfaces with it, unless a process still is in it.
  public void delete() {
    Operation.run(
        "delete namespace",
        path::toString,
        () -> {
          NetworkNamespace.delete(path);
          close();
        });
  }

  /// Gives back what the process holds; the namespace stays at its path.
  @Override
  public void close() {
    plumbing.close();
    namespace.close();
  }

  private static InterfaceNamespace createAt(Host host, Path path) {
    CreatedNamespace<NamespacePlumbing> made =
        NamespacePlumbing.create(host.namespaceThread(), path);
    return new InterfaceNamespace(host, path, made.namespace(), made.opened());
  }

  private void add(LinkedInterface added) {
    Ifindex inside =
        plumbing.moveIn(host.rtnetlink(), namespace, added.sourceName(), added.destinationName());
    plumbing.configure(setup(added, inside));
    synchronized (interfaces) {
      interfaces.add(added);
    }
  }

  private static InterfaceSetup setup(LinkedInterface added, Ifindex inside) {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    added.gateway().ifPresent(gateway -> gateways.put(IpFamily.V4, gateway));
    added.gatewayIpv6().ifPresent(gateway -> gateways.put(IpFamily.V6, gateway));
    return new InterfaceSetup(
        inside,
        added.destinationName(),
        Optional.of(added.macAddress()),
        Stream.of(added.address(), added.addressIpv6()).flatMap(Optional::stream).toList(),
        List.of(),
        List.of(),
        List.of(),
        gateways);
  }
}
