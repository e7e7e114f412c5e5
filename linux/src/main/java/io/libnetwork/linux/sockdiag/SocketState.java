package io.libnetwork.linux.sockdiag;

import java.util.EnumSet;
import java.util.Set;

/// What a socket is doing: the kernel's `net/tcp_states.h`.
public enum SocketState {
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECV(3),
  FIN_WAIT1(4),
  FIN_WAIT2(5),
  TIME_WAIT(6),
  /// Of a UDP socket: not connected, which is how most are used. Of a TCP socket that has a port:
  /// bound, and neither listening nor connected.
  CLOSE(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11),
  NEW_SYN_RECV(12),
  /// Asks Linux 6.8 and newer for TCP sockets that are bound and neither listen nor are connected;
  /// what it then answers is called [#CLOSE].
  BOUND_INACTIVE(13);

  /// In which a TCP socket takes a port and is no connection.
  public static final Set<SocketState> TAKING_A_PORT =
      Set.copyOf(EnumSet.of(LISTEN, BOUND_INACTIVE));

  /// In which a TCP socket is a connection whose other end can be told something.
  public static final Set<SocketState> CONNECTED =
      Set.copyOf(EnumSet.of(ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT));

  private final int number;

  SocketState(int number) {
    this.number = number;
  }

  static SocketState of(int number) {
    for (SocketState state : values()) {
      if (state.number == number) {
        return state;
      }
    }
    throw new IllegalArgumentException("unknown socket state " + number + ": expected 1 to 13");
  }

  /// As the kernel takes them: one bit for each. A kernel ignores bits that it does not know.
  static int bits(Set<SocketState> states) {
    return states.stream().mapToInt(state -> 1 << state.number).reduce(0, (a, b) -> a | b);
  }
}
