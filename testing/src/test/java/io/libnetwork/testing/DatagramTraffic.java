package io.libnetwork.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// Numbered datagrams that two send to one. Few enough for the receiver's buffer to hold those of a
/// second in which it is not let run.
final class DatagramTraffic implements AutoCloseable {

  private static final long PAUSE_NANOS = 5_000_000;
  private static final int WANTED = 20;
  private static final long LIMIT_NANOS = 10_000_000_000L;

  private final DatagramChannel receiver;
  private final DatagramChannel near;
  private final DatagramChannel far;
  private final Set<Long> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CompletableFuture<Long> sent;

  private DatagramTraffic(
      DatagramChannel receiver,
      DatagramChannel near,
      InetSocketAddress toNear,
      DatagramChannel far,
      InetSocketAddress toFar) {
    this.receiver = receiver;
    this.near = near;
    this.far = far;
    CompletableFuture<Boolean> _ = Threads.start(this::receive);
    this.sent = Threads.start(() -> send(toNear, toFar));
  }

  /// @param near who sends to the receiver's address, and `far` who sends to a published one; all
  ///   are closed with this, but the receiver
  static DatagramTraffic begin(
      DatagramChannel receiver,
      DatagramChannel near,
      InetSocketAddress toNear,
      DatagramChannel far,
      InetSocketAddress toFar) {
    return new DatagramTraffic(receiver, near, toNear, far, toFar);
  }

  /// How many have arrived.
  long received() {
    return arrived.size();
  }

  /// Waits until some more have arrived than there were.
  void awaitMore(long before) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (arrived.size() < before + WANTED) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no datagrams arrive any more");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// Ends it, and answers the numbers of those that never arrived: even ones of who is near, odd
  /// ones of who is far.
  List<Long> end() {
    ending.set(true);
    long count = sent.join();
    long deadline = System.nanoTime() + LIMIT_NANOS / 10;
    while (arrived.size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return LongStream.range(0, count).filter(number -> !arrived.contains(number)).boxed().toList();
  }

  private long send(InetSocketAddress toNear, InetSocketAddress toFar) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(Long.BYTES);
    long number = 0;
    while (!ending.get()) {
      near.send(text.clear().putLong(0, number), toNear);
      far.send(text.clear().putLong(0, number + 1), toFar);
      number += 2;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return number;
  }

  private boolean receive() throws IOException {
    ByteBuffer text = ByteBuffer.allocate(Long.BYTES);
    while (receiver.isOpen()) {
      text.clear();
      receiver.receive(text);
      arrived.add(text.getLong(0));
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    ending.set(true);
    near.close();
    far.close();
  }
}
