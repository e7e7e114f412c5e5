package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.netlink.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A filter and flows to try it on.
///
/// @param filter has every condition of its kind
/// @param meant the one flow that has all of what is asked for
/// @param others flows that differ from it in one condition each
record FilterTrial(FlowFilter filter, Tuples meant, List<Tuples> others) {

  /// Both directions of a flow.
  record Tuples(FlowTuple original, FlowTuple reply) {}

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

  /// One more than the conditions there are.
  private static final int NONE_DIFFERS = 4;

  FilterTrial {
    others = List.copyOf(others);
  }

  static FilterTrial of(IpFamily family, KernelFiltering.Part part) {
    return switch (part) {
      case ADDRESS -> ofAddresses(family);
      case PORT -> ofPorts(family);
    };
  }

  /// Makes the flows.
  void prepare(NetlinkSocket socket) {
    NetlinkBatch batch = socket.batch();
    all().forEach(flow -> batch.add(Flows.add(flow.original(), flow.reply(), LONG_ENOUGH)));
    batch.send();
  }

  /// Whether the kernel lists what the filter means and nothing else.
  boolean lists(NetlinkSocket socket) {
    try {
      List<FlowTuple> listed =
          socket.dump(Flows.list(FlowFilter.of(filter.family()), filter)).stream()
              .map(Flow::original)
              .toList();
      return listed.equals(List.of(meant.original()));
    } catch (NetlinkException refused) {
      return false;
    }
  }

  /// Whether the kernel deletes what the filter means and nothing else.
  boolean flushes(NetlinkSocket socket) {
    NetlinkBatch batch = socket.batch();
    Reply<Void> flush = batch.add(Flows.flush(filter));
    List<Reply<Flow>> left = all().map(flow -> batch.add(Flows.find(flow.original()))).toList();
    batch.trySend();
    return flush.failure().isEmpty()
        && left.getFirst().failure().isPresent()
        && left.stream().skip(1).allMatch(reply -> reply.failure().isEmpty());
  }

  private Stream<Tuples> all() {
    return Stream.concat(Stream.of(meant), others.stream());
  }

  /// All flows have ports of their own, because no two may have equal tuples.
  private static FilterTrial ofAddresses(IpFamily family) {
    List<Tuples> flows = new ArrayList<>();
    for (int differing = 0; differing <= NONE_DIFFERS; differing++) {
      FlowTransport ports = new FlowTransport.Ports(Protocol.UDP.number(), 5000 + differing, 1);
      flows.add(
          new Tuples(
              new FlowTuple(
                  address(family, 1, differing == 0), address(family, 2, differing == 1), ports),
              new FlowTuple(
                  address(family, 3, differing == 2), address(family, 4, differing == 3), ports)));
    }
    FlowFilter filter =
        FlowFilter.of(family)
            .original(TupleFilter.ANY.from(address(family, 1, false)).to(address(family, 2, false)))
            .reply(TupleFilter.ANY.from(address(family, 3, false)).to(address(family, 4, false)));
    return new FilterTrial(filter, flows.getLast(), flows.subList(0, NONE_DIFFERS));
  }

  /// All flows have addresses of their own; one differs in its protocol.
  private static FilterTrial ofPorts(IpFamily family) {
    List<Tuples> flows = new ArrayList<>();
    for (int differing = 0; differing <= NONE_DIFFERS; differing++) {
      flows.add(portFlow(family, Protocol.UDP, differing, 16 + differing));
    }
    List<Tuples> others = new ArrayList<>(flows.subList(0, NONE_DIFFERS));
    others.add(portFlow(family, Protocol.TCP, NONE_DIFFERS, 32));
    FlowFilter filter =
        FlowFilter.of(family, Protocol.UDP)
            .original(TupleFilter.ANY.fromPort(new Port(1001)).toPort(new Port(1002)))
            .reply(TupleFilter.ANY.fromPort(new Port(1003)).toPort(new Port(1004)));
    return new FilterTrial(filter, flows.getLast(), others);
  }

  private static Tuples portFlow(IpFamily family, Protocol protocol, int differing, int host) {
    IpAddress one = address(family, host, false);
    IpAddress other = address(family, host, true);
    int[] ports = {1001, 1002, 1003, 1004};
    if (differing < NONE_DIFFERS) {
      ports[differing] += 1000;
    }
    return new Tuples(
        new FlowTuple(one, other, new FlowTransport.Ports(protocol.number(), ports[0], ports[1])),
        new FlowTuple(other, one, new FlowTransport.Ports(protocol.number(), ports[2], ports[3])));
  }

  /// Addresses for documentation (RFC 5737, RFC 3849), told apart by their last byte.
  private static IpAddress address(IpFamily family, int host, boolean other) {
    int last = other ? host + 100 : host;
    return switch (family) {
      case V4 -> IpAddress.parse("192.0.2." + last);
      case V6 -> IpAddress.parse("2001:db8::" + Integer.toHexString(last));
    };
  }
}
