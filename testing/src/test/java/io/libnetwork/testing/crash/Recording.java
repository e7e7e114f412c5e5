package io.libnetwork.testing.crash;

import io.libnetwork.testing.TestHost;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An operation that was not interrupted: which points it passes, and what there is before and
/// after, as the controller and as the kernel say it.
///
/// @param pictureClosed the kernel when the controller has been closed, which takes the firewall
///   with it where no network is left
record Recording(
    String trial,
    List<Point> points,
    List<String> censusBefore,
    List<String> pictureBefore,
    List<String> censusAfter,
    List<String> pictureAfter,
    List<String> pictureClosed) {

  static Recording of(Trial trial) {
    try (TestHost host = WiredHost.create();
        Child child = Child.start(host, trial.name(), Optional.empty())) {
      List<String> before = CrashingProcess.linesOf(child.await(CrashingProcess.PREPARED));
      List<String> pictureBefore = KernelPicture.settled(host);
      child.goOn();
      List<String> both = CrashingProcess.linesOf(child.await(CrashingProcess.ACKNOWLEDGED));
      List<String> pictureAfter = KernelPicture.settled(host);
      child.goOn();
      List<Point> points = points(child);
      return new Recording(
          trial.name(),
          points,
          before,
          pictureBefore,
          both.subList(before.size(), both.size()),
          pictureAfter,
          KernelPicture.settled(host));
    }
  }

  /// The points that restoring passes.
  ///
  /// @param before makes of a host what is restored
  static List<Point> restoring(Consumer<TestHost> before) {
    try (TestHost host = WiredHost.create()) {
      before.accept(host);
      try (Child child = Child.start(host, CrashingProcess.RESTORE, Optional.empty())) {
        List<String> _ = child.await(CrashingProcess.ACKNOWLEDGED);
        child.goOn();
        return points(child);
      }
    }
  }

  static List<Point> points(Child child) {
    int status = child.end();
    if (status != 0) {
      throw new IllegalStateException(
          "a process that was not to be killed ended with %d: %s"
              .formatted(status, child.complaints()));
    }
    return child.said().stream()
        .filter(line -> line.startsWith(CrashingProcess.SAYS_POINT))
        .map(line -> Point.parse(line.substring(CrashingProcess.SAYS_POINT.length())))
        .toList();
  }
}
