package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// One operating system thread that goes into namespaces and comes home, and its warden.
///
/// A worker that is lost in a wrong namespace must not even complete a future: to wake a virtual
/// thread may start a carrier, which would inherit the wrong namespace. So it only ends, and the
/// warden, a thread that never left home, tells those who wait.
final class NamespaceWorker {

  private final NetworkNamespace home;
  private final LinkedBlockingQueue<NamespaceVisit<?>> visits = new LinkedBlockingQueue<>();
  private volatile @Nullable NamespaceVisit<?> current;
  private volatile boolean ended;

  private NamespaceWorker(NetworkNamespace home) {
    this.home = home;
  }

  /// Starts a worker and its warden; the calling thread must be at home.
  static NamespaceWorker start(NetworkNamespace home) {
    NamespaceWorker worker = new NamespaceWorker(home);
    Thread thread = Thread.ofPlatform().name("libnetwork-namespaces").daemon().start(worker::work);
    Thread.ofPlatform()
        .name("libnetwork-namespaces-warden")
        .daemon()
        .start(() -> worker.guard(thread));
    return worker;
  }

  /// Whether a visit submitted now would be made.
  boolean accepts() {
    return !ended;
  }

  <T> NamespaceVisit<T> submit(NamespaceTask<T> task) {
    NamespaceVisit<T> visit = new NamespaceVisit<>(task, false);
    visits.add(visit);
    return visit;
  }

  /// Lets the thread end after the visits it has been given.
  void end() {
    visits.add(new NamespaceVisit<>(() -> true, true));
  }

  private void work() {
    try {
      boolean goOn = comeHome();
      while (goOn) {
        NamespaceVisit<?> visit = visits.take();
        current = visit;
        visit.run();
        goOn = comeHome();
        if (goOn) {
          visit.handOver();
          current = null;
          goOn = !visit.last();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  private boolean comeHome() {
    try {
      Namespaces.enter(home.descriptor());
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
    tellThoseWhoWait();
    home.close();
  }

  private void tellThoseWhoWait() {
    List<NamespaceVisit<?>> left = new ArrayList<>();
    NamespaceVisit<?> lost = current;
    if (lost != null) {
      left.add(lost);
    }
    visits.drainTo(left);
    left.forEach(visit -> visit.fail(home.id()));
  }
}
