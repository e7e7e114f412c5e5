package io.libnetwork.linux.messages;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.foreign.StreamSockets;
import io.libnetwork.linux.loop.EventLoop;
import io.libnetwork.linux.loop.Watcher;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// One client's connection: messages one after the other, and their answers in whatever order they
/// come, RFC 7766 section 6.2.1.1.
final class Connection implements Watcher {

  private final ConnectionPort port;
  private final MessageLoop.Waiting loop;
  private final int socket;
  private final MessageBytes arrived = new MessageBytes();
  private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
  private long used;
  private int unanswered;
  private boolean reading;
  private boolean finished;
  private boolean ended;

  Connection(ConnectionPort port, int socket) {
    this.port = port;
    this.loop = port.loop().waiting();
    this.socket = socket;
    this.used = loop.now();
  }

  void begin() {
    Sockets.setOption(socket, StreamSockets.IPPROTO_TCP, StreamSockets.TCP_NODELAY, 1);
    loop.watch(socket, this, Epoll.EPOLLIN | Epoll.EPOLLOUT | Epoll.EPOLLRDHUP);
  }

  /// When it last had a whole message, or was made.
  long used() {
    return used;
  }

  @Override
  public void ready(int descriptor, int events) {
    if ((events & Epoll.EPOLLOUT) != 0) {
      send();
    }
    if ((events & ~Epoll.EPOLLOUT) != 0) {
      read();
    }
  }

  @Override
  public void abandon() {
    end();
  }

  void end() {
    if (!ended) {
      ended = true;
      loop.close(socket);
      port.ended(this);
    }
  }

  /// One call in a turn, until nothing is left or so many are unanswered as may be.
  private void read() {
    if (ended || reading) {
      return;
    }
    if (!ask() || finished) {
      return;
    }
    ByteBuffer bytes = loop.bytes().limit(arrived.room());
    int count = StreamSockets.receive(socket, bytes);
    if (count > 0) {
      arrived.add(bytes.flip());
      readOn();
    } else if (count == 0) {
      finished = true;
      endIfDone();
    } else if (count != -Errno.EAGAIN.number()) {
      end();
    }
  }

  private void readOn() {
    if (!reading) {
      reading = true;
      loop.again(() -> {
        reading = false;
        read();
      });
    }
  }

  /// Hands on what has arrived whole.
  ///
  /// @return whether more may be read
  private boolean ask() {
    while (!ended && unanswered < port.loop().limits().unanswered()) {
      byte[] message = arrived.next().orElse(null);
      if (message == null) {
        return true;
      }
      used = loop.now();
      port.used(this);
      unanswered++;
      ask(new Asked(message));
    }
    return false;
  }

  private void ask(Asked question) {
    try {
      port.service().asked(question);
    } catch (RuntimeException failure) {
      EventLoop.report(failure);
      question.answer(new byte[0], 0);
    }
  }

  private void answer(byte[] answer, int length) {
    unanswered--;
    if (ended) {
      return;
    }
    if (length > 0) {
      unsent.add(MessageBytes.framed(answer, length));
      send();
    }
    endIfDone();
    if (!ended) {
      readOn();
    }
  }

  private void send() {
    while (!ended && !unsent.isEmpty()) {
      ByteBuffer bytes = unsent.getFirst();
      ByteBuffer direct = loop.bytes().put(bytes.duplicate()).flip();
      int sent = StreamSockets.send(socket, direct);
      if (sent == -Errno.EAGAIN.number()) {
        return;
      }
      if (sent < 0) {
        end();
        return;
      }
      bytes.position(bytes.position() + sent);
      if (!bytes.hasRemaining()) {
        unsent.removeFirst();
      }
    }
    endIfDone();
  }

  /// A client who sends nothing more may still wait for answers.
  private void endIfDone() {
    if (finished && unanswered == 0 && unsent.isEmpty()) {
      end();
    }
  }

  /// A message of this connection.
  private final class Asked implements Question {
    private final byte[] message;
    private boolean answered;

    Asked(byte[] message) {
      this.message = message;
    }

    @Override
    public byte[] message() {
      return message;
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public void answer(byte[] answer, int length) {
      if (!answered) {
        answered = true;
        Connection.this.answer(answer, length);
      }
    }
  }
}
