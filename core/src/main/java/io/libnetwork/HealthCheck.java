package io.libnetwork;

import io.libnetwork.address.Port;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How it is found out whether a service's backends are well: the host asks each of them again and
/// again. One that does not answer in time, several times in a row, gets no new connections until
/// it answers again.
///
/// @param port at which it is asked, over TCP
/// @param path that is asked for over HTTP, and answered with a status from 200 to 399; without one
///   it is enough that a connection is accepted
/// @param interval between two questions to one backend, 10 ms to an hour
/// @param timeout after which a question counts as failed, 10 ms to a minute
/// @param failures so many in a row, and it is not well; 1 to 100
/// @param successes so many in a row, and it is well again; 1 to 100
public record HealthCheck(
    Port port,
    Optional<String> path,
    Duration interval,
    Duration timeout,
    int failures,
    int successes) {

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final int MOST_IN_A_ROW = 100;
  private static final Pattern PATH = Pattern.compile("/[!-~]{0,1023}");

  /// @throws NetworkException.InvalidParameter when one of these is out of its range, or the path
  ///   does not begin with `/`, has more than 1024 characters or others than visible ASCII
  public HealthCheck {
    requireWithin("interval", interval, Duration.ofHours(1));
    requireWithin("timeout", timeout, Duration.ofMinutes(1));
    requireWithin("failures", failures);
    requireWithin("successes", successes);
    path.filter(text -> !PATH.matcher(text).matches())
        .ifPresent(text -> {
          throw new NetworkException.InvalidParameter(
              "invalid path of a health check %s: expected '/' and up to 1023 visible characters"
                  .formatted(Names.quoted(text)));
        });
  }

  /// Every two seconds, whether a connection is accepted within one; three failures in a row and
  /// two successes count.
  ///
  /// @throws IllegalArgumentException if the number is not 1 to 65535
  public static HealthCheck tcp(int port) {
    return new HealthCheck(
        new Port(port), Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(1), 3, 2);
  }

  /// As [#tcp], whether a page is answered.
  ///
  /// @throws IllegalArgumentException if the number is not 1 to 65535
  public static HealthCheck http(int port, String path) {
    return new HealthCheck(
        new Port(port), Optional.of(path), Duration.ofSeconds(2), Duration.ofSeconds(1), 3, 2);
  }

  /// The same with other times.
  public HealthCheck every(Duration otherInterval, Duration otherTimeout) {
    return new HealthCheck(port, path, otherInterval, otherTimeout, failures, successes);
  }

  /// The same with other numbers in a row.
  public HealthCheck after(int otherFailures, int otherSuccesses) {
    return new HealthCheck(port, path, interval, timeout, otherFailures, otherSuccesses);
  }

  private static void requireWithin(String what, Duration time, Duration most) {
    if (time.compareTo(LEAST) < 0 || time.compareTo(most) > 0) {
      throw new NetworkException.InvalidParameter(
          "invalid %s of a health check %s: expected %s to %s".formatted(what, time, LEAST, most));
    }
  }

  private static void requireWithin(String what, int times) {
    if (times < 1 || times > MOST_IN_A_ROW) {
      throw new NetworkException.InvalidParameter(
          "invalid number of %s of a health check %d: expected 1 to %d"
              .formatted(what, times, MOST_IN_A_ROW));
    }
  }
}
