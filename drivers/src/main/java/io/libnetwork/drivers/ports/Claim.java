package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.linux.relay.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What of a request stands or falls together: ports of the container, and which of the host's will
/// do, the same at every address.
///
/// @param request what was asked for
/// @param containerPorts all ports of the request, or one of them where each gets a port of its own
/// @param choice which ports of the host will do
/// @param ways between which addresses
record Claim(PublishedPort request, PortRange containerPorts, Choice choice, Ways ways) {

  /// Which ports of the host will do. Served in this order, so that no chosen port is one that is
  /// asked for by its number.
  sealed interface Choice {

    /// These and no others.
    record Exactly(PortRange ports) implements Choice {}

    /// Whichever of these is free.
    record OneOf(PortRange ports) implements Choice {}

    /// One that the kernel would give to who names none.
    record Free() implements Choice {}
  }

  /// What a request comes to.
  static List<Claim> of(PublishedPort request, Ways ways) {
    PortRange container = request.containerPorts();
    if (request.hostPorts().isPresent()) {
      PortRange host = request.hostPorts().get();
      Choice choice = request.exact() ? new Choice.Exactly(host) : new Choice.OneOf(host);
      return List.of(new Claim(request, container, choice, ways));
    }
    return IntStream.rangeClosed(container.first().number(), container.last().number())
        .mapToObj(Port::new)
        .map(port -> new Claim(request, PortRange.single(port), new Choice.Free(), ways))
        .toList();
  }

  /// What it takes for the same ports of the host as a lease has, by other ways.
  static List<Claim> like(PortLease lease, Ways ways) {
    return lease.bindings().stream()
        .map(binding ->
            new Claim(
                lease.request(),
                binding.containerPorts(),
                new Choice.Exactly(binding.hostPorts()),
                ways))
        .toList();
  }

  /// The same for exactly the ports that were given for it before, which are taken out of the list;
  /// this one if there were none, or it says which.
  ///
  /// @param had what the endpoint had, in either family
  Claim preferring(List<PortBinding> had) {
    Optional<PortRange> before =
        had.stream().filter(this::gave).map(PortBinding::hostPorts).findFirst();
    if (before.isEmpty() || choice instanceof Choice.Exactly) {
      return this;
    }
    PortRange same = before.get();
    had.removeIf(binding -> gave(binding) && binding.hostPorts().equals(same));
    return new Claim(request, containerPorts, new Choice.Exactly(same), ways);
  }

  private boolean gave(PortBinding binding) {
    return binding.protocol() == request.protocol()
        && binding.containerPorts().equals(containerPorts)
        && ways.hosts().contains(binding.hostAddress());
  }

  /// How many ports of the host it comes to.
  int size() {
    return containerPorts.size();
  }

  List<HostPlace> places(PortRange hostPorts) {
    return ways.all().stream()
        .map(way -> new HostPlace(request.protocol(), way.host(), hostPorts))
        .toList();
  }

  /// The same for ports that no socket is kept for.
  ///
  /// @throws io.libnetwork.NetworkException.InvalidParameter when a proxy was asked for
  Claim unheld(int mostHeld) {
    return new Claim(request, containerPorts, choice, ways.unheld(request, mostHeld));
  }

  /// Who may use the ports where a proxy serves them. What is for the host's loopback address is
  /// for the host alone, whoever gets a packet there.
  Clients clients(Way way) {
    if (way.host().loopback()) {
      return Clients.HOST_ALONE;
    }
    return request.sources().isEmpty() ? Clients.EVERYBODY : Clients.of(request.sources());
  }

  /// A binding for each port at an address of the host, in the order of the ports.
  List<PortBinding> single(Way way, IpAddress at, PortRange hostPorts) {
    List<PortBinding> bindings = new ArrayList<>(hostPorts.size());
    for (int i = 0; i < hostPorts.size(); i++) {
      bindings.add(
          new PortBinding(
              request.protocol(),
              way.container(),
              nth(containerPorts, i),
              at,
              nth(hostPorts, i),
              request.sources()));
    }
    return bindings;
  }

  /// One binding where the ports keep their numbers, or one for each.
  List<PortBinding> bindings(Way way, PortRange hostPorts) {
    if (hostPorts.equals(containerPorts)) {
      return List.of(binding(way, containerPorts, hostPorts));
    }
    return single(way, way.host(), hostPorts);
  }

  private PortBinding binding(Way way, PortRange container, PortRange host) {
    return new PortBinding(
        request.protocol(), way.container(), container, way.host(), host, request.sources());
  }

  private static PortRange nth(PortRange range, int index) {
    return PortRange.single(new Port(range.first().number() + index));
  }
}
