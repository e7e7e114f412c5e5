package io.libnetwork.linux.relay;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Pipes;
import io.libnetwork.linux.foreign.StreamSockets;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The bytes of a connection in one direction: from a socket through a pipe to another socket.
///
/// The pipe is filled only when it is empty, so that `EAGAIN` always says something about a socket
/// and never about the pipe, and so that no more is on the way than one pipe holds.
final class OneWay {

  /// Bytes in one turn, before other connections have theirs.
  private static final int TURN = 4 << 20;

  private static final int FLAGS = Pipes.SPLICE_F_MOVE | Pipes.SPLICE_F_NONBLOCK;

  private final PipePool pipes;
  private final LongConsumer count;
  private int source;
  private int target;
  private PipePool.@Nullable Pipe pipe;

  /// Bytes in the pipe.
  private int held;

  private boolean readable;
  private boolean writable;
  private boolean ended;
  private boolean broken;

  /// @param count is told how many bytes have passed
  OneWay(PipePool pipes, LongConsumer count) {
    this.pipes = pipes;
    this.count = count;
  }

  /// Both sockets are connected; whether they can be read and written is found out by trying.
  void open(int from, int to) {
    source = from;
    target = to;
    readable = true;
    writable = true;
  }

  void readable() {
    readable = true;
  }

  void writable() {
    writable = true;
  }

  /// Everything was passed on, and the target was told that nothing more comes.
  boolean ended() {
    return ended;
  }

  /// One of the two sockets failed.
  boolean broken() {
    return broken;
  }

  /// Passes on what can be without waiting.
  ///
  /// @return whether there is more to pass on in a further turn
  boolean relay() {
    int passed = 0;
    while (passed < TURN) {
      boolean filled = held > 0 || fill();
      if (!filled || !writable) {
        count.accept(passed);
        return false;
      }
      passed += drain();
    }
    count.accept(passed);
    return true;
  }

  /// Gives the pipe back.
  void close() {
    PipePool.Pipe used = pipe;
    pipe = null;
    if (used != null && held > 0) {
      pipes.discard(used);
    } else if (used != null) {
      pipes.giveBack(used);
    }
  }

  private boolean fill() {
    if (!readable || ended || broken) {
      return false;
    }
    PipePool.Pipe through = pipe();
    if (through == null) {
      return false;
    }
    int moved = Pipes.splice(source, through.writing(), through.capacity(), FLAGS);
    if (moved > 0) {
      held = moved;
      return true;
    }
    nothingRead(moved);
    close();
    return false;
  }

  private void nothingRead(int answer) {
    readable = false;
    if (answer == 0) {
      ended = true;
      StreamSockets.shutdown(target, StreamSockets.SHUT_WR);
    } else {
      broken = answer != -Errno.EAGAIN.number();
    }
  }

  private int drain() {
    PipePool.Pipe through = pipe();
    if (through == null) {
      return 0;
    }
    int moved = Pipes.splice(through.reading(), target, held, FLAGS);
    if (moved > 0) {
      held -= moved;
      return moved;
    }
    writable = false;
    broken = broken || moved != -Errno.EAGAIN.number();
    return 0;
  }

  /// Null, and the way broken, where the process may open no further.
  private PipePool.@Nullable Pipe pipe() {
    if (pipe == null) {
      try {
        pipe = pipes.take();
      } catch (SystemCallException noFurther) {
        broken = true;
      }
    }
    return pipe;
  }
}
