package io.libnetwork.linux.relay;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Pipes;
import java.util.ArrayDeque;

/// Empty pipes for a loop's connections, which have one only while bytes are on the way.
///
/// So an idle connection costs two descriptors, not six. As many pipes are big as may hold bytes at
/// once without costing much memory; further ones have the kernel's default size.
final class PipePool {

  private static final int BIG = 1 << 20;
  private static final int MOST_BIG = 32;
  private static final int MOST_KEPT = 64;

  private final ArrayDeque<Pipe> kept = new ArrayDeque<>();
  private int big;

  /// A pipe with nothing in it.
  ///
  /// @param capacity how many bytes are asked for at a time
  record Pipe(int reading, int writing, int capacity, boolean big) {}

  /// @throws io.libnetwork.linux.SystemCallException when the process may open no further
  Pipe take() {
    Pipe pipe = kept.pollLast();
    return pipe != null ? pipe : make();
  }

  /// Takes an empty pipe back; big ones are kept first.
  void giveBack(Pipe pipe) {
    if (pipe.big()) {
      kept.addLast(pipe);
    } else if (kept.size() < MOST_KEPT) {
      kept.addFirst(pipe);
    } else {
      close(pipe);
    }
  }

  /// Takes a pipe back that still has bytes in it, which are lost.
  void discard(Pipe pipe) {
    if (pipe.big()) {
      big--;
    }
    close(pipe);
  }

  void close() {
    kept.forEach(PipePool::close);
    kept.clear();
  }

  private Pipe make() {
    Pipes.Ends ends = Pipes.create();
    boolean grown = big < MOST_BIG && Pipes.resize(ends.writing(), BIG) >= BIG;
    if (grown) {
      big++;
    }
    return new Pipe(ends.reading(), ends.writing(), BIG, grown);
  }

  private static void close(Pipe pipe) {
    Descriptors.close(pipe.reading());
    Descriptors.close(pipe.writing());
  }
}
