package io.libnetwork.tracing;

import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.TracerProvider;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans by OTLP over HTTP, as the environment says: `OTEL_EXPORTER_OTLP_ENDPOINT`,
/// `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER` and the other variables
/// of OpenTelemetry's specification.
///
/// Spans wait in a queue (`OTEL_BSP_MAX_QUEUE_SIZE`, 2048). Where they cannot be sent, or come
/// faster than they are, they are dropped and counted: no operation waits for who receives them.
public final class ExportingTracer implements TracerProvider.OpenTracer {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ExportingTracer.class);

  /// OpenTelemetry says each failure, for which [ToldExporter] has fewer words. Kept, because
  /// loggers that nobody keeps are forgotten with their level.
  private static final Logger THEIR_LOG = Logger.getLogger("io.opentelemetry");

  private static final String ENDPOINT = "otel.exporter.otlp.traces.endpoint";
  private static final String PROTOCOL = "otel.exporter.otlp.traces.protocol";
  private static final String EXPORTER = "otel.traces.exporter";
  private static final String QUEUE = "otel.bsp.max.queue.size";
  private static final int QUEUE_SIZE = 2048;
  private static final long PATIENCE_SECONDS = 2;

  /// What holds where the environment says nothing else.
  private static final Map<String, String> USUAL =
      Map.of(
          "otel.service.name",
          "libnetwork",
          "otel.exporter.otlp.protocol",
          "http/protobuf",
          "otel.attribute.value.length.limit",
          "1024",
          "otel.metrics.exporter",
          "none",
          "otel.logs.exporter",
          "none");

  private final OpenTelemetrySdk sdk;
  private final OpenTelemetryTracer tracer;

  private ExportingTracer(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = OpenTelemetryTracer.of(sdk);
  }

  /// Opens one.
  ///
  /// @param endpoint where to send to, as in `http://127.0.0.1:4318`; where the environment says
  ///   where it is empty
  /// @param version of the program, told with each span
  /// @throws IllegalArgumentException where the environment's variables are wrong
  public static ExportingTracer open(Optional<URI> endpoint, String version) {
    THEIR_LOG.setLevel(Level.OFF);
    try {
      return new ExportingTracer(sdk(endpoint, version));
    } catch (ConfigurationException wrong) {
      throw new IllegalArgumentException(
          "OpenTelemetry's configuration is not valid: " + message(wrong), wrong);
    }
  }

  /// With that of its causes: it may say no more than that there is one.
  private static String message(Throwable wrong) {
    Throwable cause = wrong.getCause();
    return wrong.getMessage() + (cause == null ? "" : ": " + message(cause));
  }

  private static OpenTelemetrySdk sdk(Optional<URI> endpoint, String version) {
    AtomicInteger waiting = new AtomicInteger();
    return AutoConfiguredOpenTelemetrySdk.builder()
        .setServiceClassLoader(ExportingTracer.class.getClassLoader())
        .disableShutdownHook()
        .addPropertiesSupplier(() -> USUAL)
        .addPropertiesCustomizer(config -> endpoint.map(ExportingTracer::to).orElse(Map.of()))
        .addResourceCustomizer(
            (resource, _) -> resource.toBuilder().put("service.version", version).build())
        .addSpanExporterCustomizer((exporter, _) -> told(exporter, waiting))
        .addSpanProcessorCustomizer((processor, config) -> queued(processor, config, waiting))
        .build()
        .getOpenTelemetrySdk();
  }

  /// Settings of ours count more than the environment.
  private static Map<String, String> to(URI endpoint) {
    String place = endpoint.toString();
    Map<String, String> settings = new HashMap<>();
    settings.put(ENDPOINT, place + (place.endsWith("/") ? "" : "/") + "v1/traces");
    settings.put(PROTOCOL, "http/protobuf");
    settings.put(EXPORTER, "otlp");
    return settings;
  }

  private static SpanExporter told(SpanExporter exporter, AtomicInteger waiting) {
    return new ToldExporter(exporter, waiting);
  }

  private static SpanProcessor queued(
      SpanProcessor processor, ConfigProperties config, AtomicInteger waiting) {
    return new SpanQueue(processor, config.getInt(QUEUE, QUEUE_SIZE), waiting);
  }

  @Override
  public Span begin(String name) {
    return tracer.begin(name);
  }

  @Override
  public Span begin(String name, Span whole) {
    return tracer.begin(name, whole);
  }

  @Override
  public Span receive(String name, Function<String, Optional<String>> headers) {
    return tracer.receive(name, headers);
  }

  /// Sends what waits, for two seconds at most.
  @Override
  public void close() {
    if (!sdk.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS).isSuccess()) {
      LOG.warn("not all spans could be sent before the end");
    }
  }
}
