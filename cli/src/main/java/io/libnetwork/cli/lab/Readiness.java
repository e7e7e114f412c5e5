package io.libnetwork.cli.lab;

import io.libnetwork.cli.terminal.Terminal;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether all of a lab does what it should: its commands run, or have ended well, and its services
/// have their backends.
final class Readiness {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String CLEAR = "\r\u001b[K";

  private final Api api;
  private final String lab;
  private final Duration most;
  private final PrintWriter err;
  private final boolean shown = Terminal.STDERR.isTerminal();

  Readiness(Api api, String lab, Duration most, PrintWriter err) {
    this.api = api;
    this.lab = lab;
    this.most = most;
    this.err = err;
  }

  /// Waits, and shows for what where somebody looks.
  ///
  /// @return what is still missing when the time is over
  Optional<String> await() {
    long end = System.nanoTime() + most.toNanos();
    List<String> missing = missing();
    while (!missing.isEmpty() && System.nanoTime() < end) {
      show(missing);
      if (!paused()) {
        break;
      }
      missing = missing();
    }
    if (shown) {
      err.print(CLEAR);
      err.flush();
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "lab %s is applied, and after %d s not ready: %s; what a command writes: libnetwork lab logs %s SANDBOX"
                .formatted(lab, most.toSeconds(), String.join(", ", missing), lab));
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void show(List<String> missing) {
    if (shown) {
      err.print(CLEAR + "waiting for " + missing.getFirst() + rest(missing.size() - 1));
      err.flush();
    }
  }

  private static String rest(int more) {
    return more == 0 ? "" : " and %d more".formatted(more);
  }

  private List<String> missing() {
    JsonObject now = api.call(Request.get(Request.path("v1", "labs", lab))).object();
    List<String> missing = new ArrayList<>();
    for (JsonValue sandbox : now.items("sandboxes")) {
      if (sandbox instanceof JsonObject object) {
        command(object).ifPresent(missing::add);
      }
    }
    for (JsonValue service : now.items("services")) {
      if (service instanceof JsonObject object) {
        service(object).ifPresent(missing::add);
      }
    }
    return missing;
  }

  private static Optional<String> command(JsonObject sandbox) {
    JsonObject command = sandbox.object("command");
    boolean well =
        command.text("log").isEmpty()
            || command.get("running") == JsonValue.Truth.TRUE
            || command.text("status").equals("0");
    return well
        ? Optional.empty()
        : Optional.of(
            "the command of %s has ended with status %s"
                .formatted(sandbox.text("name"), command.text("status")));
  }

  private static Optional<String> service(JsonObject service) {
    return service.text("ready").equals(service.text("backends"))
        ? Optional.empty()
        : Optional.of(
            "service %s (%s of %s backends)"
                .formatted(service.text("name"), service.text("ready"), service.text("backends")));
  }
}
