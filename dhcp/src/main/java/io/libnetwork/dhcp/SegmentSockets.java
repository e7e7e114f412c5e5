package io.libnetwork.dhcp;

import io.libnetwork.dhcp.message.ArpFrame;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.linux.NamespaceTask;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.frames.FrameSocket;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.List;

/// The sockets by which a segment is asked. Of all that comes in by the interface they take what
/// DHCP servers send to clients, and ARP's replies; everything else the kernel drops.
final class SegmentSockets {

  /// Where ARP says what a frame is, and what it says in a reply.
  private static final int OPERATION_OFFSET = 20;

  private static final int REPLY = 2;

  private static final FrameFilter MESSAGES =
      FrameFilter.of(
          FrameFilter.octet(Dhcp4Frame.VERSION_OFFSET, Dhcp4Frame.VERSION),
          FrameFilter.octet(Dhcp4Frame.PROTOCOL_OFFSET, Dhcp4Frame.UDP),
          FrameFilter.clear(Dhcp4Frame.FRAGMENT_OFFSET, Dhcp4Frame.FRAGMENT_BITS),
          FrameFilter.half(Dhcp4Frame.PORT_OFFSET, Dhcp4Frame.CLIENT_PORT));

  private static final FrameFilter NEIGHBOURS =
      FrameFilter.of(FrameFilter.half(OPERATION_OFFSET, REPLY));

  private SegmentSockets() {}

  /// What opens both inside a namespace: for messages, and for neighbours.
  static NamespaceTask<List<FrameSocket>> opening(Ifindex link) {
    return () -> open(link);
  }

  private static List<FrameSocket> open(Ifindex link) {
    FrameSocket messages = FrameSocket.open(link, Dhcp4Frame.ETHER_TYPE, MESSAGES);
    try {
      return List.of(messages, FrameSocket.open(link, ArpFrame.ETHER_TYPE, NEIGHBOURS));
    } catch (RuntimeException failure) {
      messages.close();
      throw failure;
    }
  }
}
