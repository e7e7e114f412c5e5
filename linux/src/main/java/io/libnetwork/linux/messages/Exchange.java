package io.libnetwork.linux.messages;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.StreamSockets;
import io.libnetwork.linux.loop.Watcher;
import java.nio.ByteBuffer;

/// One question to another server, over a socket of its own.
abstract class Exchange implements Watcher {

  private static final int NONE = -1;

  private final MessageLoop.Waiting loop;
  private final Protocol protocol;
  private final Replies replies;
  private int socket = NONE;
  private boolean ended;

  Exchange(MessageLoop loop, Protocol protocol, Replies replies) {
    this.loop = loop.waiting();
    this.protocol = protocol;
    this.replies = replies;
  }

  static Exchange of(MessageLoop loop, Protocol protocol, byte[] message, Replies replies) {
    return switch (protocol) {
      case UDP -> new OverDatagrams(loop, message, replies);
      case TCP -> new OverConnection(loop, message, replies);
      case SCTP -> throw new IllegalArgumentException("no messages over sctp: expected udp or tcp");
    };
  }

  void begin(ClientSockets sockets, IpAddress address, Port port) {
    sockets.take(protocol, address.family(), taken -> connect(taken, address, port), this::fail);
  }

  @Override
  public void abandon() {
    fail("an unexpected failure");
  }

  /// Nothing is told any more.
  void end() {
    if (!ended) {
      ended = true;
      if (socket != NONE) {
        loop.close(socket);
      }
    }
  }

  boolean ended() {
    return ended;
  }

  int socket() {
    return socket;
  }

  MessageLoop.Waiting loop() {
    return loop;
  }

  void fail(String why) {
    if (!ended) {
      end();
      replies.failed(why);
    }
  }

  void fail(int answer) {
    fail(new Errno(-answer).toString());
  }

  void tell(byte[] message) {
    if (replies.received(message)) {
      end();
    }
  }

  /// What is done once the socket is connected, or begins to be.
  abstract void connected(int answer);

  private void connect(int taken, IpAddress address, Port port) {
    if (ended) {
      Descriptors.close(taken);
      return;
    }
    socket = taken;
    int answer = StreamSockets.connect(socket, address, port);
    if (answer < 0 && answer != -Errno.EINPROGRESS.number()) {
      fail(answer);
      return;
    }
    loop.watch(socket, this, Epoll.EPOLLIN | Epoll.EPOLLOUT | Epoll.EPOLLRDHUP);
    connected(answer);
  }

  /// Datagrams, of which each is a message.
  private static final class OverDatagrams extends Exchange {
    private final byte[] message;

    OverDatagrams(MessageLoop loop, byte[] message, Replies replies) {
      super(loop, Protocol.UDP, replies);
      this.message = message;
    }

    @Override
    void connected(int answer) {
      int sent = StreamSockets.send(socket(), loop().bytes().put(message).flip());
      if (sent < 0) {
        fail(sent);
      }
    }

    @Override
    public void ready(int descriptor, int events) {
      while (!ended()) {
        ByteBuffer bytes = loop().bytes();
        int count = StreamSockets.receive(socket(), bytes);
        if (count == -Errno.EAGAIN.number()) {
          return;
        }
        if (count < 0) {
          fail(count);
          return;
        }
        byte[] reply = new byte[count];
        bytes.flip().get(reply);
        tell(reply);
      }
    }
  }

  /// A connection that carries one question and its answer.
  private static final class OverConnection extends Exchange {
    private final ByteBuffer unsent;
    private final MessageBytes arrived = new MessageBytes();

    OverConnection(MessageLoop loop, byte[] message, Replies replies) {
      super(loop, Protocol.TCP, replies);
      this.unsent = MessageBytes.framed(message, message.length);
    }

    /// It is told when it can be written to.
    @Override
    void connected(int answer) {}

    @Override
    public void ready(int descriptor, int events) {
      int error = StreamSockets.error(socket());
      if (error < 0) {
        fail(error);
        return;
      }
      if ((events & Epoll.EPOLLOUT) != 0) {
        send();
      }
      read();
    }

    private void send() {
      while (!ended() && unsent.hasRemaining()) {
        int sent = StreamSockets.send(socket(), loop().bytes().put(unsent.duplicate()).flip());
        if (sent == -Errno.EAGAIN.number()) {
          return;
        }
        if (sent < 0) {
          fail(sent);
          return;
        }
        unsent.position(unsent.position() + sent);
      }
    }

    private void read() {
      while (!ended()) {
        ByteBuffer bytes = loop().bytes().limit(arrived.room());
        int count = StreamSockets.receive(socket(), bytes);
        if (count == -Errno.EAGAIN.number()) {
          return;
        }
        if (count <= 0) {
          fail(count == 0 ? "the connection was closed" : new Errno(-count).toString());
          return;
        }
        arrived.add(bytes.flip());
        arrived.next().ifPresent(this::tell);
      }
    }
  }
}
