package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Processes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A point in time, told by two clocks: one that nobody sets and that begins anew with each boot of
/// the machine, and the calendar's, which goes on but may be set forwards and back.
///
/// @param boot which boot
/// @param sinceBoot how long the machine has run, time suspended included (`CLOCK_BOOTTIME`, see
///   clock_gettime(2))
/// @param wall the calendar's time
public record Moment(BootId boot, Duration sinceBoot, Instant wall) {

  /// Now.
  ///
  /// @param calendar where the calendar's time comes from
  public static Moment now(InstantSource calendar) {
    return new Moment(
        BootId.current(), Duration.ofNanos(Processes.sinceBoot()), calendar.instant());
  }
}
