package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.trace.Trace;
import io.libnetwork.linux.trace.TracerProvider;
import io.libnetwork.linux.trace.TracerProvider.OpenTracer;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends traces of operations, where somebody is to receive them. Where nobody is, nothing of what
/// sends them is loaded, nor looked at.
///
/// What sends them is in a folder of its own beside our jars: in theirs the JVM would find it when
/// it starts, and a start would take longer for what hardly anybody uses.
final class Tracing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
  private static final String MODULE = "io.libnetwork.tracing";
  private static final String FOLDER = "tracing";

  private final Optional<OpenTracer> tracer;

  private Tracing(Optional<OpenTracer> tracer) {
    this.tracer = tracer;
    tracer.ifPresent(Trace::begin);
  }

  /// Begins to send traces, if that is wanted.
  ///
  /// @throws NetworkException.InvalidParameter if what is said of it is wrong
  /// @throws NetworkException.NotImplemented if what sends them is not installed
  static Tracing begin(DaemonConfig.Tracing wanted) {
    return new Tracing(wanted.wanted() ? Optional.of(open(wanted)) : Optional.empty());
  }

  private static OpenTracer open(DaemonConfig.Tracing wanted) {
    try {
      OpenTracer tracer = provider().open(wanted.endpoint(), Version.get());
      LOG.info(
          "operations are traced{}", wanted.endpoint().map(place -> ", at " + place).orElse(""));
      return tracer;
    } catch (IllegalArgumentException wrong) {
      throw new NetworkException.InvalidParameter(
          "operations cannot be traced: " + wrong.getMessage(), wrong);
    }
  }

  private static TracerProvider provider() {
    return ServiceLoader.load(TracerProvider.class)
        .findFirst()
        .or(() -> folder().flatMap(Tracing::in))
        .orElseThrow(() ->
            new NetworkException.NotImplemented(
                "operations cannot be traced: the module " + MODULE + " is not there"));
  }

  /// Where what sends traces is, if it is there: beside the jar that this class is in.
  private static Optional<Path> folder() {
    URI ours;
    try {
      ours = Tracing.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException wrong) {
      throw new IllegalStateException("where our classes are is no place", wrong);
    }
    return Optional.of(Path.of(ours).resolveSibling(FOLDER)).filter(Files::isDirectory);
  }

  private static Optional<TracerProvider> in(Path folder) {
    ModuleLayer ours = ModuleLayer.boot();
    try {
      Configuration modules =
          ours.configuration().resolve(ModuleFinder.of(folder), ModuleFinder.of(), Set.of(MODULE));
      ModuleLayer layer = ours.defineModulesWithOneLoader(modules, Tracing.class.getClassLoader());
      return ServiceLoader.load(layer, TracerProvider.class).findFirst();
    } catch (FindException | UncheckedIOException broken) {
      throw new NetworkException.System(
          "operations cannot be traced: " + folder + ": " + broken.getMessage(), broken);
    }
  }

  /// Sends what is left, for two seconds at most.
  @Override
  public void close() {
    tracer.ifPresent(open -> {
      Trace.end(open);
      open.close();
    });
  }
}
