package io.libnetwork.dns.forward;

/// What a TTL is cut to, in seconds.
record LongestTtls(int longest, int longestNegative) {

  /// What is kept of a TTL. One with the top bit set is taken for zero (RFC 2181 section 8).
  int positive(int ttl) {
    return Math.clamp(ttl, 0, longest);
  }

  /// What is kept of how long something is known not to be.
  int negative(int ttl) {
    return Math.clamp(ttl, 0, longestNegative);
  }
}
