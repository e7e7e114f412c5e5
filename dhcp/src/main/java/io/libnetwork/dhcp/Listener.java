package io.libnetwork.dhcp;

import io.libnetwork.linux.NamespaceTask;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.frames.FrameSocket;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is wanted of all that comes in by an interface; everything else the kernel drops.
///
/// @param etherType of the frames
/// @param filter which of them
/// @param reader told of each; it throws [IllegalArgumentException] where it cannot be read
record Listener(int etherType, FrameFilter filter, Consumer<byte[]> reader) {

  /// What opens a socket for each inside a namespace, in their order: all or none.
  static NamespaceTask<List<FrameSocket>> opening(Ifindex link, List<Listener> listeners) {
    return () -> open(link, listeners);
  }

  private static List<FrameSocket> open(Ifindex link, List<Listener> listeners) {
    List<FrameSocket> opened = new ArrayList<>();
    try {
      for (Listener listener : listeners) {
        opened.add(FrameSocket.open(link, listener.etherType, listener.filter));
      }
      return opened;
    } catch (RuntimeException failure) {
      opened.forEach(FrameSocket::close);
      throw failure;
    }
  }
}
