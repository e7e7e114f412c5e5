package io.libnetwork.testing.crash;

/// A place between two steps: right before a step is done for the n-th time, or right after.
///
/// @param step as [io.libnetwork.linux.Failpoints] tells it
/// @param time 1 for the first
/// @param done whether the step has been done
record Point(String step, int time, boolean done) {

  private static final String BEFORE = "before ";
  private static final String AFTER = "after ";
  private static final String TIME = " #";

  static Point parse(String text) {
    int time = text.lastIndexOf(TIME);
    boolean done = text.startsWith(AFTER);
    return new Point(
        text.substring(done ? AFTER.length() : BEFORE.length(), time),
        Integer.parseInt(text.substring(time + TIME.length())),
        done);
  }

  @Override
  public String toString() {
    return (done ? AFTER : BEFORE) + step + TIME + time;
  }
}
