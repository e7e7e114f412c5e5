package io.libnetwork.linux.relay;

import io.libnetwork.linux.foreign.DatagramSender;
import io.libnetwork.linux.foreign.Datagrams;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.loop.IdleQueue;
import io.libnetwork.linux.loop.Watcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the datagrams of one UDP port and passes each on by its sender's flow, all on one loop.
final class DatagramService implements Service, Watcher {

  private final Admission admission;
  private final RelayLoop loop;
  private final int listener;
  private final Target target;
  private final Tally tally = new Tally();
  private final Map<DatagramSender, DatagramFlow> flows = new HashMap<>();
  private volatile boolean ended;

  DatagramService(Admission admission, RelayLoop loop, int listener, Target target) {
    this.admission = admission;
    this.loop = loop;
    this.listener = listener;
    this.target = target;
  }

  @Override
  public void begin() {
    loop.watch(listener, this, Epoll.EPOLLIN);
  }

  /// Flows are on the loop that has the port, and end with it.
  @Override
  public void clear(RelayLoop here) {}

  @Override
  public void ready(int descriptor, int events) {
    receive();
  }

  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      List.copyOf(flows.values()).forEach(DatagramFlow::end);
      loop.close(listener);
    }
  }

  /// A bound socket takes datagrams until it is closed.
  @Override
  public boolean serving() {
    return !ended;
  }

  @Override
  public void serveAgain() {
    if (ended) {
      throw new IllegalStateException("this port is given back");
    }
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public RelayLoop loop() {
    return loop;
  }

  int listener() {
    return listener;
  }

  /// Called by a flow when it is over.
  void ended(DatagramSender sender) {
    flows.remove(sender);
    tally.ended();
    admission.leave();
  }

  /// One call in a turn. A call that fills fewer slots than there are has met the end; with more to
  /// come, whoever is to take the datagrams gets the processor first, or they are lost at his
  /// socket after all the work.
  private void receive() {
    if (ended) {
      return;
    }
    Datagrams datagrams = loop.datagrams();
    int count = datagrams.receive(listener);
    if (count > 0) {
      pass(datagrams, count);
    }
    if (count == Datagrams.SLOTS) {
      loop.rest(this::receive);
    }
  }

  /// Datagrams of one sender that follow each other go with one call.
  private void pass(Datagrams datagrams, int count) {
    int first = 0;
    while (first < count) {
      int end = first + 1;
      while (end < count && datagrams.sameSender(first, end)) {
        end++;
      }
      Optional<DatagramFlow> flow = flow(datagrams.sender(first));
      if (flow.isPresent()) {
        flow.get().pass(datagrams, first, end - first);
      } else {
        tally.refused(end - first);
      }
      first = end;
    }
  }

  private Optional<DatagramFlow> flow(DatagramSender sender) {
    DatagramFlow present = flows.get(sender);
    return present != null ? Optional.of(present) : begin(sender);
  }

  /// Where there are as many flows as may be, the one that was idle longest makes room.
  private Optional<DatagramFlow> begin(DatagramSender sender) {
    if (!admission.enter()) {
      loop.flows().longestIdle().ifPresent(IdleQueue.Member::expire);
      if (!admission.enter()) {
        return Optional.empty();
      }
    }
    Optional<DatagramFlow> begun = DatagramFlow.begin(this, sender, target);
    if (begun.isEmpty()) {
      admission.leave();
      return begun;
    }
    flows.put(sender, begun.get());
    tally.begun();
    return begun;
  }
}
