package io.libnetwork.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Numbered blocks that go through one connection for as long as they are let.
final class StreamTraffic implements AutoCloseable {

  private static final int BLOCK = 1024;
  private static final long PAUSE_NANOS = 1_000_000;

  private final SocketChannel from;
  private final SocketChannel to;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CompletableFuture<Long> sent;
  private final CompletableFuture<Long> received;

  private StreamTraffic(SocketChannel from, SocketChannel to) {
    this.from = from;
    this.to = to;
    this.sent = Threads.start(this::send);
    this.received = Threads.start(this::receive);
  }

  /// @param from one end of a connection, and the other; both are closed with this
  static StreamTraffic begin(SocketChannel from, SocketChannel to) {
    return new StreamTraffic(from, to);
  }

  /// Ends it, and answers how many blocks arrived, which are all in their order.
  ///
  /// @throws java.util.concurrent.CompletionException when the connection broke
  long end() {
    ending.set(true);
    long expected = sent.join();
    long arrived = received.join();
    if (arrived != expected) {
      throw new AssertionError("%d blocks of %d arrived".formatted(arrived, expected));
    }
    return arrived;
  }

  private long send() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long number = 0;
    while (!ending.get()) {
      block.clear().putLong(0, number);
      while (block.hasRemaining()) {
        from.write(block);
      }
      number++;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    from.shutdownOutput();
    return number;
  }

  private long receive() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long number = 0;
    while (to.read(block) >= 0) {
      if (!block.hasRemaining()) {
        if (block.getLong(0) != number) {
          throw new IOException("block %d where %d is due".formatted(block.getLong(0), number));
        }
        number++;
        block.clear();
      }
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    ending.set(true);
    from.close();
    to.close();
  }
}
