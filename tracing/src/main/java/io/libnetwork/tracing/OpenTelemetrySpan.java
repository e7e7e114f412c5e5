package io.libnetwork.tracing;

import io.libnetwork.linux.trace.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;

/// A span of OpenTelemetry.
///
/// @param span it
/// @param context that steps of it begin in
record OpenTelemetrySpan(io.opentelemetry.api.trace.Span span, Context context) implements Span {

  /// The attribute of OpenTelemetry's conventions that says of which kind a failure is.
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  static OpenTelemetrySpan begin(SpanBuilder builder, Context whole) {
    io.opentelemetry.api.trace.Span span = builder.startSpan();
    return new OpenTelemetrySpan(span, whole.with(span));
  }

  @Override
  public boolean told() {
    return span.isRecording();
  }

  @Override
  public void say(String name, String value) {
    var _ = span.setAttribute(name, value);
  }

  @Override
  public void say(String name, long value) {
    var _ = span.setAttribute(name, value);
  }

  @Override
  public void fail(String kind, String text) {
    var _ = span.setAttribute(ERROR_TYPE, kind).setStatus(StatusCode.ERROR, text);
  }

  @Override
  public void close() {
    span.end();
  }
}
