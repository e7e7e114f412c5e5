package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpFamily;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Whose ports they are: an endpoint or a service, by the name others are told of it, and how many
/// of its ports sockets of ours hold.
///
/// Equal to itself alone, because endpoints of different networks may have one name.
public final class PortOwner {

  private final String kind;
  private final String name;
  private final Map<IpFamily, Integer> held = new ConcurrentHashMap<>();

  /// @param name the endpoint's
  public PortOwner(String name) {
    this("endpoint", name);
  }

  private PortOwner(String kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  /// A service.
  ///
  /// @param name the service's
  public static PortOwner service(String name) {
    return new PortOwner("service", name);
  }

  /// Another one that others are told the same of.
  PortOwner copy() {
    return new PortOwner(kind, name);
  }

  public String name() {
    return name;
  }

  /// How many ports of a family are held.
  int held(IpFamily family) {
    return held.getOrDefault(family, 0);
  }

  /// Counts ports that are held from now on, or given back where it is negative.
  void count(IpFamily family, int ports) {
    held.merge(family, ports, Integer::sum);
  }

  /// As in `endpoint "web"`, `service "web"`.
  @Override
  public String toString() {
    return kind + " \"" + name + "\"";
  }
}
