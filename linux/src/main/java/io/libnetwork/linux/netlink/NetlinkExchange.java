package io.libnetwork.linux.netlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_ACK;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_DUMP;

import io.libnetwork.linux.Errno;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One send and the answers to it; used by one thread, under the socket's lock.
final class NetlinkExchange {

  private static final int DUMP_ATTEMPTS = 16;

  /// Answers wait in the socket's receive buffer until the send returns: so many of them fit.
  private static final int MOST_REQUESTS = 1024;

  private final NetlinkChannel channel;
  private final ByteBuffer buffer;
  private long bytesSent;

  NetlinkExchange(NetlinkChannel channel, ByteBuffer buffer) {
    this.channel = channel;
    this.buffer = buffer;
  }

  /// Sends as many requests as fit one send, from the first, and waits for their answers.
  ///
  /// @return how many were sent, at least one
  int run(List<Reply<?>> replies) {
    MessageWriter writer = new MessageWriter();
    int first = channel.nextSequence();
    Filled filled = fill(writer, replies, first);
    send(writer, filled.end(), replies.getFirst());
    await(replies.subList(0, filled.count()), first);
    return filled.count();
  }

  /// Answers how many requests, from the first, go in one send, at least one; sends nothing.
  int fitting(List<Reply<?>> replies) {
    return fill(new MessageWriter(), replies, channel.nextSequence()).count();
  }

  /// What goes in one send.
  ///
  /// @param count how many requests
  /// @param end where the last of them ends
  private record Filled(int count, int end) {}

  private Filled fill(MessageWriter writer, List<Reply<?>> replies, int first) {
    int count = 0;
    int end = 0;
    int sequence = first;
    while (count < replies.size() && count < MOST_REQUESTS) {
      replies.get(count).request().write(writer, sequence, NLM_F_ACK);
      if (writer.size() > buffer.capacity() && count > 0) {
        break;
      }
      end = writer.size();
      count++;
      sequence = channel.nextSequence();
    }
    return new Filled(count, end);
  }

  /// Sends a dump, again and again until it is told as it is wanted; fails with `EAGAIN` where the
  /// table does not come to rest.
  ///
  /// @return how many times it was sent
  int dump(Reply<?> reply, Consistency wanted) {
    for (int attempt = 1; attempt <= DUMP_ATTEMPTS; attempt++) {
      if (dumpOnce(reply, wanted)) {
        return attempt;
      }
      reply.restart();
    }
    reply.complete(
        new NetlinkException(
            reply.request().description(),
            Errno.EAGAIN,
            "the table changed during each of " + DUMP_ATTEMPTS + " dumps"));
    return DUMP_ATTEMPTS;
  }

  /// Sends one dump and reads it to its end.
  ///
  /// @return false when it was interrupted by a change and must not be, or overran the receive
  ///   buffer
  private boolean dumpOnce(Reply<?> reply, Consistency wanted) {
    MessageWriter writer = new MessageWriter();
    int sequence = channel.nextSequence();
    reply.request().write(writer, sequence, NLM_F_DUMP);
    send(writer, writer.size(), reply);
    return new DumpReader(sequence, reply, wanted).read();
  }

  private void send(MessageWriter writer, int end, Reply<?> first) {
    if (end > buffer.capacity()) {
      throw new IllegalArgumentException(
          "a netlink message of " + end + " bytes: " + first.request().description());
    }
    writer.copy(0, end, buffer);
    channel.send(buffer);
    bytesSent += end;
  }

  /// How many bytes all sends had until now.
  long bytesSent() {
    return bytesSent;
  }

  private void await(List<Reply<?>> replies, int first) {
    int open = replies.size();
    while (open > 0) {
      Errno failed = channel.receive(buffer);
      if (failed != null) {
        failAll(replies, failed);
        return;
      }
      while (buffer.hasRemaining()) {
        NetlinkMessage message = NetlinkMessage.read(buffer);
        int index = message.sequence() - first;
        if (channel.isMine(message) && index >= 0 && index < replies.size()) {
          open -= deliver(message, replies.get(index)) ? 1 : 0;
        }
      }
    }
  }

  /// Hands a message to the request it answers.
  ///
  /// @return true when the request has been answered to its end
  private static boolean deliver(NetlinkMessage message, Reply<?> reply) {
    if (message.type() == NetlinkMessage.ERROR) {
      boolean first = !reply.done();
      reply.complete(KernelRefusal.read(message, reply.request().description()));
      return first;
    }
    reply.accept(message);
    return false;
  }

  private static void failAll(List<Reply<?>> replies, Errno failed) {
    for (Reply<?> reply : replies) {
      if (!reply.done()) {
        reply.complete(
            new NetlinkException(reply.request().description(), failed, "the answer was lost"));
      }
    }
  }

  /// Reads the answers to one dump, to the end even where it will be asked again: what is left
  /// unread would stand in front of the next answer.
  private final class DumpReader {

    private final int sequence;
    private final Reply<?> reply;
    private final Consistency wanted;
    private boolean whole = true;
    private boolean finished;

    DumpReader(int sequence, Reply<?> reply, Consistency wanted) {
      this.sequence = sequence;
      this.reply = reply;
      this.wanted = wanted;
    }

    boolean read() {
      while (!finished) {
        Errno failed = channel.receive(buffer);
        if (failed == null) {
          readDatagram();
        } else if (failed.equals(Errno.ENOBUFS)) {
          whole = false;
        } else {
          finish(new NetlinkException(reply.request().description(), failed, "answer lost"));
        }
      }
      return whole || (reply.done() && reply.failure().isPresent());
    }

    private void readDatagram() {
      while (buffer.hasRemaining()) {
        NetlinkMessage message = NetlinkMessage.read(buffer);
        if (channel.isMine(message) && message.sequence() == sequence && !finished) {
          readMessage(message);
        }
      }
    }

    private void readMessage(NetlinkMessage message) {
      whole &= wanted == Consistency.AS_MET || !message.interrupted();
      switch (message.type()) {
        case NetlinkMessage.DONE, NetlinkMessage.ERROR ->
            finish(KernelRefusal.read(message, reply.request().description()));
        default -> reply.accept(message);
      }
    }

    private void finish(@Nullable NetlinkException refused) {
      finished = true;
      if (refused != null || whole) {
        reply.complete(refused);
      }
    }
  }
}
