package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Sockets;
import java.nio.charset.StandardCharsets;

/// Tells who has started this process how it is, as sd_notify(3) does: a datagram of lines such as
/// `READY=1` to the socket that the variable `NOTIFY_SOCKET` names.
public final class ServiceNotification {

  private ServiceNotification() {}

  /// Sends a notification.
  ///
  /// @param socket a path, or behind an `@` a name in the abstract namespace, see unix(7)
  /// @param state lines of `name=value`
  /// @throws SystemCallException when nobody takes it
  public static void send(String socket, String state) {
    int descriptor = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0);
    try {
      Sockets.sendToPath(descriptor, socket, state.getBytes(StandardCharsets.UTF_8));
    } finally {
      Descriptors.close(descriptor);
    }
  }
}
