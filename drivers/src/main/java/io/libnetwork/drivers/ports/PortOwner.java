package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpFamily;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Whose ports they are: an endpoint, by the name others are told of it, and how many of its ports
/// sockets of ours hold.
///
/// Equal to itself alone, because endpoints of different networks may have one name.
public final class PortOwner {

  private final String name;
  private final Map<IpFamily, Integer> held = new ConcurrentHashMap<>();

  /// @param name the endpoint's
  public PortOwner(String name) {
    this.name = name;
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

  /// As in `endpoint "web"`.
  @Override
  public String toString() {
    return "endpoint \"" + name + "\"";
  }
}
