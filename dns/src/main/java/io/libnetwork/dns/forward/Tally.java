package io.libnetwork.dns.forward;

/// Counts as they run, see [ForwarderCounters].
final class Tally {
  long asked;
  long ignored;
  long malformed;
  long cacheHits;
  long cacheMisses;
  long coalesced;
  long refused;
  long failures;
  long hedged;
  long repeats;
  long overTcp;
  long tries;
}
