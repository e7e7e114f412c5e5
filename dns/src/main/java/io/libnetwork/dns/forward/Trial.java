package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import java.time.Duration;
import java.util.function.Consumer;

/// A question to an upstream of which only is wanted whether it answers, and how fast.
final class Trial implements Attempt.Judge {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final Consumer<Trial> over;
  private final Attempt attempt;
  private Pending end = () -> {};

  /// @param over told when it is over, unless cancelled
  Trial(Equipment equipment, Health server, QueryMessage query, Consumer<Trial> over) {
    this.surroundings = equipment.surroundings();
    this.over = over;
    UpstreamMessage message = equipment.messageTo(server, query);
    this.attempt = equipment.attempt(this, server, Transport.UDP, message);
  }

  void start() {
    attempt.server().trying(surroundings.now());
    end = surroundings.after(PATIENCE, this::giveUp);
    attempt.send();
  }

  void cancel() {
    attempt.cancel();
    end.cancel();
  }

  private void giveUp() {
    attempt.giveUp();
    over.accept(this);
  }

  @Override
  public void replied(Attempt replied, byte[] answer) {
    AnswerHeader header = AnswerHeader.of(answer);
    if (header.refuses()) {
      replied.server().refused(header.toString());
    } else {
      replied.server().answered();
    }
    end();
  }

  @Override
  public void folded(Attempt folded) {
    end();
  }

  @Override
  public void unanswered(Attempt unanswered) {
    end();
  }

  private void end() {
    end.cancel();
    over.accept(this);
  }
}
