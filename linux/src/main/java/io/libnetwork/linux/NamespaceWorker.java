package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One operating system thread that goes into namespaces and comes home, and its warden.
///
/// A worker that is lost in a wrong namespace must not even complete a future: to wake a virtual
/// thread may start a carrier, which would inherit the wrong namespace. So it only ends, and the
/// warden, a thread that never left home, tells the one whose visit it was, and hands on the visits
/// that were not begun.
final class NamespaceWorker {

  private static final NamespaceVisit<Boolean> LAST = new NamespaceVisit<>(() -> true);

  private final NetworkNamespace home;
  private final Consumer<NamespaceVisit<?>> notBegun;
  private final LinkedBlockingQueue<NamespaceVisit<?>> visits = new LinkedBlockingQueue<>();
  private volatile @Nullable NamespaceVisit<?> current;
  private boolean ended;

  private NamespaceWorker(NetworkNamespace home, Consumer<NamespaceVisit<?>> notBegun) {
    this.home = home;
    this.notBegun = notBegun;
  }

  /// Starts a worker and its warden; the calling thread must be at home.
  ///
  /// @param home closed when the worker ends
  /// @param notBegun takes what is left over when the worker is lost
  static NamespaceWorker start(NetworkNamespace home, Consumer<NamespaceVisit<?>> notBegun) {
    NamespaceWorker worker = new NamespaceWorker(home, notBegun);
    Thread thread = Thread.ofPlatform().name("libnetwork-namespaces").daemon().start(worker::work);
    Thread.ofPlatform()
        .name("libnetwork-namespaces-warden")
        .daemon()
        .start(() -> worker.guard(thread));
    return worker;
  }

  /// Takes a visit, to be made after those taken before.
  ///
  /// @return false when the worker has ended
  synchronized boolean accept(NamespaceVisit<?> visit) {
    return !ended && visits.add(visit);
  }

  /// Lets the thread end after the visits it has been given.
  void end() {
    visits.add(LAST);
  }

  private void work() {
    try {
      boolean goOn = true;
      while (goOn) {
        NamespaceVisit<?> visit = visits.take();
        goOn = visit != LAST && make(visit);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes a visit from home and back. One that was given to a thread that is not at home, because
  /// the thread that started it was not, is lost without being begun.
  ///
  /// @return whether the thread came home
  private boolean make(NamespaceVisit<?> visit) {
    current = visit;
    if (!comeHome()) {
      return false;
    }
    visit.run();
    if (!comeHome()) {
      return false;
    }
    visit.handOver();
    current = null;
    return true;
  }

  /// A thread that is at home already asks for nothing, so that a process without the right to
  /// enter namespaces is refused where it tries to enter one.
  private boolean comeHome() {
    try {
      if (!NetworkNamespace.currentId().equals(home.id())) {
        Namespaces.enter(home.descriptor());
      }
      return NetworkNamespace.currentId().equals(home.id());
    } catch (RuntimeException failure) {
      return false;
    }
  }

  private void guard(Thread thread) {
    boolean waiting = true;
    while (waiting) {
      try {
        thread.join();
        waiting = false;
      } catch (InterruptedException again) {
        // A warden has nothing else to do than to wait.
        waiting = thread.isAlive();
      }
    }
    NamespaceVisit<?> lost = current;
    if (lost != null) {
      lost.lose(home.id());
    }
    leftOver().forEach(notBegun);
    home.close();
  }

  private synchronized List<NamespaceVisit<?>> leftOver() {
    ended = true;
    List<NamespaceVisit<?>> left = new ArrayList<>();
    visits.drainTo(left);
    left.remove(LAST);
    return left;
  }
}
