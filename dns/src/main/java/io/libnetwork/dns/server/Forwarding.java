package io.libnetwork.dns.server;

import java.util.function.Consumer;

/// Who asks others. Used on the loop's thread.
@FunctionalInterface
public interface Forwarding {

  /// Asks others, and hands what they say to a listener, at once or later, and once: a whole
  /// message that answers the question, whose size is what the asker takes. Where nobody answers,
  /// it says so (SERVFAIL).
  ///
  /// @param question a message that has been looked at: one question, no answer
  /// @param connected whether it came over a connection
  void forward(byte[] question, boolean connected, Consumer<byte[]> answer);
}
