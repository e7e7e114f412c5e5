package io.libnetwork;

import io.libnetwork.linux.KernelWork;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import io.libnetwork.linux.trace.Trace;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/// One operation of a caller: traced, recorded as one flight recorder event, its failures turned
/// into the one exception of this library.
final class Operation {

  /// Names and abbreviated ids, in a span.
  private static final String SUBJECT = "libnetwork.subject";

  private Operation() {}

  /// Runs an operation.
  ///
  /// @param name the operation's name, as in `join`
  /// @param subject what it is asked of, for the event and for messages; asked only when one is
  ///   made
  static <T> T run(String name, Supplier<String> subject, Supplier<T> body) {
    return Trace.told() ? traced(name, subject, body) : untraced(name, subject, body);
  }

  private static <T> T traced(String name, Supplier<String> subject, Supplier<T> body) {
    return Trace.operation(
        name,
        span -> {
          try {
            return untraced(name, subject, body);
          } catch (RuntimeException failure) {
            Trace.fail(span, failure);
            throw failure;
          } finally {
            if (span.told()) {
              span.say(SUBJECT, subject.get());
            }
          }
        });
  }

  private static <T> T untraced(String name, Supplier<String> subject, Supplier<T> body) {
    return FlightRecorder.isInitialized()
        ? recorded(name, subject, body)
        : translating(name, subject, body);
  }

  /// The event's class registers itself when it is first used, which takes a process in which
  /// nobody records a tenth of a second: there it is not used.
  private static <T> T recorded(String name, Supplier<String> subject, Supplier<T> body) {
    OperationEvent event = new OperationEvent();
    event.begin();
    KernelWork work = new KernelWork();
    try {
      return work.counting(body);
    } catch (RuntimeException failure) {
      NetworkException translated = translate(name, subject.get(), failure);
      event.outcome = translated.getClass().getSimpleName();
      throw translated;
    } finally {
      commit(event, name, subject, work);
    }
  }

  /// As [#run], of an operation that is only rehearsed: it fails as the operation would, and no
  /// event says that it was done.
  static <T> T rehearse(String name, Supplier<String> subject, Supplier<T> body) {
    return translating(name, subject, body);
  }

  private static <T> T translating(String name, Supplier<String> subject, Supplier<T> body) {
    try {
      return body.get();
    } catch (RuntimeException failure) {
      throw translate(name, subject.get(), failure);
    }
  }

  static void run(String name, Supplier<String> subject, Runnable body) {
    run(
        name,
        subject,
        () -> {
          body.run();
          return true;
        });
  }

  /// Ends an operation at a step's end where its caller was interrupted.
  static void checkpoint() {
    if (Thread.interrupted()) {
      throw cancelled(new InterruptedException());
    }
  }

  /// The interrupt stays set, so that whoever called sees it too.
  static NetworkException cancelled(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new NetworkException.Cancelled("the calling thread was interrupted", interrupted);
  }

  private static void commit(
      OperationEvent event, String name, Supplier<String> subject, KernelWork work) {
    event.end();
    if (event.shouldCommit()) {
      event.operation = name;
      event.subject = subject.get();
      event.netlinkExchanges = work.netlinkExchanges();
      event.firewallTransactions = work.firewallTransactions();
      event.commit();
    }
  }

  private static NetworkException translate(String name, String subject, RuntimeException failure) {
    NetworkException translated =
        switch (failure) {
          case NetworkException already -> already;
          case SystemCallException refused -> kernelRefused(name + " " + subject, refused);
          case NftablesUnavailableException missing ->
              new NetworkException.Unavailable(
                  "cannot " + name + " " + subject + ": " + missing.getMessage(), missing);
          case NftablesException refused
              when refused.reason() == NftablesException.Reason.NOT_PERMITTED ->
              forbidden(name + " " + subject, refused);
          case UncheckedIOException io when io.getCause() instanceof AccessDeniedException ->
              forbidden(name + " " + subject, io);
          case UncheckedIOException io -> system(name + " " + subject, io);
          default -> system(name + " " + subject, failure);
        };
    if (translated != failure) {
      for (Throwable second : failure.getSuppressed()) {
        translated.addSuppressed(second);
      }
    }
    return translated;
  }

  private static NetworkException kernelRefused(String what, SystemCallException refused) {
    return refused.forbidden() ? forbidden(what, refused) : system(what, refused);
  }

  private static NetworkException forbidden(String what, RuntimeException refused) {
    return new NetworkException.Forbidden(
        "cannot "
            + what
            + ": the kernel refused ("
            + refused.getMessage()
            + "); the process needs CAP_NET_ADMIN and CAP_SYS_ADMIN, as root has",
        refused);
  }

  private static NetworkException system(String what, RuntimeException failure) {
    return new NetworkException.System("cannot " + what + ": " + failure.getMessage(), failure);
  }
}
