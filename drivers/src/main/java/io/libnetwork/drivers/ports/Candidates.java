package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.ports.Claim.Choice;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ports among which one is chosen: those asked for, less what some socket has. Not for several
/// threads.
final class Candidates {

  private final HostPorts ports;
  private final Map<Protocol, BitSet> busy = new EnumMap<>(Protocol.class);

  /// By protocol, those of the kernel's range; computed once, because thousands may ask.
  private final Map<Protocol, BitSet> free = new EnumMap<>(Protocol.class);

  private @Nullable FreePorts kernels;

  Candidates(HostPorts ports) {
    this.ports = ports;
  }

  /// Leaves out what is taken at this moment.
  void avoidBusy() {
    BusyPorts now = ports.busyPorts(List.of(Protocol.values()));
    for (Protocol protocol : Protocol.values()) {
      avoid(protocol, now.numbers(protocol));
    }
  }

  /// Leaves out one place's port.
  void avoid(HostPlace place) {
    avoid(place.protocol(), FreePorts.of(place.ports()));
  }

  /// Notes the first port of a claim's choice that nobody has.
  ///
  /// @throws NetworkException.Unavailable when there is none
  Grant choose(PortOwner owner, Claim claim) {
    Protocol protocol = claim.request().protocol();
    boolean any = claim.choice() instanceof Choice.Free;
    int start = any ? ports.cursor(protocol) : 0;
    List<Reservation> noted =
        ports.book().noteFree(owner, protocol, claim.ways().hosts(), of(claim), start);
    if (noted.isEmpty()) {
      throw exhausted(owner, claim);
    }
    PortRange chosen = noted.getFirst().place().ports();
    if (any) {
      ports.chosen(protocol, chosen.last());
    }
    return new Grant(claim, chosen, noted);
  }

  private BitSet of(Claim claim) {
    Protocol protocol = claim.request().protocol();
    return switch (claim.choice()) {
      case Choice.Exactly(PortRange range) -> FreePorts.of(range);
      case Choice.OneOf(PortRange range) -> less(protocol, FreePorts.of(range));
      case Choice.Free() ->
          free.computeIfAbsent(protocol, _ -> less(protocol, (BitSet) kernels().free().clone()));
    };
  }

  private BitSet less(Protocol protocol, BitSet numbers) {
    numbers.andNot(busy.getOrDefault(protocol, new BitSet()));
    return numbers;
  }

  private void avoid(Protocol protocol, BitSet numbers) {
    busy.computeIfAbsent(protocol, _ -> new BitSet()).or(numbers);
    free.remove(protocol);
  }

  private FreePorts kernels() {
    FreePorts read = kernels;
    if (read == null) {
      read = ports.freePorts();
      kernels = read;
    }
    return read;
  }

  private NetworkException exhausted(PortOwner owner, Claim claim) {
    String where =
        switch (claim.choice()) {
          case Choice.Exactly(PortRange range) -> "port " + range + " is";
          case Choice.OneOf(PortRange range) -> "ports " + range + " are";
          case Choice.Free() ->
              "the host's local ports %s (net.ipv4.ip_local_port_range) are"
                  .formatted(kernels().range());
        };
    return new NetworkException.Unavailable(
        "no port is free for %s of %s: all of %s taken or reserved; expected another range, or a host port by number"
            .formatted(claim.request(), owner, where));
  }
}
