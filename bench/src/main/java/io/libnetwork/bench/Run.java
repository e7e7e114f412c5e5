package io.libnetwork.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One run of a benchmark.
///
/// @param bench the benchmark's name
/// @param began when it began
/// @param machine what it ran on
public record Run(String bench, Instant began, Machine machine) {

  /// Clocks tell more, but nobody reads more.
  public Run {
    began = began.truncatedTo(ChronoUnit.SECONDS);
  }

  /// One that begins now, here.
  public static Run beginning(Benchmark benchmark) {
    return new Run(benchmark.title(), Instant.now(), Machine.current());
  }
}
