package io.libnetwork.testing;

import io.libnetwork.address.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One TCP connection by which as much is sent as goes, and whose speed is measured where it
/// arrives. Nothing more is sent after it is closed.
final class Flow implements AutoCloseable {

  private static final int CHUNK = 1 << 18;

  /// Little, so that what waits for a thread that is late counts for little.
  private static final int BUFFER = 1 << 17;

  private static final long LIMIT_SECONDS = 10;

  private final SocketChannel sender;
  private final SocketChannel receiver;
  private final BlockingQueue<Measurement> asked = new ArrayBlockingQueue<>(1);

  private Flow(SocketChannel sender, SocketChannel receiver) {
    this.sender = sender;
    this.receiver = receiver;
    Thread.ofPlatform().daemon().name("flow-sender").start(this::send);
    Thread.ofPlatform().daemon().name("flow-receiver").start(this::receive);
  }

  static Flow open(Place from, Place to, IpAddress address, int port) throws IOException {
    try (ServerSocketChannel server = to.listen(port, BUFFER)) {
      SocketChannel sender = from.connect(address, port);
      return new Flow(sender, server.accept());
    }
  }

  /// The bits that arrive in a second, without headers, measured after a while in which what waits
  /// of before arrives.
  double bitsPerSecond(Duration settling, Duration window) throws Exception {
    Measurement measurement = new Measurement(settling, window);
    asked.put(measurement);
    return measurement.result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    sender.close();
    receiver.close();
  }

  /// One measurement, made by the thread that receives.
  private static final class Measurement {

    private final long begin;
    private final long window;
    private final CompletableFuture<Double> result = new CompletableFuture<>();
    private long started;
    private long bytes;

    Measurement(Duration settling, Duration window) {
      this.begin = System.nanoTime() + settling.toNanos();
      this.window = window.toNanos();
    }

    void received(int count) {
      long now = System.nanoTime();
      if (started == 0) {
        started = now >= begin ? now : 0;
        return;
      }
      bytes += count;
      if (now - started >= window) {
        result.complete(bytes * 8e9 / (now - started));
      }
    }
  }

  private void send() {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try {
      while (sender.write(chunk.clear()) > 0) {
        Thread.onSpinWait();
      }
    } catch (ClosedChannelException closed) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void receive() {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try {
      for (int count = 0; count >= 0; count = receiver.read(chunk.clear())) {
        Measurement present = asked.peek();
        if (present != null) {
          present.received(count);
        }
        if (present != null && present.result.isDone()) {
          asked.remove(present);
        }
      }
    } catch (ClosedChannelException closed) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
