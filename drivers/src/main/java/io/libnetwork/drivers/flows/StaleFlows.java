package io.libnetwork.drivers.flows;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.conntrack.FlowFilter;
import io.libnetwork.linux.conntrack.TupleFilter;
import java.util.List;

/// Which flows go with what.
final class StaleFlows {

  private StaleFlows() {}

  /// Of an address that is given up: those it began, and those that were sent on to it, translated
  /// or not.
  static List<FlowFilter> of(IpAddress address) {
    FlowFilter family = FlowFilter.of(address.family());
    TupleFilter from = TupleFilter.ANY.from(address);
    return List.of(family.original(from), family.reply(from));
  }

  /// Of a published port that is withdrawn: those that were translated by it. The host's port alone
  /// would not do: a connection to the same port of another machine is none of it.
  static FlowFilter throughPort(PortBinding binding) {
    TupleFilter reply =
        TupleFilter.ANY.from(binding.containerAddress()).fromPorts(binding.containerPorts());
    return toPort(binding).reply(reply);
  }

  /// Of a port that has just been published: whatever is on the way to it, translated or not; at
  /// every address where the port is at every address.
  static FlowFilter toPort(PortBinding binding) {
    IpAddress host = binding.hostAddress();
    TupleFilter ports = TupleFilter.ANY.toPorts(binding.hostPorts());
    IpFamily family = host.family();
    return FlowFilter.of(family, binding.protocol())
        .original(host.unspecified() ? ports : ports.to(host));
  }
}
