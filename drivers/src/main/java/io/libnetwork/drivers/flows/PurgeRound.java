package io.libnetwork.drivers.flows;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.conntrack.Conntrack;
import io.libnetwork.linux.conntrack.Flow;
import io.libnetwork.linux.conntrack.FlowFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// What is purged together. Filled under the lock of its [FlowPurge], then used by one thread.
final class PurgeRound {

  private final List<FlowFilter> forgotten = new ArrayList<>();
  private final List<PortBinding> led = new ArrayList<>();
  private final List<LedFlows> ended = new ArrayList<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /// Everything that these mean is to be forgotten.
  void forget(Collection<FlowFilter> filters) {
    forgotten.addAll(filters);
  }

  /// What is on the way to these ports is to lead where they do.
  void lead(Collection<PortBinding> bindings) {
    led.addAll(bindings);
  }

  /// Both ends of these are to be told before they are forgotten.
  void end(LedFlows flows) {
    ended.add(flows);
  }

  CompletableFuture<Void> done() {
    return done;
  }

  /// @param local whether packets to an address are for the host itself
  void run(Conntrack conntrack, Predicate<IpAddress> local) {
    LedFlows.endAll(conntrack, ended);
    conntrack.forget(forgotten);
    if (!led.isEmpty()) {
      conntrack.delete(astray(conntrack, local));
    }
  }

  @Override
  public String toString() {
    return "flows of %s, and flows to %s".formatted(forgotten, led);
  }

  private List<Flow> astray(Conntrack conntrack, Predicate<IpAddress> local) {
    Map<FlowFilter, PortBinding> bindings = new HashMap<>();
    led.forEach(binding -> bindings.put(StaleFlows.toPort(binding), binding));
    Map<IpAddress, Boolean> asked = new HashMap<>();
    Predicate<IpAddress> askedOnce = address -> asked.computeIfAbsent(address, local::test);
    List<Flow> astray = new ArrayList<>();
    for (Flow flow : conntrack.list(bindings.keySet())) {
      if (bindings.entrySet().stream()
          .anyMatch(
              port -> port.getKey().matches(flow) && astray(flow, port.getValue(), askedOnce))) {
        astray.add(flow);
      }
    }
    return astray;
  }

  /// A port at every address of the host is none of another machine's.
  private static boolean astray(Flow flow, PortBinding binding, Predicate<IpAddress> local) {
    return !flow.reply().source().equals(binding.containerAddress())
        && (!binding.hostAddress().unspecified() || local.test(flow.original().destination()));
  }
}
