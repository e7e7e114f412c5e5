package io.libnetwork.linux.frames;

import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.loop.EventLoop;
import io.libnetwork.linux.loop.Timers;
import io.libnetwork.linux.loop.Watcher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One thread that takes the frames of many sockets.
///
/// [#execute], [#await] and [#close] are safe from every thread; everything else is for the loop's
/// own, on which receivers are called.
public final class FrameLoop implements AutoCloseable {

  /// The largest frame taken; what is larger is dropped, as no protocol that is spoken here sends
  /// it.
  private static final int LARGEST = 9_216;

  private final EventLoop loop;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(LARGEST);

  private FrameLoop(String name, LongSupplier clock) {
    this.loop = new EventLoop(name, clock);
  }

  /// Something to be done later.
  @FunctionalInterface
  public interface Pending {

    /// It is not done, unless it has been.
    void cancel();
  }

  /// A socket that is waited for.
  @FunctionalInterface
  public interface Listening {

    /// Closes the socket; the receiver is told no more.
    void end();
  }

  /// Starts the thread, in the namespace that the calling thread is in.
  ///
  /// @param clock tells nanoseconds, as [System#nanoTime] does
  public static FrameLoop start(String name, LongSupplier clock) {
    FrameLoop loop = new FrameLoop(name, clock);
    loop.loop.start();
    return loop;
  }

  /// Has something done on the loop's thread, after what was asked for before.
  ///
  /// @throws IllegalStateException when the loop is closed
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /// As [#execute], and waits until it is done; throws what it threw. Not from the loop's own
  /// thread.
  public void await(Runnable task) {
    loop.await(task);
  }

  /// Has something done once, when a time has passed.
  public Pending after(Duration delay, Runnable task) {
    Timers.Timer timer = loop.after(delay, task);
    return timer::cancel;
  }

  /// Tells a receiver of each frame that a socket receives from now on. The socket is handed over.
  ///
  /// @param receiver one that fails is told no more
  public Listening listen(FrameSocket socket, Consumer<byte[]> receiver) {
    Taking taking = new Taking(socket, receiver);
    loop.watch(socket.descriptor(), taking, Epoll.EPOLLIN);
    return taking::abandon;
  }

  /// Ends the thread. Who listened has ended that before.
  @Override
  public void close() {
    loop.close();
  }

  /// One socket's frames, taken until there are no more: the loop tells once of each change.
  private final class Taking implements Watcher {

    private final FrameSocket socket;
    private final Consumer<byte[]> receiver;
    private boolean ended;

    Taking(FrameSocket socket, Consumer<byte[]> receiver) {
      this.socket = socket;
      this.receiver = receiver;
    }

    @Override
    public void ready(int descriptor, int events) {
      int length = take();
      while (length >= 0 && !ended) {
        length = take();
      }
    }

    /// What is not taken because the interface went down tells itself when something is sent.
    private int take() {
      bytes.clear();
      int length = socket.receive(bytes);
      if (length > 0 && length <= LARGEST) {
        byte[] frame = new byte[length];
        bytes.get(0, frame);
        receiver.accept(frame);
      }
      return length;
    }

    @Override
    public void abandon() {
      if (!ended) {
        ended = true;
        socket.end();
        loop.close(socket.descriptor());
      }
    }
  }
}
