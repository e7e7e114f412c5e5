package io.libnetwork;

import java.time.Duration;
import java.util.List;

/// How new connections are shared out among a service's backends. One that exists stays where it
/// is.
public sealed interface Balancing {

  /// At random, by the backends' weights.
  Balancing RANDOM = new Random();

  /// By a hash of the client's address.
  Balancing SOURCE_HASH = new SourceHash();

  /// At random, by the backends' weights.
  record Random() implements Balancing {}

  /// By a hash of the client's address and by the backends' weights: a client comes to the same
  /// backend again as long as that is there, and nothing is remembered for it.
  record SourceHash() implements Balancing {}

  /// At random for who is new, and to the same backend for who was there before: for a time after
  /// his last new connection, and as long as the backend has its part.
  ///
  /// @param time one of [#TIMES]
  record Sticky(Duration time) implements Balancing {

    /// How long a client can be remembered.
    public static final List<Duration> TIMES =
        List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofDays(1));

    /// @throws NetworkException.InvalidParameter when clients cannot be remembered so long
    public Sticky {
      if (!TIMES.contains(time)) {
        throw new NetworkException.InvalidParameter(
            "clients cannot be remembered for %s: expected one of %s".formatted(time, TIMES));
      }
    }
  }
}
