package io.libnetwork.testing.crash;

/// A place between two steps: right before a step is done for the n-th time, or right after.
///
/// @param step as [io.libnetwork.linux.Failpoints] tells it
/// @param time 1 for the first
/// @param done whether the step has been done
/// @param closing whether the operation had been acknowledged and the controller was being closed
record Point(String step, int time, boolean done, boolean closing) {

  private static final String CLOSING = "when closing, ";
  private static final String BEFORE = "before ";
  private static final String AFTER = "after ";
  private static final String TIME = " #";

  static Point parse(String text) {
    boolean closing = text.startsWith(CLOSING);
    String rest = closing ? text.substring(CLOSING.length()) : text;
    boolean done = rest.startsWith(AFTER);
    int time = rest.lastIndexOf(TIME);
    return new Point(
        rest.substring(done ? AFTER.length() : BEFORE.length(), time),
        Integer.parseInt(rest.substring(time + TIME.length())),
        done,
        closing);
  }

  @Override
  public String toString() {
    return (closing ? CLOSING : "") + (done ? AFTER : BEFORE) + step + TIME + time;
  }
}
