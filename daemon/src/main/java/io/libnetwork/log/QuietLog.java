package io.libnetwork.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/// How a process logs that has not said how, as the daemon before it has read its configuration:
/// what somebody should look at, on standard error.
///
/// Found by logback's own service; without it logback would look for files of its own, and say
/// everything on standard output if it finds none.
public final class QuietLog extends ContextAwareBase implements Configurator {

  private static final String LINE = "%-5level %logger{0} - %msg%n";

  /// Made by logback.
  public QuietLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logs);
    encoder.setPattern(LINE);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(logs);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
