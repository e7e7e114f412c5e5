package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import java.util.Optional;
import java.util.stream.Stream;

/// What one direction of a flow must look like; what is empty may be anything.
///
/// @param source who sends
/// @param destination whom it is sent to
/// @param sourcePorts from one of which it is sent
/// @param destinationPorts to one of which it is sent
public record TupleFilter(
    Optional<IpAddress> source,
    Optional<IpAddress> destination,
    Optional<PortRange> sourcePorts,
    Optional<PortRange> destinationPorts) {

  /// Matches every flow.
  public static final TupleFilter ANY =
      new TupleFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// The same, from an address.
  public TupleFilter from(IpAddress address) {
    return new TupleFilter(Optional.of(address), destination, sourcePorts, destinationPorts);
  }

  /// The same, to an address.
  public TupleFilter to(IpAddress address) {
    return new TupleFilter(source, Optional.of(address), sourcePorts, destinationPorts);
  }

  /// The same, from one of these ports.
  public TupleFilter fromPorts(PortRange ports) {
    return new TupleFilter(source, destination, Optional.of(ports), destinationPorts);
  }

  /// The same, from a port.
  public TupleFilter fromPort(Port port) {
    return fromPorts(PortRange.single(port));
  }

  /// The same, to one of these ports.
  public TupleFilter toPorts(PortRange ports) {
    return new TupleFilter(source, destination, sourcePorts, Optional.of(ports));
  }

  /// The same, to a port.
  public TupleFilter toPort(Port port) {
    return toPorts(PortRange.single(port));
  }

  boolean hasAddress() {
    return source.isPresent() || destination.isPresent();
  }

  boolean hasPort() {
    return sourcePorts.isPresent() || destinationPorts.isPresent();
  }

  /// Asks for one port at most on each side, which is all that a kernel compares.
  boolean exact() {
    return ranges().allMatch(ports -> ports.size() == 1);
  }

  /// The same without ranges of several ports.
  TupleFilter withoutRanges() {
    return new TupleFilter(source, destination, single(sourcePorts), single(destinationPorts));
  }

  TupleFilter withoutAddresses() {
    return new TupleFilter(Optional.empty(), Optional.empty(), sourcePorts, destinationPorts);
  }

  TupleFilter withoutPorts() {
    return new TupleFilter(source, destination, Optional.empty(), Optional.empty());
  }

  boolean matches(FlowTuple tuple) {
    return source.map(tuple.source()::equals).orElse(true)
        && destination.map(tuple.destination()::equals).orElse(true)
        && (!hasPort() || matchesPorts(tuple.transport()));
  }

  void requireFamily(IpFamily family) {
    requireFamily(source, family);
    requireFamily(destination, family);
  }

  private static void requireFamily(Optional<IpAddress> address, IpFamily family) {
    if (address.isPresent() && address.get().family() != family) {
      throw new IllegalArgumentException(
          "a filter of %s flows has address %s: expected one of that family"
              .formatted(family, address.get()));
    }
  }

  private Stream<PortRange> ranges() {
    return Stream.concat(sourcePorts.stream(), destinationPorts.stream());
  }

  private boolean matchesPorts(FlowTransport transport) {
    return transport instanceof FlowTransport.Ports ports
        && contains(sourcePorts, ports.source())
        && contains(destinationPorts, ports.destination());
  }

  private static boolean contains(Optional<PortRange> ports, int number) {
    return ports
        .map(range -> range.first().number() <= number && number <= range.last().number())
        .orElse(true);
  }

  private static Optional<PortRange> single(Optional<PortRange> ports) {
    return ports.filter(range -> range.size() == 1);
  }
}
