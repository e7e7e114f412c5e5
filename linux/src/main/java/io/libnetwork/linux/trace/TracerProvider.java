package io.libnetwork.linux.trace;

import java.net.URI;
import java.util.Optional;

/// Opens a tracer: found by a [java.util.ServiceLoader], so that whoever traces nothing has nothing
/// of it loaded.
public interface TracerProvider {

  /// An open tracer, which is closed by who opened it, when nothing is told it any more.
  interface OpenTracer extends Tracer, AutoCloseable {

    /// Sends what is left, and ends. Takes a few seconds where nobody receives it.
    @Override
    void close();
  }

  /// Opens a tracer that sends what it is told.
  ///
  /// @param endpoint where to, as in `http://127.0.0.1:4318`; where the environment says where it
  ///   is empty
  /// @param version of the program
  /// @throws IllegalArgumentException where the configuration is wrong
  OpenTracer open(Optional<URI> endpoint, String version);
}
