package io.libnetwork.resolver;

import io.libnetwork.dns.forward.Asker;
import io.libnetwork.dns.forward.Transport;
import io.libnetwork.dns.server.Forwarding;
import java.util.function.Consumer;

/// One sandbox's part of a forwarder. For the loop's thread.
final class AskingOthers implements Forwarding {

  private final Asker asker;
  private final Runnable before;
  private final Runnable end;

  /// @param before done before each question
  /// @param end done once nothing is asked any more
  AskingOthers(Asker asker, Runnable before, Runnable end) {
    this.asker = asker;
    this.before = before;
    this.end = end;
  }

  @Override
  public void forward(byte[] question, boolean connected, Consumer<byte[]> answer) {
    before.run();
    asker.ask(question, connected ? Transport.TCP : Transport.UDP, answer);
  }

  void close() {
    asker.close();
    end.run();
  }
}
