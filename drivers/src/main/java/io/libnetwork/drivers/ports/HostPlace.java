package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Ports of the host at one address.
///
/// @param address one of the host's, or the unspecified one for all of its family
record HostPlace(Protocol protocol, IpAddress address, PortRange ports) {

  IpFamily family() {
    return address.family();
  }

  /// One port of it.
  HostPlace at(Port port) {
    return new HostPlace(protocol, address, PortRange.single(port));
  }

  /// Its ports one by one.
  Stream<HostPlace> each() {
    return IntStream.rangeClosed(ports.first().number(), ports.last().number())
        .mapToObj(number -> at(new Port(number)));
  }

  /// The lowest port of each address and protocol.
  static List<HostPlace> lowest(List<HostPlace> places) {
    Map<List<Object>, HostPlace> lowest = new LinkedHashMap<>();
    for (HostPlace place : places) {
      lowest.merge(
          List.of(place.protocol, place.address),
          place.at(place.ports.first()),
          (one, other) -> one.ports.compareTo(other.ports) <= 0 ? one : other);
    }
    return List.copyOf(lowest.values());
  }

  /// As in `port 8080/tcp at 0.0.0.0`.
  @Override
  public String toString() {
    return "port " + ports + "/" + protocol + " at " + address;
  }
}
