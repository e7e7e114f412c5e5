package io.libnetwork.linux.trace;

import java.util.Optional;
import java.util.function.Function;

/// Makes spans. Safe for use by many threads; no method throws, none waits for anybody.
public interface Tracer {

  /// Begins an operation that nobody else has asked for.
  ///
  /// @param name of few
  Span begin(String name);

  /// Begins a step.
  ///
  /// @param name of few
  /// @param whole what it is a step of, a span of this tracer
  Span begin(String name, Span whole);

  /// Begins the answer to a request of another process, which may say what it is a step of there,
  /// as in the header `traceparent` of W3C's Trace Context.
  ///
  /// @param name of few
  /// @param headers by their names in lower case
  Span receive(String name, Function<String, Optional<String>> headers);
}
