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
    long sendDropped) {

  /// The same as who is at the other end of the link has it: what one end of a veth pair sends, the
  /// other receives.
  @SuppressWarnings("ArgumentSelectionDefectChecker") // to swap them is the point
  public LinkStatistics mirrored() {
    return new LinkStatistics(
        link,
        sentPackets,
        receivedPackets,
        sentBytes,
        receivedBytes,
        sendErrors,
        receiveErrors,
        sendDropped,
        receiveDropped);
  }
}
