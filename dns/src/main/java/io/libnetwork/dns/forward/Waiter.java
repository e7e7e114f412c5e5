package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import java.util.function.Consumer;

/// An asker's question that waits for an exchange.
record Waiter(Asker asker, QueryMessage query, Consumer<byte[]> reply) {

  /// Passes on the answer, unless nobody wants it any more.
  void answer(Answer answer) {
    if (asker.open()) {
      reply.accept(answer.to(query, 0, false));
    }
  }
}
