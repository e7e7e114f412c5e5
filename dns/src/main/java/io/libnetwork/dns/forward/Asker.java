package io.libnetwork.dns.forward;

import java.util.function.Consumer;

/// One of those that ask, with its share of what may be in flight.
public final class Asker implements AutoCloseable {

  private final Forwarder forwarder;
  private boolean open = true;
  private int inFlight;

  Asker(Forwarder forwarder) {
    this.forwarder = forwarder;
  }

  /// Asks for the answer to a message.
  ///
  /// There is one reply to every message that is a question, SERVFAIL or another error at worst,
  /// and it may come before this returns. It has the message's id, question, RD and CD, an OPT
  /// record if that has one, and no more bytes than its sender can take; over that it is cut and
  /// has TC. What is shorter than a header, or itself a response, gets no reply; nor does a closed
  /// asker.
  ///
  /// @param message not to be changed any more
  /// @param transport how it came, and the reply will go
  /// @param reply given the reply, which is its own
  public void ask(byte[] message, Transport transport, Consumer<byte[]> reply) {
    if (open) {
      forwarder.ask(this, message, transport, reply);
    }
  }

  /// Drops the replies that have not come yet.
  @Override
  public void close() {
    open = false;
  }

  boolean open() {
    return open;
  }

  int inFlight() {
    return inFlight;
  }

  void begin() {
    inFlight++;
  }

  void end() {
    inFlight--;
  }
}
