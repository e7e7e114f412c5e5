package io.libnetwork.linux.relay;

/// What a port has relayed so far.
///
/// @param connections taken, or flows begun
/// @param open of these, how many are there now
/// @param refused connections that were reset before a byte passed, because there were too many or
///   nobody answered behind; datagrams that could not be passed on
/// @param bytesIn passed from clients to whom the port leads to
/// @param bytesOut passed back
public record RelayCounts(long connections, long open, long refused, long bytesIn, long bytesOut) {}
