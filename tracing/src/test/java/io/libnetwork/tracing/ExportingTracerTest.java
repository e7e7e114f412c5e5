package io.libnetwork.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.trace.Span;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How it is configured: system properties count as the environment does.
@Isolated("system properties are the process's")
class ExportingTracerTest {

  private static final Optional<URI> NOWHERE = Optional.of(URI.create("http://127.0.0.1:1"));

  private final Map<Object, Object> before = Map.copyOf(System.getProperties());

  @BeforeEach
  void begins() {
    assertThat(before).doesNotContainKey("otel.traces.sampler");
  }

  @AfterEach
  void ends() {
    System.getProperties().keySet().removeIf(name -> !before.containsKey(name));
  }

  @ParameterizedTest
  @CsvSource({
    "otel.traces.sampler,nonsense,nonsense",
    "otel.exporter.otlp.timeout,soon,soon",
    "otel.bsp.max.queue.size,many,many"
  })
  void isRefusedWhereItIsWrong(String name, String value, String said) {
    System.setProperty(name, value);
    assertThatThrownBy(() -> ExportingTracer.open(NOWHERE, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("OpenTelemetry's configuration is not valid: ")
        .hasMessageContaining(said);
  }

  @Test
  void isRefusedWhereItIsToSpeakWhatItCannot() {
    System.setProperty("otel.traces.exporter", "otlp");
    System.setProperty("otel.exporter.otlp.protocol", "grpc");
    assertThatThrownBy(() -> ExportingTracer.open(Optional.empty(), "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GrpcSender");
  }

  @Test
  void samplesAsItIsTold() {
    System.setProperty("otel.traces.sampler", "always_off");
    try (ExportingTracer tracer = ExportingTracer.open(NOWHERE, "1");
        Span span = tracer.begin("operation")) {
      assertThat(span.told()).isFalse();
    }
  }
}
