package io.libnetwork.dns.forward;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How an upstream does: how long it takes, and whether it answers.
///
/// Latency is smoothed as TCP's (RFC 6298 section 2). An upstream is tried by a question that
/// another one is asked anyway, so that trying costs nobody time.
final class Health {

  /// The best first: those that answer, by latency; then those that were silent, by how often. A
  /// stable sort leaves those that are alike in the order they were configured in.
  static final Comparator<Health> BEST_FIRST =
      Comparator.comparingInt((Health health) -> health.silences)
          .thenComparingInt(health -> health.measured ? 0 : 1)
          .thenComparingLong(Health::score);

  static final int SILENCES_OF_THE_DEAD = 3;

  private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long MOST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long FIRST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

  /// How often one is tried that answers but is not the best.
  private static final long TRY_GOOD = TimeUnit.SECONDS.toNanos(5);

  private static final long FIRST_BACKOFF = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_DOUBLINGS = 6;

  /// What one is set back that refuses everything; one that never does by nothing.
  private static final long REFUSING = TimeUnit.MILLISECONDS.toNanos(200);

  private final Upstream upstream;
  private boolean measured;
  private long smoothed;
  private long variation;
  private double refusing;
  private int silences;
  private long nextTry;
  private boolean foldsNames;
  private boolean withoutEdns;
  private long answers;
  private long failures;
  private Optional<String> lastFailure = Optional.empty();

  Health(Upstream upstream, long now) {
    this.upstream = upstream;
    this.nextTry = now;
  }

  Upstream upstream() {
    return upstream;
  }

  /// It answered a message by UDP.
  ///
  /// @param latency nanoseconds since it was asked
  void heard(long now, long latency) {
    if (measured) {
      variation += (Math.abs(smoothed - latency) - variation) / 4;
      smoothed += (latency - smoothed) / 8;
    } else {
      measured = true;
      smoothed = latency;
      variation = latency / 2;
    }
    alive(now);
  }

  /// It answered, and how fast does not count.
  void alive(long now) {
    silences = 0;
    nextTry = now + TRY_GOOD;
  }

  /// What it answered was an answer.
  void answered() {
    answers++;
    refusing -= refusing / 8;
  }

  /// It answered that it does not: SERVFAIL, REFUSED, or something that cannot be read. That may be
  /// for the name's sake, so it is not taken for dead.
  void refused(String why) {
    fails(why);
    refusing += (1 - refusing) / 8;
  }

  /// It was silent for as long as it was waited for, or could not be reached.
  void silent(long now, String why) {
    fails(why);
    silences = Math.min(silences + 1, SILENCES_OF_THE_DEAD + MOST_DOUBLINGS);
    nextTry =
        now + (FIRST_BACKOFF << Math.clamp(silences - SILENCES_OF_THE_DEAD, 0, MOST_DOUBLINGS));
  }

  private void fails(String why) {
    failures++;
    lastFailure = Optional.of(why);
  }

  /// It is now to be tried, by a question for which another was preferred.
  boolean toBeTried(long now) {
    return now - nextTry >= 0;
  }

  /// It is being tried: until that is over, or was lost, it is not tried again.
  void trying(long now) {
    nextTry = now + TRY_GOOD;
  }

  /// How long it is waited for before another is asked too, in nanoseconds.
  long patience() {
    return measured
        ? Math.clamp(smoothed + 4 * variation, LEAST_PATIENCE, MOST_PATIENCE)
        : FIRST_PATIENCE;
  }

  private long score() {
    return smoothed + (long) (refusing * REFUSING);
  }

  /// It does not give back names in the case they were asked in.
  boolean foldsNames() {
    return foldsNames;
  }

  void setFoldsNames() {
    foldsNames = true;
  }

  /// It does not know EDNS (RFC 6891 section 7).
  boolean withoutEdns() {
    return withoutEdns;
  }

  void setWithoutEdns() {
    withoutEdns = true;
  }

  private UpstreamState state() {
    if (silences >= SILENCES_OF_THE_DEAD) {
      return UpstreamState.DOWN;
    }
    if (silences > 0) {
      return UpstreamState.SUSPECT;
    }
    return measured ? UpstreamState.UP : UpstreamState.UNTRIED;
  }

  UpstreamCounters counters() {
    Optional<Duration> latency =
        measured ? Optional.of(Duration.ofNanos(smoothed)) : Optional.empty();
    return new UpstreamCounters(upstream, state(), latency, answers, failures, lastFailure);
  }
}
