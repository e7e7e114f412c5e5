package io.libnetwork.plugins.client;

import java.time.Duration;

/// How patient one is with plugins.
///
/// @param deadline after which a call has failed that has no answer
/// @param patience how long a plugin is waited for that does not listen, as one that is just being
///   started again; part of the deadline
/// @param failures after how many calls in a row that failed for the plugin itself no more are made
///   for a while
/// @param pause how long that while is; then one call is tried
/// @param largestAnswer how many bytes an answer may have
public record PluginSettings(
    Duration deadline, Duration patience, int failures, Duration pause, int largestAnswer) {

  /// Half a minute for an answer, two seconds for a plugin to listen; after three failures ten
  /// seconds of rest; a megabyte.
  public static final PluginSettings USUAL =
      new PluginSettings(
          Duration.ofSeconds(30), Duration.ofSeconds(2), 3, Duration.ofSeconds(10), 1 << 20);

  /// @throws IllegalArgumentException if a time is not positive or a number less than one
  public PluginSettings {
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("invalid deadline " + deadline + ": expected more than 0");
    }
    if (patience.isNegative() || pause.isNegative()) {
      throw new IllegalArgumentException(
          "invalid time %s: expected none that is negative"
              .formatted(patience.isNegative() ? patience : pause));
    }
    if (failures < 1 || largestAnswer < 1) {
      throw new IllegalArgumentException(
          "invalid number %d: expected 1 or more".formatted(Math.min(failures, largestAnswer)));
    }
  }

  /// The same with another deadline.
  public PluginSettings withDeadline(Duration other) {
    return new PluginSettings(other, patience, failures, pause, largestAnswer);
  }
}
