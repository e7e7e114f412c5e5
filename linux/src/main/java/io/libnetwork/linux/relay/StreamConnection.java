package io.libnetwork.linux.relay;

import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.foreign.StreamSockets;
import io.libnetwork.linux.loop.IdleQueue;
import io.libnetwork.linux.loop.Watcher;
import java.util.Optional;

/// One client's connection and the one behind it, both on one loop.
final class StreamConnection implements Watcher, IdleQueue.Member {

  private static final int EVENTS = Epoll.EPOLLIN | Epoll.EPOLLOUT | Epoll.EPOLLRDHUP;

  /// How often a connection behind is asked for, see tcp(7): given up after half a minute.
  private static final int TRIES = 4;

  private static final int NONE = -1;

  private enum State {
    CONNECTING,
    OPEN,
    ENDED
  }

  private final StreamService service;
  private final RelayLoop loop;
  private final int client;
  private int backend = NONE;
  private final OneWay in;
  private final OneWay out;
  private State state = State.CONNECTING;
  private Optional<IdleQueue.Place> place = Optional.empty();

  StreamConnection(StreamService service, RelayLoop loop, int client) {
    this.service = service;
    this.loop = loop;
    this.client = client;
    this.in = new OneWay(loop.pipes(), service.tally()::in);
    this.out = new OneWay(loop.pipes(), service.tally()::out);
  }

  /// Asks for the connection behind. A client whom nobody answers is reset.
  void begin() {
    Target target = service.target();
    try {
      backend = loop.sockets().take(Protocol.TCP, target.address().family());
    } catch (SystemCallException noFurther) {
      refuse();
      return;
    }
    prepare(client);
    prepare(backend);
    Sockets.setOption(backend, StreamSockets.IPPROTO_TCP, StreamSockets.TCP_SYNCNT, TRIES);
    int answer = StreamSockets.connect(backend, target.address(), target.port());
    if (answer < 0 && answer != -Errno.EINPROGRESS.number()) {
      refuse();
      return;
    }
    loop.watch(client, this, EVENTS);
    loop.watch(backend, this, EVENTS);
    place = loop.connections().map(queue -> queue.join(this, loop.now()));
  }

  @Override
  public void ready(int descriptor, int events) {
    switch (state) {
      case CONNECTING -> {
        if (descriptor == backend && (events & Epoll.EPOLLOUT) != 0) {
          connected();
        } else if ((events & (Epoll.EPOLLERR | Epoll.EPOLLHUP)) != 0) {
          refuse();
        }
      }
      case OPEN -> {
        note(descriptor, events);
        relay();
        endIfBroken(descriptor, events);
      }
      case ENDED -> {}
    }
  }

  @Override
  public void abandon() {
    reset();
  }

  /// Idle for too long.
  @Override
  public void expire() {
    reset();
  }

  /// Ends both connections at once; both ends learn that it did not end well.
  void reset() {
    if (state != State.ENDED) {
      StreamSockets.resetOnClose(client);
      if (backend != NONE) {
        StreamSockets.resetOnClose(backend);
      }
      end();
    }
  }

  private static void prepare(int socket) {
    Sockets.setOption(socket, StreamSockets.IPPROTO_TCP, StreamSockets.TCP_NODELAY, 1);
    Sockets.setOption(socket, Sockets.SOL_SOCKET, StreamSockets.SO_KEEPALIVE, 1);
  }

  private void refuse() {
    service.tally().refused(1);
    reset();
  }

  private void connected() {
    if (StreamSockets.error(backend) < 0) {
      refuse();
      return;
    }
    state = State.OPEN;
    in.open(client, backend);
    out.open(backend, client);
    relay();
  }

  private void note(int descriptor, int events) {
    boolean ofClient = descriptor == client;
    OneWay from = ofClient ? in : out;
    OneWay to = ofClient ? out : in;
    if ((events & ~Epoll.EPOLLOUT) != 0) {
      from.readable();
    }
    if ((events & ~Epoll.EPOLLIN) != 0) {
      to.writable();
    }
  }

  /// Both ways for as long as there is something to do and it is still this connection's turn.
  private void relay() {
    if (state != State.OPEN) {
      return;
    }
    boolean moreIn = in.relay();
    boolean moreOut = out.relay();
    if (in.broken() || out.broken()) {
      reset();
    } else if (in.ended() && out.ended()) {
      end();
    } else {
      place.ifPresent(here -> loop.connections().ifPresent(queue -> queue.use(here, loop.now())));
      if (moreIn || moreOut) {
        loop.again(this::relay);
      }
    }
  }

  /// A way that has ended is not read any more, so it would not find out that its source is broken.
  private void endIfBroken(int descriptor, int events) {
    OneWay from = descriptor == client ? in : out;
    if (state == State.OPEN && (events & Epoll.EPOLLERR) != 0 && from.ended()) {
      reset();
    }
  }

  private void end() {
    state = State.ENDED;
    in.close();
    out.close();
    loop.close(client);
    if (backend != NONE) {
      loop.close(backend);
    }
    place.ifPresent(here -> loop.connections().ifPresent(queue -> queue.leave(here)));
    place = Optional.empty();
    service.ended(loop, this);
  }
}
