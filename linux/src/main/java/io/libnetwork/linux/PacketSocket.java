package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Sockets;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A socket that sends whole Ethernet frames, see packet(7).
///
/// It belongs to the namespace it was opened in, and keeps that namespace alive until it is closed.
/// It receives nothing.
public final class PacketSocket implements AutoCloseable {

  private final int descriptor;
  private boolean closed;

  private PacketSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Opens a socket in the calling thread's namespace.
  public static PacketSocket open() {
    return new PacketSocket(Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_RAW, 0));
  }

  /// Sends a frame through an interface.
  ///
  /// @param ifindex the interface's number
  /// @param frame a direct buffer, from position to limit
  /// @return why the kernel refused; empty when it did not
  public synchronized Optional<Errno> send(int ifindex, ByteBuffer frame) {
    if (closed) {
      return Optional.of(Errno.EBADF);
    }
    int answer = Sockets.sendFrame(descriptor, ifindex, frame);
    return answer < 0 ? Optional.of(new Errno(-answer)) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Descriptors.close(descriptor);
    }
  }
}
