package io.libnetwork.cli;

/// Who writes the log of this process: there are two, because a daemon logs everything and a
/// command only what somebody should look at, without time to load much.
final class Logging {

  private static final String PROVIDER = "slf4j.provider";
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private Logging() {}

  /// Before anything is logged.
  static void choose(boolean daemon) {
    if (System.getProperty(PROVIDER) == null) {
      System.setProperty(
          PROVIDER,
          daemon
              ? "ch.qos.logback.classic.spi.LogbackServiceProvider"
              : "org.slf4j.simple.SimpleServiceProvider");
      System.setProperty(VERBOSITY, "WARN");
    }
  }
}
