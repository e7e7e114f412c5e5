package io.libnetwork.linux.messages;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.StreamSockets;
import io.libnetwork.linux.loop.Timers;
import io.libnetwork.linux.loop.Watcher;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// One TCP socket's connections. Where there are as many as may be, the one that has been idle
/// longest makes room.
final class ConnectionPort implements Watcher {

  /// Taken in one turn, before others have theirs.
  private static final int AT_ONCE = 16;

  /// After which it is tried again to take who waits, where the process could open no further file.
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final MessageLoop loop;
  private final int listener;
  private final MessageService service;

  /// Those idle longest first.
  private final LinkedHashSet<Connection> connections = new LinkedHashSet<>();

  private Optional<Timers.Timer> sweep = Optional.empty();
  private boolean ended;

  ConnectionPort(MessageLoop loop, int listener, MessageService service) {
    this.loop = loop;
    this.listener = listener;
    this.service = service;
  }

  void begin() {
    loop.waiting().watch(listener, this, Epoll.EPOLLIN);
  }

  @Override
  public void ready(int descriptor, int events) {
    accept();
  }

  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      sweep.ifPresent(Timers.Timer::cancel);
      loop.waiting().close(listener);
      List.copyOf(connections).forEach(Connection::end);
    }
  }

  MessageLoop loop() {
    return loop;
  }

  MessageService service() {
    return service;
  }

  /// A whole message has come: it is the last to be closed for its idleness.
  void used(Connection connection) {
    if (connections.remove(connection)) {
      connections.add(connection);
    }
  }

  void ended(Connection connection) {
    if (connections.remove(connection)) {
      loop.leave();
    }
  }

  private void accept() {
    for (int taken = 0; taken < AT_ONCE && !ended; taken++) {
      int client = StreamSockets.accept(listener);
      if (client < 0) {
        stop(client);
        return;
      }
      take(client);
    }
    if (!ended) {
      loop.waiting().again(this::accept);
    }
  }

  /// The kernel tells of who waits only when another comes.
  private void stop(int answer) {
    if (answer == -Errno.ECONNABORTED.number() || answer == -Errno.EINTR.number()) {
      loop.waiting().again(this::accept);
    } else if (answer != -Errno.EAGAIN.number()) {
      loop.waiting().after(PAUSE, this::accept);
    }
  }

  private void take(int client) {
    makeRoom();
    if (!loop.enter()) {
      Descriptors.close(client);
      return;
    }
    Connection connection = new Connection(this, client);
    connections.add(connection);
    connection.begin();
    sweepLater();
  }

  private void makeRoom() {
    if (connections.size() >= loop.limits().connectionsEach()) {
      longestIdle().ifPresent(Connection::end);
    }
  }

  private Optional<Connection> longestIdle() {
    Iterator<Connection> first = connections.iterator();
    return first.hasNext() ? Optional.of(first.next()) : Optional.empty();
  }

  private void sweepLater() {
    if (sweep.isEmpty()) {
      longestIdle().ifPresent(first -> sweep = Optional.of(timer(first)));
    }
  }

  private Timers.Timer timer(Connection first) {
    long left = first.used() + loop.limits().idle().toNanos() - loop.waiting().now();
    return loop.waiting().after(Duration.ofNanos(Math.max(0, left)), this::sweep);
  }

  /// Closes who has been idle for too long, and comes again when the next will have been.
  private void sweep() {
    sweep = Optional.empty();
    long before = loop.waiting().now() - loop.limits().idle().toNanos();
    Optional<Connection> first = longestIdle();
    while (first.isPresent() && first.get().used() - before <= 0) {
      first.get().end();
      first = longestIdle();
    }
    sweepLater();
  }
}
