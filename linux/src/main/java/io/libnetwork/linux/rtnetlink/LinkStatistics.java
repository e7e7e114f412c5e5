package io.libnetwork.linux.rtnetlink;

/// What has passed a link since it was made, `struct rtnl_link_stats64` in `linux/if_link.h`.
///
/// The counters are unsigned 64-bit numbers.
public record LinkStatistics(
    Ifindex link,
    long receivedPackets,
    long sentPackets,
    long receivedBytes,
    long sentBytes,
    long receiveErrors,
    long sendErrors,
    long receiveDropped,
    long sendDropped) {}
