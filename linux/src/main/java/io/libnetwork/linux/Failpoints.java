package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Processes;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The steps that change what outlives an operation, told to a test before each is done: what is
/// asked of the kernel, and what a store writes.
///
/// A test notes them, has the process die between two, or has one refused as if the kernel had
/// refused it. For that alone this class is public; whoever else observes steps slows down every
/// call. Where nobody observes, a step costs the read of one field.
///
/// A step is what is refused as a whole: one netlink request (of those that go in one send all are
/// told before any is done, because a process cannot end within a system call), one transaction of
/// the firewall, one kernel parameter, one mount, one file, one port, one commit. Steps that change
/// nothing, such as listings, are not told.
public final class Failpoints {

  /// Is told of steps, by whichever thread makes them, also by one that is inside another network
  /// namespace: it starts no thread, completes no future and logs nothing.
  public interface Observer {

    /// A step is about to be done.
    ///
    /// @param step what, as in `netlink: add link veth3 (veth)`
    /// @return why it is refused; nothing where it is to be done
    Optional<Errno> before(String step);

    /// A step has been done, and nobody has been told so. Called for what somebody waits for to be
    /// told: the commits of a store.
    default void after(String step) {}
  }

  private static volatile @Nullable Observer observer;

  private Failpoints() {}

  /// Has an observer told of every step of this process from now on, in place of another.
  public static void observe(Observer told) {
    observer = told;
  }

  /// Has nobody told any more.
  public static void ignore() {
    observer = null;
  }

  /// Whether somebody is told.
  public static boolean observed() {
    return observer != null;
  }

  /// Ends this process at once, as `kill -9` does: nothing is written, closed or undone.
  public static void die() {
    Processes.killSelf();
  }

  /// Tells that a step is about to be done.
  ///
  /// @return why it is refused; nothing where it is to be done
  public static Optional<Errno> before(Supplier<String> step) {
    Observer told = observer;
    return told == null ? Optional.empty() : told.before(step.get());
  }

  /// Tells that a step has been done.
  public static void after(Supplier<String> step) {
    Observer told = observer;
    if (told != null) {
      told.after(step.get());
    }
  }

  /// Tells that a system call is about to be made that changes something.
  ///
  /// @param call its name, for the refusal
  /// @param subject what it is asked of
  /// @throws SystemCallException where it is refused
  public static void beforeCall(String call, Supplier<String> subject) {
    Observer told = observer;
    if (told != null) {
      String what = subject.get();
      told.before(call + ": " + what)
          .ifPresent(refused -> {
            throw new SystemCallException(call, what, refused);
          });
    }
  }
}
