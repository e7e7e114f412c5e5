package io.libnetwork.linux.relay;

import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.DatagramSender;
import io.libnetwork.linux.foreign.Datagrams;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.StreamSockets;
import io.libnetwork.linux.loop.IdleQueue;
import io.libnetwork.linux.loop.Watcher;
import java.util.Optional;

/// One sender's datagrams, passed on by a socket of his own, and the replies to it.
final class DatagramFlow implements Watcher, IdleQueue.Member {

  private final DatagramService service;
  private final DatagramSender sender;
  private final int socket;
  private final IdleQueue.Place place;
  private boolean ended;

  private DatagramFlow(DatagramService service, DatagramSender sender, int socket) {
    this.service = service;
    this.sender = sender;
    this.socket = socket;
    this.place = service.loop().flows().join(this, service.loop().now());
  }

  /// Empty where the process may open no further socket, or there is no way to the target.
  static Optional<DatagramFlow> begin(
      DatagramService service, DatagramSender sender, Target target) {
    RelayLoop loop = service.loop();
    int socket;
    try {
      socket = loop.sockets().take(Protocol.UDP, target.address().family());
    } catch (SystemCallException noFurther) {
      return Optional.empty();
    }
    if (StreamSockets.connect(socket, target.address(), target.port()) < 0) {
      Descriptors.close(socket);
      return Optional.empty();
    }
    DatagramFlow flow = new DatagramFlow(service, sender, socket);
    loop.watch(socket, flow, Epoll.EPOLLIN);
    return Optional.of(flow);
  }

  /// Passes the sender's datagrams on.
  void pass(Datagrams datagrams, int first, int count) {
    use();
    int passed = passAll(first, count, (from, left) -> datagrams.send(socket, from, left));
    service.tally().refused(count - passed);
    service.tally().in(bytes(datagrams, first, count));
  }

  @Override
  public void ready(int descriptor, int events) {
    answer();
  }

  @Override
  public void abandon() {
    end();
  }

  /// Idle for too long, or in the way of another.
  @Override
  public void expire() {
    end();
  }

  void end() {
    if (!ended) {
      ended = true;
      service.loop().flows().leave(place);
      service.loop().close(socket);
      service.ended(sender);
    }
  }

  /// One call in a turn, as with what comes from the clients. That nobody listens behind
  /// (`ECONNREFUSED`) is told once for each datagram sent, and the call that tells it takes
  /// nothing.
  private void answer() {
    if (ended) {
      return;
    }
    Datagrams datagrams = service.loop().datagrams();
    int count = datagrams.receive(socket);
    if (count > 0) {
      answer(datagrams, count);
    }
    if (count == Datagrams.SLOTS) {
      service.loop().rest(this::answer);
    } else if (count == -Errno.ECONNREFUSED.number()) {
      service.loop().again(this::answer);
    }
  }

  private void answer(Datagrams datagrams, int count) {
    use();
    int passed =
        passAll(0, count, (from, left) -> datagrams.answer(service.listener(), sender, from, left));
    service.tally().refused(count - passed);
    service.tally().out(bytes(datagrams, 0, count));
  }

  private void use() {
    service.loop().flows().use(place, service.loop().now());
  }

  /// One call that passes datagrams on.
  private interface Passing {

    /// @return how many the kernel took, or a negative error number
    int pass(int first, int count);
  }

  /// A datagram the kernel does not take is lost, as anywhere on its way, and the next are tried.
  ///
  /// @return how many were taken
  private static int passAll(int first, int count, Passing passing) {
    int taken = 0;
    int tried = 0;
    boolean told = false;
    while (tried < count) {
      int answer = passing.pass(first + tried, count - tried);
      if (answer > 0) {
        taken += answer;
        tried += answer;
      } else if (answer == -Errno.ECONNREFUSED.number() && !told) {
        // It tells of an earlier datagram; this one was not tried.
        told = true;
      } else {
        tried++;
      }
    }
    return taken;
  }

  private static long bytes(Datagrams datagrams, int first, int count) {
    long bytes = 0;
    for (int slot = first; slot < first + count; slot++) {
      bytes += datagrams.length(slot);
    }
    return bytes;
  }
}
