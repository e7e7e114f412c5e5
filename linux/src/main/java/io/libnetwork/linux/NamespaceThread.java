package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Namespaces;
import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Trace;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one kept platform thread that enters network namespaces, so that no other thread ever does.
///
/// Its home is the namespace of the thread that called [#start]. For each task it goes in, runs the
/// task, comes home, compares the number of `/proc/thread-self/ns/net` with home's, and only then
/// hands the result over. A thread that cannot come home ends, the task fails, and the next caller
/// gets a fresh one, started at home.
///
/// Sockets stay in the namespace they were opened in, so a task that opens one is all a namespace
/// ever needs to be entered for.
///
/// Safe for use by many threads, virtual ones included: a caller parks while the thread works.
public final class NamespaceThread implements AutoCloseable {

  /// Traced by whoever waits for it: who is inside tells nobody.
  private static final String VISIT = "namespace visit";

  private final NetworkNamespace home;
  private final ReentrantLock lock = new ReentrantLock();
  private final BiFunction<NetworkNamespace, Consumer<NamespaceVisit<?>>, NamespaceWorker> workers;
  private @Nullable NamespaceWorker worker;
  private boolean closed;

  /// A thread with a home of its own, which it closes.
  ///
  /// @param workers starts a worker, given its home and whom to hand on what it did not begin
  NamespaceThread(
      NetworkNamespace home,
      BiFunction<NetworkNamespace, Consumer<NamespaceVisit<?>>, NamespaceWorker> workers) {
    this.home = home;
    this.workers = workers;
  }

  /// A thread whose home is the calling thread's namespace.
  public static NamespaceThread start() {
    return new NamespaceThread(NetworkNamespace.current(), NamespaceWorker::start);
  }

  /// Which namespace the thread comes home to.
  public NamespaceId home() {
    return home.id();
  }

  /// Runs a task inside a namespace and answers its result once the thread is home.
  ///
  /// @throws SystemCallException when the namespace cannot be entered
  /// @throws IllegalStateException when this thread is closed, or could not come home
  public <T> T call(NetworkNamespace namespace, NamespaceTask<T> task) {
    try (Span span = Trace.step(VISIT)) {
      return begin(namespace, task).await(span);
    }
  }

  /// As [#call], without waiting: for who has something else to do meanwhile.
  <T> NamespaceVisit<T> begin(NetworkNamespace namespace, NamespaceTask<T> task) {
    NamespaceVisit<T> visit =
        new NamespaceVisit<>(() -> {
          Namespaces.enter(namespace.descriptor());
          requireInside(namespace);
          return task.run();
        });
    submit(visit);
    return visit;
  }

  /// Makes a namespace without a name; it ends when it is closed and nobody else holds it.
  public NetworkNamespace create() {
    return visit(() -> {
      Namespaces.unshareNetwork();
      return NetworkNamespace.current();
    });
  }

  /// Makes a namespace bound at a path, so that it outlives the process and others can find it.
  ///
  /// Missing parent folders are made with mode 0700. The folder becomes a mount point of its own
  /// with shared propagation, as `ip netns` does it, so that a removal reaches other mount
  /// namespaces.
  ///
  /// @throws SystemCallException `EEXIST` when something is at the path already
  public NetworkNamespace createAt(Path path) {
    return createAt(path, () -> true).namespace();
  }

  /// Makes a namespace bound at a path, as [#createAt(Path)], and runs a task inside before the
  /// thread comes home: one visit for both.
  ///
  /// A task that fails leaves neither namespace nor file.
  ///
  /// @throws SystemCallException `EEXIST` when something is at the path already
  public <T> CreatedNamespace<T> createAt(Path path, NamespaceTask<T> task) {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("no namespace can be bound at " + absolute);
    }
    NamespaceFolder.prepare(folder);
    createFile(absolute);
    try {
      return visit(() -> createBound(absolute, task));
    } catch (RuntimeException failure) {
      remove(absolute, failure);
      throw failure;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (worker != null) {
        worker.end();
      }
      home.close();
    } finally {
      lock.unlock();
    }
  }

  private <T> T visit(NamespaceTask<T> task) {
    try (Span span = Trace.step(VISIT)) {
      NamespaceVisit<T> visit = new NamespaceVisit<>(task);
      submit(visit);
      return visit.await(span);
    }
  }

  /// Also called by a lost worker's warden, for the visits that were not begun.
  private void submit(NamespaceVisit<?> visit) {
    lock.lock();
    try {
      if (closed) {
        visit.fail(
            new IllegalStateException("the namespace thread of " + home.id() + " is closed"));
        return;
      }
      if (worker == null || !worker.accept(visit)) {
        NamespaceWorker fresh = workers.apply(home.duplicate(), this::submit);
        worker = fresh;
        fresh.accept(visit);
      }
    } finally {
      lock.unlock();
    }
  }

  /// A descriptor closed by another thread meanwhile may be the number of another namespace by now.
  private static void requireInside(NetworkNamespace namespace) {
    NamespaceId entered = NetworkNamespace.currentId();
    if (!entered.equals(namespace.id())) {
      throw new IllegalStateException(
          "network namespace " + namespace.id() + " was closed while it was entered");
    }
  }

  private static <T> CreatedNamespace<T> createBound(Path path, NamespaceTask<T> task)
      throws Exception {
    Namespaces.unshareNetwork();
    NetworkNamespace made = NetworkNamespace.current();
    try {
      Namespaces.mount("/proc/thread-self/ns/net", path.toString(), Namespaces.MS_BIND);
      return new CreatedNamespace<>(made, task.run());
    } catch (Exception failure) {
      made.close();
      throw failure;
    }
  }

  private static void createFile(Path path) {
    Failpoints.beforeCall("openat", () -> "new file " + path);
    int flags = Descriptors.O_RDONLY | Descriptors.O_CREAT | Descriptors.O_EXCL;
    Descriptors.close(Descriptors.open(path.toString(), flags, 0));
  }

  private static void remove(Path path, RuntimeException failure) {
    try {
      NetworkNamespace.delete(path);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }
}
