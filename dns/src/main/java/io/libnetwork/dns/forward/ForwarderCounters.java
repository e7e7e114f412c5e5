package io.libnetwork.dns.forward;

import java.util.List;

/// What a forwarder has done since it was made, at one moment.
///
/// @param asked messages that got, or will get, a reply
/// @param ignored messages that got none: too short for a header, or responses
/// @param malformed answered by FORMERR, NOTIMP, BADVERS, or REFUSED for a zone transfer
/// @param cacheHits answered from the cache
/// @param cacheMisses not found there
/// @param coalesced of the misses, those that wait for what another asked
/// @param refused of the misses, those for which too many were in flight
/// @param failures exchanges that ended with SERVFAIL because no upstream gave an answer
/// @param hedged times another upstream was asked because the one before took long
/// @param repeats times upstreams were asked once more because all were silent
/// @param overTcp times an upstream was asked again over TCP because its answer was truncated
/// @param tries messages sent only to learn how an upstream does
/// @param inFlight questions that wait now
/// @param cacheEntries answers kept now
/// @param cacheBytes what these take, about
/// @param upstreams in the order they were configured in
public record ForwarderCounters(
    long asked,
    long ignored,
    long malformed,
    long cacheHits,
    long cacheMisses,
    long coalesced,
    long refused,
    long failures,
    long hedged,
    long repeats,
    long overTcp,
    long tries,
    int inFlight,
    int cacheEntries,
    long cacheBytes,
    List<UpstreamCounters> upstreams) {

  public ForwarderCounters {
    upstreams = List.copyOf(upstreams);
  }
}
