package io.libnetwork.dhcp;

import io.libnetwork.dhcp.message.ArpFrame;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.linux.NamespaceTask;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.frames.FrameSocket;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.ArrayList;
import java.util.List;

/// The sockets by which a segment is asked. Of all that comes in by the interface they take what
/// DHCP servers send to clients, ARP's replies and what routers advertise; everything else the
/// kernel drops.
///
/// @param messages for DHCP
/// @param neighbours for ARP
/// @param routers for router advertisements
record SegmentSockets(FrameSocket messages, FrameSocket neighbours, FrameSocket routers) {

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

  private static final FrameFilter ROUTERS =
      FrameFilter.of(
          FrameFilter.octet(RouterAdvertisement.NEXT_HEADER_OFFSET, RouterAdvertisement.ICMPV6),
          FrameFilter.octet(RouterAdvertisement.TYPE_OFFSET, RouterAdvertisement.TYPE));

  /// What opens them inside a namespace.
  static NamespaceTask<SegmentSockets> opening(Ifindex link) {
    return () -> open(link);
  }

  private static SegmentSockets open(Ifindex link) {
    List<FrameSocket> opened = new ArrayList<>();
    try {
      opened.add(FrameSocket.open(link, Dhcp4Frame.ETHER_TYPE, MESSAGES));
      opened.add(FrameSocket.open(link, ArpFrame.ETHER_TYPE, NEIGHBOURS));
      opened.add(FrameSocket.open(link, RouterAdvertisement.ETHER_TYPE, ROUTERS));
      return new SegmentSockets(opened.get(0), opened.get(1), opened.get(2));
    } catch (RuntimeException failure) {
      opened.forEach(FrameSocket::close);
      throw failure;
    }
  }
}
