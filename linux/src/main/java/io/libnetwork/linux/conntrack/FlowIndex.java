package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.PortRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Many filters, found by what a flow looks like: a flow is compared with the few that could mean
/// it, however many there are.
final class FlowIndex {

  private final Map<Integer, List<FlowFilter>> byPort = new HashMap<>();
  private final Map<IpAddress, List<FlowFilter>> byReplySource = new HashMap<>();
  private final Map<IpAddress, List<FlowFilter>> byOriginalSource = new HashMap<>();
  private final List<FlowFilter> others = new ArrayList<>();

  FlowIndex(Collection<FlowFilter> filters) {
    filters.forEach(filter -> placeOf(filter).add(filter));
  }

  /// Whether one of the filters means a flow.
  boolean matches(Flow flow) {
    return matches(others, flow)
        || matches(byReplySource.get(flow.reply().source()), flow)
        || matches(byOriginalSource.get(flow.original().source()), flow)
        || (flow.original().transport() instanceof FlowTransport.Ports ports
            && matches(byPort.get(ports.destination()), flow));
  }

  /// By what tells most first: an endpoint may have thousands of ports.
  private List<FlowFilter> placeOf(FlowFilter filter) {
    Optional<PortRange> port =
        filter.original().destinationPorts().filter(ports -> ports.size() == 1);
    if (port.isPresent()) {
      return byPort.computeIfAbsent(port.get().first().number(), _ -> new ArrayList<>());
    }
    if (filter.reply().source().isPresent()) {
      return byReplySource.computeIfAbsent(filter.reply().source().get(), _ -> new ArrayList<>());
    }
    return filter
        .original()
        .source()
        .map(source -> byOriginalSource.computeIfAbsent(source, _ -> new ArrayList<>()))
        .orElse(others);
  }

  private static boolean matches(@Nullable List<FlowFilter> filters, Flow flow) {
    return filters != null && filters.stream().anyMatch(filter -> filter.matches(flow));
  }
}
