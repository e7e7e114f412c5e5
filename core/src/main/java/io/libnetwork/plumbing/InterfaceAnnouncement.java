package io.libnetwork.plumbing;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.PacketSocket;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One interface that announces itself until it has done so often enough, or is gone.
///
/// A neighbour that does not hear of the interface asks for it, so an announcement that cannot be
/// sent is no failure of the join: it ends the announcing, and is logged.
final class InterfaceAnnouncement implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InterfaceAnnouncement.class);

  private final Ifindex link;
  private final PacketSocket socket;
  private final List<ByteBuffer> frames;
  private @Nullable Future<?> repetition;
  private int left;
  private boolean closed;

  InterfaceAnnouncement(
      Ifindex link, PacketSocket socket, MacAddress mac, List<IpAddress> addresses) {
    this.link = link;
    this.socket = socket;
    this.frames = addresses.stream().map(address -> frame(mac, address)).toList();
  }

  Ifindex link() {
    return link;
  }

  /// Sends it once.
  synchronized void send() {
    if (closed) {
      return;
    }
    for (ByteBuffer frame : frames) {
      socket
          .send(link.value(), frame.duplicate())
          .ifPresent(refused -> {
            LOG.warn("interface {} cannot be announced: {}", link, refused);
            close();
          });
    }
  }

  /// Sends it so many times more.
  ///
  /// @param schedule has a task run again and again until it is cancelled
  synchronized void repeat(int times, Function<Runnable, Future<?>> schedule) {
    if (closed) {
      return;
    }
    left = times;
    repetition = schedule.apply(this::sendAgain);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (repetition != null) {
      repetition.cancel(false);
    }
    socket.close();
  }

  private synchronized void sendAgain() {
    send();
    left--;
    if (left == 0) {
      close();
    }
  }

  private static ByteBuffer frame(MacAddress mac, IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> AnnouncementFrames.arp(mac, v4);
      case Ipv6Address v6 -> AnnouncementFrames.advertisement(mac, v6);
    };
  }
}
