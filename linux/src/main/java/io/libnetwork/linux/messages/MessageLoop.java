package io.libnetwork.linux.messages;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.foreign.Datagrams;
import io.libnetwork.linux.loop.EventLoop;
import io.libnetwork.linux.loop.Timers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One thread that answers the messages of many sockets, and asks others.
///
/// [#serve], [#execute] and [#close] are safe from every thread, everything else is for the loop's
/// own, on which services are called.
public final class MessageLoop implements AutoCloseable {

  private final Waiting waiting;
  private final MessageLimits limits;
  private int connections;

  private MessageLoop(String name, MessageLimits limits, LongSupplier clock) {
    this.limits = limits;
    this.waiting = new Waiting(name, clock);
  }

  /// The loop, and the memory that its sockets share within a turn.
  static final class Waiting extends EventLoop {

    /// The largest message, and its length before it.
    private static final int LARGEST = 65_537;

    private @Nullable Datagrams datagrams;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LARGEST);

    Waiting(String name, LongSupplier clock) {
      super(name, clock);
      atEnd(this::giveUp);
    }

    /// Memory that belongs to the loop's thread, which is the first to ask for it.
    Datagrams datagrams() {
      Datagrams present = datagrams;
      if (present == null) {
        present = new Datagrams();
        datagrams = present;
      }
      return present;
    }

    private void giveUp() {
      Datagrams present = datagrams;
      if (present != null) {
        present.close();
      }
    }

    /// Room for what is read from a connection, or written to it, in one call.
    ByteBuffer bytes() {
      return bytes.clear();
    }
  }

  /// Something to be done later.
  @FunctionalInterface
  public interface Pending {

    /// It is not done, unless it has been.
    void cancel();
  }

  /// Starts the thread, in the namespace that the calling thread is in.
  ///
  /// @param clock tells nanoseconds, as [System#nanoTime] does
  public static MessageLoop start(String name, MessageLimits limits, LongSupplier clock) {
    MessageLoop loop = new MessageLoop(name, limits, clock);
    loop.waiting.start();
    return loop;
  }

  /// Has a service answer what arrives at sockets, which are handed over.
  ///
  /// @return closes the sockets and what has been connected to them
  /// @throws IllegalStateException when the loop or the sockets are closed
  public ServedSockets serve(MessageSockets sockets, MessageService service) {
    sockets.handOver();
    ServedSockets served = new ServedSockets(this, sockets, service);
    try {
      waiting.await(served::begin);
      return served;
    } catch (RuntimeException failure) {
      sockets.closeHandedOver();
      throw failure;
    }
  }

  /// Has something done on the loop's thread, after what was asked for before.
  ///
  /// @throws IllegalStateException when the loop is closed
  public void execute(Runnable task) {
    waiting.execute(task);
  }

  /// As [#execute], and waits until it is done; throws what it threw. Not from the loop's own
  /// thread.
  public void await(Runnable task) {
    waiting.await(task);
  }

  /// Has something done once, when a time has passed.
  public Pending after(Duration delay, Runnable task) {
    Timers.Timer timer = waiting.after(delay, task);
    return timer::cancel;
  }

  /// Asks another server, over a socket of its own whose port the kernel draws at random.
  ///
  /// @param sockets of the namespace from where it is asked
  /// @param replies told of what comes, until it takes one for the answer; nothing any more once
  ///   what is returned has been cancelled
  public Pending ask(
      ClientSockets sockets,
      Protocol protocol,
      IpAddress address,
      Port port,
      byte[] message,
      Replies replies) {
    Exchange exchange = Exchange.of(this, protocol, message, replies);
    exchange.begin(sockets, address, port);
    return exchange::end;
  }

  /// Ends the thread. What is served then has been closed before.
  @Override
  public void close() {
    waiting.close();
  }

  Waiting waiting() {
    return waiting;
  }

  MessageLimits limits() {
    return limits;
  }

  /// Whether there may be a further connection; who enters leaves.
  boolean enter() {
    if (connections == limits.connections()) {
      return false;
    }
    connections++;
    return true;
  }

  void leave() {
    connections--;
  }
}
