package io.libnetwork.tracing;

import io.libnetwork.linux.trace.TracerProvider;
import java.net.URI;
import java.util.Optional;

/// Opens an [ExportingTracer]: found by a [java.util.ServiceLoader].
public final class ExportingTracerProvider implements TracerProvider {

  /// For the loader.
  public ExportingTracerProvider() {}

  @Override
  public OpenTracer open(Optional<URI> endpoint, String version) {
    return ExportingTracer.open(endpoint, version);
  }
}
