package io.libnetwork.tracing;

import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes OpenTelemetry's spans of operations, for a program that has OpenTelemetry:
/// `Trace.begin(OpenTelemetryTracer.of(openTelemetry))`.
///
/// An operation is a part of the span that is current on its thread, if there is one.
public final class OpenTelemetryTracer implements Tracer {

  /// The name of the scope that spans are of.
  static final String SCOPE = "io.libnetwork";

  private final io.opentelemetry.api.trace.Tracer tracer;
  private final TextMapPropagator propagator;

  private OpenTelemetryTracer(OpenTelemetry openTelemetry) {
    tracer = openTelemetry.getTracer(SCOPE);
    propagator = openTelemetry.getPropagators().getTextMapPropagator();
  }

  /// One whose spans go where all go.
  public static OpenTelemetryTracer of(OpenTelemetry openTelemetry) {
    return new OpenTelemetryTracer(openTelemetry);
  }

  @Override
  public Span begin(String name) {
    return begin(name, SpanKind.INTERNAL, Context.current());
  }

  @Override
  public Span begin(String name, Span whole) {
    return whole instanceof OpenTelemetrySpan known
        ? begin(name, SpanKind.INTERNAL, known.context())
        : begin(name);
  }

  @Override
  public Span receive(String name, Function<String, Optional<String>> headers) {
    return begin(
        name, SpanKind.SERVER, propagator.extract(Context.root(), headers, Headers.READER));
  }

  private Span begin(String name, SpanKind kind, Context whole) {
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind).setParent(whole);
    return OpenTelemetrySpan.begin(builder, whole);
  }

  /// How a propagator reads headers. Which there are it need not know.
  private enum Headers implements TextMapGetter<Function<String, Optional<String>>> {
    READER;

    @Override
    public Iterable<String> keys(Function<String, Optional<String>> headers) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable Function<String, Optional<String>> headers, String name) {
      return headers == null ? null : headers.apply(name).orElse(null);
    }
  }
}
