package io.libnetwork.daemon;

import io.libnetwork.linux.ServiceNotification;
import io.libnetwork.linux.SystemCallException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has started the daemon as a service, if anybody: told when it is ready, reloads, stops, and
/// that it is alive, see sd_notify(3) and sd_watchdog_enabled(3).
final class Systemd implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

  private final Optional<String> socket;
  private final Optional<Duration> watchdog;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("libnetwork-watchdog").unstarted(work));

  private Systemd(Optional<String> socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /// @param environment as of the process
  static Systemd of(Map<String, String> environment) {
    String own = String.valueOf(ProcessHandle.current().pid());
    boolean meant = environment.getOrDefault("WATCHDOG_PID", own).equals(own);
    return new Systemd(
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")),
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(_ -> meant)
            .flatMap(Systemd::microseconds));
  }

  private static Optional<Duration> microseconds(String text) {
    try {
      long number = Long.parseLong(text);
      return number > 0
          ? Optional.of(Duration.of(number, java.time.temporal.ChronoUnit.MICROS))
          : Optional.empty();
    } catch (NumberFormatException wrong) {
      LOG.warn("WATCHDOG_USEC is '{}', which is no number", text);
      return Optional.empty();
    }
  }

  /// The daemon answers. From now on it is said twice as often as asked that it is alive, as long
  /// as it is.
  void ready(BooleanSupplier alive) {
    tell("READY=1");
    watchdog.ifPresent(limit -> {
      long pause = limit.toNanos() / 2;
      var _ = timer.scheduleAtFixedRate(() -> watch(alive), pause, pause, TimeUnit.NANOSECONDS);
    });
  }

  private void watch(BooleanSupplier alive) {
    if (alive.getAsBoolean()) {
      tell("WATCHDOG=1");
    } else {
      LOG.error("the daemon does not answer itself: the service manager is not told that it lives");
    }
  }

  void reloading() {
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  void reloaded() {
    tell("READY=1");
  }

  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String state) {
    socket.ifPresent(path -> {
      try {
        ServiceNotification.send(path, state);
      } catch (SystemCallException refused) {
        LOG.warn("the service manager at {} was not told {}", path, state, refused);
      }
    });
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
