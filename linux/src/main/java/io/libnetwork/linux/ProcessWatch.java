package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.EpollEvents;
import io.libnetwork.linux.foreign.Processes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Notices when processes end: one thread for all of them, which sleeps in epoll(7) and is there
/// from the first one that is watched until this is closed.
///
/// A process counts as ended as soon as it does not run any more, also where nobody has waited for
/// it yet. Safe for use by many threads.
public final class ProcessWatch implements AutoCloseable {

  private static final long FOR_EVER = -1;
  private static final long AT_ONCE = 0;

  private final String name;

  /// By the process's descriptor. Guarded by itself, as is [#loop].
  private final Map<Integer, Watched> watched = new HashMap<>();

  private Optional<Loop> loop = Optional.empty();

  private record Watched(ProcessIdentity process, Runnable ended) {}

  /// @param thread the thread's name
  public ProcessWatch(String thread) {
    this.name = thread;
  }

  /// Watches a process from now on.
  ///
  /// @param ended run once when it has ended, on this object's thread, which it is not to keep: at
  ///   once where it has ended already. What it throws goes to that thread's handler of uncaught
  ///   exceptions, and stops nothing
  /// @return closing it ends the watch
  /// @throws SystemCallException when the kernel has no pidfd_open(2) (Linux before 5.3), or no
  ///   further file can be opened
  public Watch watch(ProcessIdentity process, Runnable ended) {
    synchronized (watched) {
      Loop running = loop.orElseGet(this::begin);
      Optional<Integer> descriptor = open(process);
      if (descriptor.isEmpty()) {
        running.soon(ended);
        return () -> {};
      }
      int opened = descriptor.get();
      watched.put(opened, new Watched(process, ended));
      Epoll.add(running.epoll, opened, Epoll.EPOLLIN);
      return () -> end(opened, process);
    }
  }

  /// Whether a process runs: one that has ended and that nobody has waited for does not.
  public static boolean runs(ProcessIdentity process) {
    Optional<Integer> descriptor = open(process);
    if (descriptor.isEmpty()) {
      return false;
    }
    int epoll = Epoll.create();
    try (EpollEvents events = new EpollEvents()) {
      Epoll.add(epoll, descriptor.get(), Epoll.EPOLLIN);
      return events.await(epoll, AT_ONCE) == 0;
    } finally {
      Descriptors.close(epoll);
      Descriptors.close(descriptor.get());
    }
  }

  /// One process that is watched.
  @FunctionalInterface
  public interface Watch extends AutoCloseable {
    /// Ends the watch: what was to be run is not begun any more. Again does nothing.
    @Override
    void close();
  }

  /// Ends all watches, and the thread.
  @Override
  public void close() {
    Optional<Loop> running;
    synchronized (watched) {
      watched.keySet().forEach(Descriptors::close);
      watched.clear();
      running = loop;
      loop = Optional.empty();
    }
    running.ifPresent(Loop::close);
  }

  /// Who is asked when it started after its descriptor was opened is sure to be who has that.
  private static Optional<Integer> open(ProcessIdentity process) {
    int descriptor;
    try {
      descriptor = Processes.open(process.pid());
    } catch (SystemCallException refused) {
      if (refused.errno().equals(Errno.ESRCH)) {
        return Optional.empty();
      }
      throw refused;
    }
    if (!process.alive()) {
      Descriptors.close(descriptor);
      return Optional.empty();
    }
    return Optional.of(descriptor);
  }

  private Loop begin() {
    Loop begun = new Loop();
    loop = Optional.of(begun);
    begun.thread.start();
    return begun;
  }

  /// A number may be another process's by now.
  private void end(int descriptor, ProcessIdentity process) {
    synchronized (watched) {
      Watched there = watched.get(descriptor);
      if (there != null && there.process().equals(process)) {
        watched.remove(descriptor);
        Descriptors.close(descriptor);
      }
    }
  }

  /// Takes who has ended off the watch. He is asked again: between the kernel's answer and this the
  /// number may have become another's.
  private Optional<Runnable> ended(int descriptor) {
    synchronized (watched) {
      Watched there = watched.get(descriptor);
      if (there == null || runs(there.process())) {
        return Optional.empty();
      }
      watched.remove(descriptor);
      Descriptors.close(descriptor);
      return Optional.of(there.ended());
    }
  }

  /// The thread and what it sleeps on.
  private final class Loop {

    private final int epoll = Epoll.create();
    private final int wakeUp = Descriptors.eventDescriptor();
    private final Thread thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);

    /// Guarded by itself, as is [#closing].
    private final List<Runnable> asked = new ArrayList<>();

    private boolean closing;

    Loop() {
      Epoll.add(epoll, wakeUp, Epoll.EPOLLIN);
    }

    void soon(Runnable task) {
      synchronized (asked) {
        asked.add(task);
      }
      Descriptors.signal(wakeUp);
    }

    /// Not waited for by who closes from within what it runs.
    void close() {
      synchronized (asked) {
        closing = true;
      }
      Descriptors.signal(wakeUp);
      if (!thread.equals(Thread.currentThread())) {
        KernelThreads.run(this::join);
      }
    }

    private void join() {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException again) {
          // It ends by itself, and its descriptors are to be closed when this returns.
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      try (EpollEvents events = new EpollEvents()) {
        while (!turn(events.await(epoll, FOR_EVER), events)) {
          // Each turn waits for the next that ends.
        }
      } finally {
        Descriptors.close(epoll);
        Descriptors.close(wakeUp);
      }
    }

    /// Answers whether it was the last one.
    private boolean turn(int ready, EpollEvents events) {
      for (int i = 0; i < ready; i++) {
        if (events.descriptor(i) == wakeUp) {
          Descriptors.drain(wakeUp);
        } else {
          ended(events.descriptor(i)).ifPresent(this::tell);
        }
      }
      List<Runnable> tasks;
      boolean last;
      synchronized (asked) {
        tasks = List.copyOf(asked);
        asked.clear();
        last = closing;
      }
      tasks.forEach(this::tell);
      return last;
    }

    private void tell(Runnable ended) {
      try {
        ended.run();
      } catch (RuntimeException failure) {
        // The others are not to pay for it.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
      }
    }
  }
}
