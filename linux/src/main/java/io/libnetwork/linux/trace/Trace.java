package io.libnetwork.linux.trace;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where operations and their steps are said, for a [Tracer] if there is one.
///
/// An operation is what somebody asks for. A step is told only as a part of an operation, so that
/// what the library does by itself makes no spans. Which operation a step is of is known by its
/// thread; work that an operation has others do is [#carried].
public final class Trace {

  private static final ScopedValue<Span> CURRENT = ScopedValue.newInstance();

  private static final AtomicReference<@Nullable Tracer> TRACER = new AtomicReference<>();

  private Trace() {}

  /// Has a tracer told of every operation of this process from now on, in place of another.
  public static void begin(Tracer told) {
    TRACER.set(told);
  }

  /// Has a tracer told no more; nothing where it is not told by now.
  public static void end(Tracer told) {
    boolean _ = TRACER.compareAndSet(told, null);
  }

  /// Whether a tracer is told.
  public static boolean told() {
    return TRACER.get() != null;
  }

  /// Runs an operation, as a step where it is one of another.
  ///
  /// @param name of few, as in `create network`
  /// @param operation given its span
  public static <T> T operation(String name, Function<Span, T> operation) {
    Tracer told = TRACER.get();
    if (told == null) {
      return operation.apply(Span.NONE);
    }
    Span span = CURRENT.isBound() ? told.begin(name, CURRENT.get()) : told.begin(name);
    return run(span, operation);
  }

  /// Answers a request of another process, as a step of what that is a step of.
  ///
  /// @param name of few, as in `POST /networks/{id}/connect`
  /// @param headers of the request, by their names in lower case
  /// @param answer given its span
  public static <T> T request(
      String name, Function<String, Optional<String>> headers, Function<Span, T> answer) {
    Tracer told = TRACER.get();
    return told == null ? answer.apply(Span.NONE) : run(told.receive(name, headers), answer);
  }

  private static <T> T run(Span span, Function<Span, T> body) {
    try (span) {
      return ScopedValue.where(CURRENT, span).call(() -> body.apply(span));
    }
  }

  /// Begins a step of this thread's operation; one of which nobody is told where there is none.
  ///
  /// @param name of few, as in `netlink exchange`
  public static Span step(String name) {
    Tracer told = TRACER.get();
    return told == null || !CURRENT.isBound() ? Span.NONE : told.begin(name, CURRENT.get());
  }

  /// Says that a span failed by what was thrown in it.
  public static void fail(Span span, RuntimeException thrown) {
    if (span.told()) {
      String text = thrown.getMessage();
      span.fail(thrown.getClass().getSimpleName(), text == null ? "" : text);
    }
  }

  /// The same work, of the operation of the thread that calls this, whoever runs it.
  public static Runnable carried(Runnable work) {
    if (TRACER.get() == null || !CURRENT.isBound()) {
      return work;
    }
    Span span = CURRENT.get();
    return () -> ScopedValue.where(CURRENT, span).run(work);
  }
}
