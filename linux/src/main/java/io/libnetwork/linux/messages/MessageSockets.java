package io.libnetwork.linux.messages;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.InternetSockets;
import io.libnetwork.linux.foreign.StreamSockets;
import java.util.concurrent.atomic.AtomicBoolean;

/// A UDP and a TCP socket at one address of a namespace, each at a port that the kernel chose.
///
/// What arrives before a loop serves them waits in the kernel.
public final class MessageSockets implements AutoCloseable {

  /// Connections that wait to be taken.
  private static final int BACKLOG = 128;

  private final int datagrams;
  private final int listener;
  private final Port udp;
  private final Port tcp;
  private final AtomicBoolean closed = new AtomicBoolean();

  private MessageSockets(int datagrams, int listener) {
    this.datagrams = datagrams;
    this.listener = listener;
    this.udp = InternetSockets.port(datagrams);
    this.tcp = InternetSockets.port(listener);
  }

  /// Opens them in the namespace where sockets come from.
  ///
  /// @param address one of the namespace's own
  /// @throws SystemCallException `EADDRNOTAVAIL` when the address is not the namespace's, `EMFILE`
  ///   when the process may open no further file
  public static MessageSockets open(SocketSource source, IpAddress address) {
    int datagrams = bound(source, Protocol.UDP, address);
    try {
      int listener = listener(source, address);
      return new MessageSockets(datagrams, listener);
    } catch (RuntimeException refused) {
      Descriptors.close(datagrams);
      throw refused;
    }
  }

  /// Where datagrams arrive.
  public Port udp() {
    return udp;
  }

  /// Where connections arrive.
  public Port tcp() {
    return tcp;
  }

  /// Gives the ports back, where nobody serves them. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeHandedOver();
    }
  }

  /// Closes what was handed over to nobody in the end.
  void closeHandedOver() {
    Descriptors.close(datagrams);
    Descriptors.close(listener);
  }

  int datagrams() {
    return datagrams;
  }

  int listener() {
    return listener;
  }

  /// Hands the sockets over: they are the caller's to close.
  ///
  /// @throws IllegalStateException when they are closed or handed over already
  void handOver() {
    if (!closed.compareAndSet(false, true)) {
      throw new IllegalStateException("message sockets at " + udp + " are not open any more");
    }
  }

  private static int listener(SocketSource source, IpAddress address) {
    int listener = bound(source, Protocol.TCP, address);
    int answer = StreamSockets.listen(listener, BACKLOG);
    if (answer < 0) {
      Descriptors.close(listener);
      throw new SystemCallException("listen", address.toString(), new Errno(-answer));
    }
    return listener;
  }

  private static int bound(SocketSource source, Protocol protocol, IpAddress address) {
    int descriptor = source.next(protocol, address.family());
    try {
      InternetSockets.bindAtAnyPort(descriptor, address);
      return descriptor;
    } catch (RuntimeException refused) {
      Descriptors.close(descriptor);
      throw refused;
    }
  }
}
