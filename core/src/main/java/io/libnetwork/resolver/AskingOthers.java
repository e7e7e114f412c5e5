package io.libnetwork.resolver;

import io.libnetwork.dns.forward.Asker;
import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.forward.Transport;
import io.libnetwork.dns.server.Forwarding;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One sandbox's part of a forwarder. For the loop's thread.
final class AskingOthers implements Forwarding {

  private final Asker asker;
  private final Runnable before;
  private final Optional<Own> own;

  /// What a sandbox has that asks servers of its own.
  ///
  /// @param counters what has been asked
  /// @param end done once nothing is asked any more
  record Own(Supplier<ForwarderCounters> counters, Runnable end) {}

  private AskingOthers(Asker asker, Runnable before, Optional<Own> own) {
    this.asker = asker;
    this.before = before;
    this.own = own;
  }

  /// A part of what is shared with others.
  ///
  /// @param before done before each question
  static AskingOthers shared(Asker asker, Runnable before) {
    return new AskingOthers(asker, before, Optional.empty());
  }

  /// All of what is one sandbox's own.
  static AskingOthers alone(Asker asker, Own own) {
    return new AskingOthers(asker, () -> {}, Optional.of(own));
  }

  /// Whether nobody else asks the same servers.
  boolean alone() {
    return own.isPresent();
  }

  /// What has been asked, where nobody else asks the same servers.
  Optional<ForwarderCounters> counters() {
    return own.map(mine -> mine.counters().get());
  }

  @Override
  public void forward(byte[] question, boolean connected, Consumer<byte[]> answer) {
    before.run();
    asker.ask(question, connected ? Transport.TCP : Transport.UDP, answer);
  }

  void close() {
    asker.close();
    own.ifPresent(mine -> mine.end().run());
  }
}
