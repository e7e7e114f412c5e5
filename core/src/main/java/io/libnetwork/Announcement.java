package io.libnetwork;

import java.time.Duration;

/// How a new interface tells its neighbours which MAC address its addresses have: by gratuitous ARP
/// (RFC 5227 section 3) and unsolicited neighbour advertisements (RFC 4861 section 7.2.6).
///
/// The first is sent before the join returns, the others behind it.
///
/// @param count how many of each, 0 to 3; 0 sends none
/// @param interval the time between two, 100 ms to 2 s
public record Announcement(int count, Duration interval) {

  private static final int MOST = 3;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /// None is sent.
  public static final Announcement NONE = new Announcement(0, Duration.ofSeconds(1));

  /// Three of each, a second apart.
  public static final Announcement USUAL = new Announcement(3, Duration.ofSeconds(1));

  public Announcement {
    if (count < 0 || count > MOST) {
      throw new NetworkException.InvalidParameter(
          "invalid announcement count " + count + ": expected 0 to " + MOST);
    }
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new NetworkException.InvalidParameter(
          "invalid announcement interval "
              + interval.toMillis()
              + " ms: expected 100 ms to 2,000 ms");
    }
  }
}
