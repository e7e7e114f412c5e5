package io.libnetwork.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/// The daemon's log: a line for each thing on standard error, with the request it belongs to and
/// what else is known by name.
final class Logs {

  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%replace( %kvp{NONE}){'^ $', ''}%replace( request=%X{request}){' request=$', ''}%n";

  private Logs() {}

  /// Begins to log.
  static void begin(String level, boolean json) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    Encoder<ILoggingEvent> encoder = json ? new JsonEncoder() : text(context);
    encoder.setContext(context);
    encoder.start();
    console.setEncoder(encoder);
    console.start();
    root.addAppender(console);
    level(level);
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE);
    return encoder;
  }

  /// From which level on things are logged from now on. The server says less.
  static void level(String level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Level wanted = Level.toLevel(level);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(wanted);
    boolean everything = wanted.equals(Level.TRACE);
    context.getLogger("org.eclipse.jetty").setLevel(everything ? Level.DEBUG : Level.WARN);
  }
}
