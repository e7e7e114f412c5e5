package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import java.util.List;

/// The leases of one call, closed together.
record Leased(List<PortLease> parts) implements AutoCloseable {

  static Leased of(List<List<PortLease>> parts) {
    return new Leased(parts.stream().flatMap(List::stream).toList());
  }

  List<PortBinding> bindings() {
    return parts.stream().flatMap(part -> part.bindings().stream()).toList();
  }

  /// The host's ports, without repetition.
  List<String> hostPorts() {
    return bindings().stream().map(binding -> binding.hostPorts().toString()).distinct().toList();
  }

  int held() {
    return parts.stream().mapToInt(PortLease::held).sum();
  }

  @Override
  public void close() {
    parts.forEach(PortLease::close);
  }
}
