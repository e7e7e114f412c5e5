package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import io.libnetwork.wire.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon's process: reads its configuration, opens what there is, listens, and ends when it is
/// told to, by SIGTERM or SIGINT. SIGHUP has it read its configuration again.
///
/// Status 0 is an end that was asked for, 1 a failure, 2 a configuration that is not valid.
public final class DaemonMain {

  private final Logger log = LoggerFactory.getLogger(DaemonMain.class);
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Systemd manager;
  private final CountDownLatch end = new CountDownLatch(1);
  private final ReentrantLock reloading = new ReentrantLock();
  private DaemonConfig config;

  private DaemonMain(List<String> arguments, Map<String, String> environment, DaemonConfig config) {
    this.arguments = arguments;
    this.environment = environment;
    this.config = config;
    this.manager = Systemd.of(environment);
  }

  /// Runs the daemon and ends the process with its status.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  /// Runs the daemon until it is told to end. Answers the process's status.
  public static int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      System.out.print(DaemonHelp.text());
      return 0;
    }
    HeadStart<JsonValue> _ = HeadStart.of("json", () -> JsonValue.parse("{}"));
    HeadStart<ILoggerFactory> logs = HeadStart.of("log", LoggerFactory::getILoggerFactory);
    linkNativeFunctions();
    DaemonConfig config;
    try {
      config = DaemonConfig.of(arguments, System.getenv());
    } catch (NetworkException.InvalidParameter wrong) {
      System.err.println("libnetwork: " + wrong.getMessage());
      return 2;
    }
    ILoggerFactory _ = logs.get();
    Logs.begin(config.logLevel(), config.logJson());
    return new DaemonMain(arguments, System.getenv(), config).serve();
  }

  /// Links what every operation needs, while other threads make the rest. Where it is missing, the
  /// controller says so when it opens.
  private static void linkNativeFunctions() {
    try {
      Nftables.prepare();
    } catch (NftablesUnavailableException missing) {
      // said by the controller
    }
  }

  private int serve() {
    long began = System.nanoTime();
    HeadStart<HttpServer> made = HeadStart.of("server", () -> HttpServer.of(config));
    try (Tracing _ = Tracing.begin(config.tracing());
        Daemon daemon = Daemon.open(config);
        HttpServer server = made.get();
        Systemd _ = manager) {
      server.listen(daemon::answer, daemon::answerEngine);
      handleSignals(server);
      log.info(
          "ready after {} ms: {} networks, {} sandboxes",
          (System.nanoTime() - began) / 1_000_000,
          daemon.controller().networks().size(),
          daemon.controller().sandboxes().size());
      manager.ready(() -> alive(daemon));
      HeadStart.of("json", Json::prepare);
      HeapCare.begin();
      end.await();
      log.info("stopping: containers keep their networks");
      manager.stopping();
      daemon.endFollowers();
      return 0;
    } catch (NetworkException failure) {
      log.error("the daemon cannot run: {}", failure.getMessage());
      log.debug("because of this", failure);
      return 1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void handleSignals(HttpServer server) {
    Signals.handle("TERM", end::countDown);
    Signals.handle("INT", end::countDown);
    Signals.handle(
        "HUP",
        () -> {
          var _ = Thread.ofPlatform().name("libnetwork-reload").start(() -> reload(server));
        });
  }

  /// Takes what can change while the daemon runs, and says what cannot. What is not valid changes
  /// nothing.
  private void reload(HttpServer server) {
    reloading.lock();
    manager.reloading();
    try {
      DaemonConfig next = DaemonConfig.of(arguments, environment);
      for (String path : config.needsRestart(next)) {
        log.warn("{} has changed, which takes effect when the daemon is started anew", path);
      }
      server.reload(next);
      Logs.level(next.logLevel());
      config = next;
      log.info("the configuration was read again");
    } catch (NetworkException wrong) {
      log.error("the configuration stays as it was: {}", wrong.getMessage());
    } finally {
      manager.reloaded();
      reloading.unlock();
    }
  }

  private static boolean alive(Daemon daemon) {
    Answer answer =
        daemon.answer(
            new Call(
                "watchdog", "GET", "/networks", Map.of(), Query.NONE, Map.of(), RequestBody.NONE));
    return answer.status() == 200;
  }
}
