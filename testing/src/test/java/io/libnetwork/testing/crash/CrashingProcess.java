package io.libnetwork.testing.crash;

import io.libnetwork.Host;
import io.libnetwork.linux.Failpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The process that performs a [Trial] and dies at a [Point] of it; without one it says which
/// points it passes, and lets itself be looked at before and after.
final class CrashingProcess {

  /// What it says; behind [#SAYS_POINT] and [#SAYS_LINE] there is more on the line.
  static final String PREPARED = "prepared";

  static final String ACKNOWLEDGED = "acknowledged";
  static final String SAYS_POINT = "point ";
  static final String SAYS_LINE = "line ";

  /// In place of a trial: nothing is prepared, and opening the controller is the operation.
  static final String RESTORE = "RESTORE";

  /// What a process ends with that has not come to its point.
  static final int STRAYED = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Host host;
  private final Path store;
  private final String trial;
  private final Points points;
  private final Optional<Point> end;
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private CrashingProcess(Host host, Path store, String trial, Optional<Point> end) {
    this.host = host;
    this.store = store;
    this.trial = trial;
    this.end = end;
    this.points =
        new Points(
            Objects.requireNonNull(host.runRoot().getParent()),
            point -> {
              if (end.filter(point::equals).isPresent()) {
                Failpoints.die();
              }
              return Optional.empty();
            });
  }

  /// Does what it is told, in the order it is told.
  ///
  /// @param arguments the host's namespace, its folder, the store's folder, the trial, and the
  ///   point at which to die
  public static void main(String[] arguments) throws IOException {
    Host host = Host.at(Path.of(arguments[0]), Path.of(arguments[1]));
    Optional<Point> end =
        arguments.length > 4 ? Optional.of(Point.parse(arguments[4])) : Optional.empty();
    new CrashingProcess(host, Path.of(arguments[2]), arguments[3], end).run();
  }

  private void run() throws IOException {
    boolean restoring = trial.equals(RESTORE);
    if (restoring) {
      Failpoints.observe(points);
    }
    Scene scene = Scene.open(host, store, restoring ? Scene.LATER : Scene.FIRST);
    if (!restoring) {
      Trial performed = Trial.valueOf(trial);
      performed.prepare(scene.controller());
      pause(PREPARED, scene);
      Failpoints.observe(points);
      performed.perform(scene.controller());
    }
    pause(ACKNOWLEDGED, scene);
    if (end.filter(point -> !point.closing()).isPresent()) {
      // What is done behind the call has its time, as it has where somebody looks at what is there.
      LockSupport.parkNanos(PATIENCE.toNanos());
      stray();
    }
    points.close();
    scene.close();
    host.close();
    if (end.isPresent()) {
      stray();
    }
    points.passed().forEach(point -> say(SAYS_POINT + point));
  }

  private static void stray() {
    System.err.println("the point was not passed");
    Runtime.getRuntime().halt(STRAYED);
  }

  private void pause(String what, Scene scene) throws IOException {
    if (end.isEmpty()) {
      Census.of(scene.controller()).forEach(line -> say(SAYS_LINE + line));
    }
    say(what);
    if (end.isEmpty()) {
      input.readLine();
    }
  }

  private static void say(String what) {
    System.out.println(what);
    System.out.flush();
  }

  /// What is said by now, and what is said next, up to a word.
  static List<String> linesOf(List<String> said) {
    return said.stream()
        .filter(line -> line.startsWith(SAYS_LINE))
        .map(line -> line.substring(SAYS_LINE.length()))
        .toList();
  }
}
