package io.libnetwork.linux.relay;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.StreamSockets;
import io.libnetwork.linux.loop.Watcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes the connections of one TCP port and gives each to a loop.
final class StreamService implements Service, Watcher {

  /// Taken in one turn, before others have theirs.
  private static final int AT_ONCE = 64;

  private final Relay relay;
  private final RelayLoop loop;
  private final int listener;
  private final Target target;
  private final Tally tally = new Tally();

  /// By the loop that has them and alone touches its set.
  private final Map<RelayLoop, Set<StreamConnection>> connections = new HashMap<>();

  /// Somebody waits whom there was no descriptor for.
  private volatile boolean starved;

  private volatile boolean ended;

  StreamService(Relay relay, int listener, Target target) {
    this.relay = relay;
    this.loop = relay.nextLoop();
    this.listener = listener;
    this.target = target;
    relay.loops().forEach(each -> connections.put(each, new HashSet<>()));
  }

  @Override
  public RelayLoop loop() {
    return loop;
  }

  @Override
  public void begin() {
    loop.watch(listener, this, Epoll.EPOLLIN);
  }

  @Override
  public void clear(RelayLoop here) {
    List.copyOf(connections.getOrDefault(here, Set.of())).forEach(StreamConnection::reset);
  }

  @Override
  public void ready(int descriptor, int events) {
    accept();
  }

  /// No further connections are taken.
  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      loop.close(listener);
    }
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public boolean serving() {
    return !ended && StreamSockets.listening(listener);
  }

  @Override
  public void serveAgain() {
    if (ended) {
      throw new IllegalStateException("this port is given back");
    }
    int answer = listenAgain();
    if (answer < 0) {
      throw new SystemCallException("listen", "socket " + listener, new Errno(-answer));
    }
  }

  private int listenAgain() {
    int answer = ListeningSocket.listenAgain(listener);
    if (answer == 0) {
      loop.again(this::accept);
    }
    return answer;
  }

  Target target() {
    return target;
  }

  /// Called by a connection on its loop when it is over.
  void ended(RelayLoop where, StreamConnection connection) {
    if (connections.getOrDefault(where, Set.of()).remove(connection)) {
      tally.ended();
      relay.connections().leave();
      if (starved && !ended) {
        starved = false;
        loop.execute(this::accept);
      }
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
      loop.again(this::accept);
    }
  }

  /// `EAGAIN` means that nobody waits, and one who has gone again (`ECONNABORTED`) is none.
  /// `EINVAL` means that somebody has ended the listening, as `ss --kill` does (`SOCK_DESTROY` of
  /// sock_diag(7)): the port is still this socket's. With every other answer somebody may still
  /// wait, and the kernel tells of him only when another comes.
  private void stop(int answer) {
    if (answer == -Errno.ECONNABORTED.number() || answer == -Errno.EINTR.number()) {
      loop.again(this::accept);
    } else if (answer == -Errno.EINVAL.number()) {
      // Where the kernel refuses, [#serving] tells.
      int _ = listenAgain();
    } else {
      starved = answer != -Errno.EAGAIN.number();
    }
  }

  private void take(int client) {
    tally.begun();
    if (!relay.connections().enter()) {
      tally.refused(1);
      tally.ended();
      StreamSockets.resetOnClose(client);
      Descriptors.close(client);
      return;
    }
    RelayLoop where = relay.nextLoop();
    if (where == loop) {
      begin(where, client);
    } else {
      where.execute(() -> begin(where, client));
    }
  }

  private void begin(RelayLoop where, int client) {
    StreamConnection connection = new StreamConnection(this, where, client);
    connections.getOrDefault(where, Set.of()).add(connection);
    try {
      connection.begin();
    } catch (RuntimeException failure) {
      connection.reset();
      throw failure;
    }
  }
}
