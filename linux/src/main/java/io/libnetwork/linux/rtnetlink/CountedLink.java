package io.libnetwork.linux.rtnetlink;

/// A link with what has passed it.
///
/// @param link as it is
/// @param counted since it was made, as seen from this end
public record CountedLink(Link link, LinkStatistics counted) {}
