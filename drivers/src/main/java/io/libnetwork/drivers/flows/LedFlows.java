package io.libnetwork.drivers.flows;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.conntrack.Conntrack;
import io.libnetwork.linux.conntrack.Flow;
import io.libnetwork.linux.conntrack.FlowFilter;
import io.libnetwork.linux.conntrack.FlowTransport;
import io.libnetwork.linux.sockdiag.InetConnection;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections of TCP that have been led to one container, whose sockets end them: the container's
/// kernel sends a reset, which finds its way as long as the host remembers the connection. So who
/// only waits for an answer hears of it too.
///
/// @param filters which connections
/// @param sockets opens the container's, once there is one to end
record LedFlows(List<FlowFilter> filters, Supplier<SocketDiagnosis> sockets) {

  private static final Logger LOG = LoggerFactory.getLogger(LedFlows.class);

  /// @param ways by which connections came
  static LedFlows through(Collection<PortBinding> ways, Supplier<SocketDiagnosis> sockets) {
    return new LedFlows(
        ways.stream()
            .filter(way -> way.protocol() == Protocol.TCP)
            .map(StaleFlows::throughPort)
            .toList(),
        sockets);
  }

  /// Ends all of them, which are looked for together.
  static void endAll(Conntrack conntrack, Collection<LedFlows> led) {
    List<FlowFilter> filters = led.stream().flatMap(each -> each.filters.stream()).toList();
    if (filters.isEmpty()) {
      return;
    }
    List<Flow> flows = conntrack.list(filters);
    led.forEach(each -> each.end(flows));
  }

  /// Who is not told by that is told when he sends something, so a failure is logged. The container
  /// may have ended meanwhile, and its connections with it.
  private void end(List<Flow> flows) {
    List<InetConnection> connections = new ArrayList<>();
    for (Flow flow : flows) {
      if (filters.stream().anyMatch(filter -> filter.matches(flow))) {
        connections.add(insideOf(flow));
      }
    }
    if (connections.isEmpty()) {
      return;
    }
    try (SocketDiagnosis inside = sockets.get()) {
      if (!inside.abort(connections)) {
        LOG.debug("this kernel ends no connections for others: they last until somebody sends");
      }
    } catch (RuntimeException failure) {
      LOG.info("{} connections last until somebody sends", connections.size(), failure);
    }
  }

  private static InetConnection insideOf(Flow flow) {
    IpAddress local = flow.reply().source();
    IpAddress remote = flow.reply().destination();
    FlowTransport.Ports ports = (FlowTransport.Ports) flow.reply().transport();
    return new InetConnection(
        local, new Port(ports.source()), remote, new Port(ports.destination()));
  }
}
