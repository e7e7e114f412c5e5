package io.libnetwork.dns.server;

import java.util.concurrent.atomic.LongAdder;

/// What has been asked and answered. Counted on the loop's thread, read by any.
public final class NameTally {

  private final LongAdder asked = new LongAdder();
  private final LongAdder known = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder forwarded = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /// With nothing counted yet.
  public NameTally() {}

  /// What had been counted at about one time.
  ///
  /// @param asked messages that came
  /// @param known answered from what is known here, that a name has no such record among them
  /// @param unknown of which it was answered that nobody knows the name, without asking others
  /// @param forwarded to others
  /// @param refused for what they ask, or because they are malformed
  /// @param dropped because they are no question at all
  public record Counts(
      long asked, long known, long unknown, long forwarded, long refused, long dropped) {}

  /// What has been counted by now.
  public Counts counts() {
    return new Counts(
        asked.sum(), known.sum(), unknown.sum(), forwarded.sum(), refused.sum(), dropped.sum());
  }

  void asked() {
    asked.increment();
  }

  void known() {
    known.increment();
  }

  void unknown() {
    unknown.increment();
  }

  void forwarded() {
    forwarded.increment();
  }

  void refused() {
    refused.increment();
  }

  void dropped() {
    dropped.increment();
  }
}
