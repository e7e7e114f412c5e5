package io.libnetwork.dns.forward;

import java.time.Duration;

/// The limits of a forwarder.
///
/// @param deadline after which a question has failed
/// @param inFlight how many questions may wait for an answer, at least 1
/// @param inFlightPerAsker of these, how many of one asker, at least 1
/// @param cacheEntries how many answers are kept; 0 for none
/// @param cacheBytes how many bytes these may take, about
/// @param longestTtl for how long an answer is kept at most, and what a longer TTL is cut to
/// @param longestNegativeTtl the same for what is not there (RFC 2308 section 5 advises one to
///   three hours)
/// @param failureTtl for how long a question that failed is not asked again: 1 s to 5 min (RFC 2308
///   section 7, RFC 9520 section 3.2), or 0
public record ForwarderConfig(
    Duration deadline,
    int inFlight,
    int inFlightPerAsker,
    int cacheEntries,
    long cacheBytes,
    Duration longestTtl,
    Duration longestNegativeTtl,
    Duration failureTtl) {

  private static final Duration LONGEST_FAILURE = Duration.ofMinutes(5);
  private static final Duration LONGEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

  /// @throws IllegalArgumentException if a limit is out of its range
  public ForwarderConfig {
    require(deadline.isPositive(), "deadline", deadline, "more than nothing");
    require(inFlight >= 1, "number of questions in flight", inFlight, "1 or more");
    require(inFlightPerAsker >= 1, "number in flight per asker", inFlightPerAsker, "1 or more");
    require(cacheEntries >= 0, "number of cache entries", cacheEntries, "0 or more");
    require(cacheBytes >= 0, "number of cache bytes", cacheBytes, "0 or more");
    requireTtl("longest TTL", longestTtl, LONGEST_TTL);
    requireTtl("longest negative TTL", longestNegativeTtl, LONGEST_TTL);
    requireTtl("TTL of failures", failureTtl, LONGEST_FAILURE);
  }

  private static void requireTtl(String what, Duration ttl, Duration longest) {
    boolean within = !ttl.isNegative() && ttl.compareTo(longest) <= 0;
    require(within, what, ttl, "PT0S to " + longest);
  }

  private static void require(boolean right, String what, Object value, String expected) {
    if (!right) {
      throw new IllegalArgumentException(what + " " + value + ": expected " + expected);
    }
  }

  /// 4 s for an answer; 8192 questions in flight, 1024 of one asker; 16384 answers of 16 MiB, kept
  /// for a day, an hour if negative, a second if failed.
  public static ForwarderConfig standard() {
    return new ForwarderConfig(
        Duration.ofSeconds(4),
        8192,
        1024,
        16_384,
        16L << 20,
        Duration.ofDays(1),
        Duration.ofHours(1),
        Duration.ofSeconds(1));
  }

  LongestTtls longestTtls() {
    return new LongestTtls((int) longestTtl.toSeconds(), (int) longestNegativeTtl.toSeconds());
  }
}
