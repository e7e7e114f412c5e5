package io.libnetwork.linux.messages;

import java.time.Duration;

/// How much a loop takes on.
///
/// @param connections open at a time at all sockets together
/// @param connectionsEach open at a time at one of them; a further one takes the place of the one
///   that has been idle longest
/// @param unanswered messages of one connection at a time; what follows waits in the kernel
/// @param idle after which a connection without a whole message is closed, RFC 7766 section 6.2.3
public record MessageLimits(int connections, int connectionsEach, int unanswered, Duration idle) {

  /// 4,096 connections, 64 at one port, 32 messages of each, 8 seconds.
  public static final MessageLimits DEFAULT =
      new MessageLimits(4096, 64, 32, Duration.ofSeconds(8));

  /// @throws IllegalArgumentException when one is not above zero
  public MessageLimits {
    require(connections > 0, "connections", connections);
    require(connectionsEach > 0, "connections at one port", connectionsEach);
    require(unanswered > 0, "unanswered messages", unanswered);
    require(idle.isPositive(), "idle time", idle);
  }

  private static void require(boolean positive, String what, Object value) {
    if (!positive) {
      throw new IllegalArgumentException(what + " " + value + ": expected more than zero");
    }
  }
}
