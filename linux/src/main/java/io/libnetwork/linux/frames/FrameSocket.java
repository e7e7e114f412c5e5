package io.libnetwork.linux.frames;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.InternetSockets;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A socket that sends whole Ethernet frames through one interface and receives those of one type,
/// see packet(7).
///
/// It belongs to the namespace it was opened in, and keeps that namespace alive until it is closed.
/// What it sends does not come back to it, and goes to nobody on the host's own end of the
/// interface.
public final class FrameSocket implements AutoCloseable {

  private final int descriptor;
  private final Ifindex link;
  private boolean closed;

  private FrameSocket(int descriptor, Ifindex link) {
    this.descriptor = descriptor;
    this.link = link;
  }

  /// Opens a socket in the calling thread's namespace. It receives nothing until its filter is in
  /// place.
  ///
  /// @param etherType of the frames it receives, as in `linux/if_ether.h`
  /// @throws io.libnetwork.linux.SystemCallException `EPERM` without `CAP_NET_RAW`, `ENODEV` where
  ///   there is no such interface, `ENETDOWN` where it is down
  public static FrameSocket open(Ifindex link, int etherType, FrameFilter filter) {
    int descriptor = Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_RAW, 0);
    try {
      InternetSockets.attachFilter(descriptor, filter.program(link.value()));
      Sockets.bindPacket(descriptor, etherType, link.value());
      return new FrameSocket(descriptor, link);
    } catch (RuntimeException failure) {
      Descriptors.close(descriptor);
      throw failure;
    }
  }

  /// The interface.
  public Ifindex link() {
    return link;
  }

  /// Sends a frame, without waiting.
  ///
  /// @param frame with its Ethernet header
  /// @return why the kernel refused; empty when it did not. `ENXIO` and `ENODEV` say that the
  ///   interface is gone, `ENETDOWN` that it is down, or was since the last frame
  public synchronized Optional<Errno> send(byte[] frame) {
    if (closed) {
      return Optional.of(Errno.EBADF);
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    int answer = Sockets.sendFrame(descriptor, link.value(), buffer);
    return answer < 0 ? Optional.of(new Errno(-answer)) : Optional.empty();
  }

  /// Takes a frame that has come in, without waiting.
  ///
  /// @return how many bytes the frame had, which is more than fit where it was cut, or a negative
  ///   error number
  int receive(ByteBuffer buffer) {
    return Sockets.receive(descriptor, buffer, Sockets.MSG_DONTWAIT);
  }

  int descriptor() {
    return descriptor;
  }

  /// No more is sent by it. Its descriptor is the loop's to close where a loop waits for it.
  synchronized void end() {
    closed = true;
  }

  /// Closes a socket for which no [FrameLoop] waits.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Descriptors.close(descriptor);
    }
  }
}
