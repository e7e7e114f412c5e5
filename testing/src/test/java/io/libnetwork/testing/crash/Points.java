package io.libnetwork.testing.crash;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Notes the points that this process passes, and does something at each.
final class Points implements Failpoints.Observer {

  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final List<Point> passed = new CopyOnWriteArrayList<>();
  private final String folder;
  private final Function<Point, Optional<Errno>> at;
  private volatile boolean closing;

  /// @param folder of the host, which has another name in every run
  /// @param at answers why the step is refused
  Points(Path folder, Function<Point, Optional<Errno>> at) {
    this.folder = folder.toString();
    this.at = at;
  }

  @Override
  public Optional<Errno> before(String told) {
    String step = told.replace(folder, "...");
    return pass(new Point(step, times.merge(step, 1, Integer::sum), false, closing));
  }

  @Override
  public void after(String step) {
    Optional<Errno> _ = pass(new Point(step, times.getOrDefault(step, 1), true, closing));
  }

  private Optional<Errno> pass(Point point) {
    passed.add(point);
    return at.apply(point);
  }

  /// Notes that the controller is closed from now on.
  void close() {
    closing = true;
  }

  /// In the order in which they were passed.
  List<Point> passed() {
    return List.copyOf(passed);
  }
}
