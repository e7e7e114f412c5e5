package io.libnetwork.linux.messages;

import io.libnetwork.linux.foreign.DatagramSender;
import io.libnetwork.linux.foreign.Datagrams;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.loop.EventLoop;
import io.libnetwork.linux.loop.Watcher;
import java.util.Optional;

/// One UDP socket's messages: taken many at a time, and answered many at a time where they can be
/// at once.
final class DatagramPort implements Watcher {

  private final MessageLoop.Waiting loop;
  private final int socket;
  private final MessageService service;
  private boolean ended;

  DatagramPort(MessageLoop loop, int socket, MessageService service) {
    this.loop = loop.waiting();
    this.socket = socket;
    this.service = service;
  }

  void begin() {
    loop.watch(socket, this, Epoll.EPOLLIN);
  }

  @Override
  public void ready(int descriptor, int events) {
    receive();
  }

  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      loop.close(socket);
    }
  }

  /// One call in a turn. A call that fills fewer slots than there are has met the end.
  private void receive() {
    if (ended) {
      return;
    }
    Datagrams datagrams = loop.datagrams();
    int count = datagrams.receive(socket);
    int first = 0;
    for (int slot = 0; slot < count; slot++) {
      if (!ask(datagrams, slot)) {
        reply(datagrams, first, slot);
        first = slot + 1;
      }
    }
    reply(datagrams, first, count);
    if (count == Datagrams.SLOTS) {
      loop.again(this::receive);
    }
  }

  /// @return whether its answer is in the slot
  private boolean ask(Datagrams datagrams, int slot) {
    Asked question = new Asked(datagrams, slot);
    try {
      service.asked(question);
    } catch (RuntimeException failure) {
      EventLoop.report(failure);
    }
    return question.settle();
  }

  /// What the kernel does not take is lost, as anywhere on its way, and the next are tried.
  private void reply(Datagrams datagrams, int first, int end) {
    int next = first;
    while (next < end) {
      next += Math.max(1, datagrams.reply(socket, next, end - next));
    }
  }

  /// A datagram's question. While the service is called it is answered in its slot, and later by
  /// its sender's name.
  private final class Asked implements Question {
    private final Datagrams datagrams;
    private final int slot;
    private final byte[] message;
    private Optional<DatagramSender> sender = Optional.empty();
    private boolean answered;

    Asked(Datagrams datagrams, int slot) {
      this.datagrams = datagrams;
      this.slot = slot;
      this.message = datagrams.bytes(slot);
    }

    @Override
    public byte[] message() {
      return message;
    }

    @Override
    public boolean connected() {
      return false;
    }

    @Override
    public void answer(byte[] answer, int length) {
      if (answered) {
        return;
      }
      answered = true;
      if (sender.isEmpty()) {
        datagrams.put(slot, answer, length);
      } else if (!ended) {
        // Lost where the kernel does not take it, as anywhere on its way.
        sender.get().send(socket, answer, length);
      }
    }

    boolean settle() {
      if (!answered) {
        sender = Optional.of(datagrams.sender(slot));
      }
      return answered;
    }
  }
}
