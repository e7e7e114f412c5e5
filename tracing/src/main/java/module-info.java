/// Traces of operations, as OpenTelemetry has them. Optional: where it is not on the path, or
/// nobody is to be told, nothing of it is loaded.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-transitive-automatic") // OpenTelemetry has no descriptors
module io.libnetwork.tracing {
  requires transitive io.libnetwork.linux;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires io.opentelemetry.sdk;
  requires io.opentelemetry.sdk.autoconfigure;
  requires io.opentelemetry.sdk.autoconfigure.spi;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.trace;
  requires java.logging;
  requires java.net.http; // by which spans are sent
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork.tracing;

  provides io.libnetwork.linux.trace.TracerProvider with
      io.libnetwork.tracing.ExportingTracerProvider;
}
