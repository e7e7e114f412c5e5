package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xbill.DNS.Rcode;

/// A question put to upstreams until one answers it.
///
/// The best is asked first, the next when it takes longer than it usually does, or at once when it
/// failed; the others go on meanwhile, and the first answer ends it. When all were asked and some
/// are still silent, these are asked again, twice, each time with double the patience: packets get
/// lost.
final class Exchange implements Attempt.Judge {

  private static final int LAST_ROUND = 2;

  /// How many times as long as by UDP an answer may take: a connection is made first.
  private static final int TCP_PATIENCE = 3;

  private final Equipment equipment;
  private final QuestionKey key;
  private final QueryMessage query;
  private final Ending ending;
  private final Deque<Health> next;
  private final List<Attempt> running = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private int round;
  private Pending hedge = () -> {};
  private Pending deadline = () -> {};
  private boolean over;

  /// Who is told how it ended.
  @FunctionalInterface
  interface Ending {
    void ended(Exchange exchange, Answer answer);
  }

  /// @param servers the best first, at least one
  Exchange(
      Equipment equipment,
      QuestionKey key,
      QueryMessage query,
      List<Health> servers,
      Ending ending) {
    this.equipment = equipment;
    this.key = key;
    this.query = query;
    this.next = new ArrayDeque<>(servers);
    this.ending = ending;
  }

  QuestionKey key() {
    return key;
  }

  QueryMessage query() {
    return query;
  }

  List<Waiter> waiters() {
    return waiters;
  }

  void join(Waiter waiter) {
    waiters.add(waiter);
  }

  /// Begins. It may be over when this returns.
  void start() {
    deadline = equipment.surroundings().after(equipment.config().deadline(), this::expire);
    askNext();
  }

  /// Ends it without an answer.
  void fail() {
    if (!over) {
      equipment.tally().failures++;
      int lifetime = (int) equipment.config().failureTtl().toSeconds();
      end(Answer.bare(query, Rcode.SERVFAIL, lifetime));
    }
  }

  private void askNext() {
    Health server = next.remove();
    waitFor(server.patience());
    ask(server, Transport.UDP, equipment.messageTo(server, query));
  }

  /// Waits before another is asked: so long, or longer in later rounds.
  private void waitFor(long nanos) {
    hedge.cancel();
    hedge = equipment.after(nanos << round, this::impatient);
  }

  private void ask(Health server, Transport transport, UpstreamMessage message) {
    Attempt attempt = equipment.attempt(this, server, transport, message);
    running.add(attempt);
    attempt.send();
  }

  private void impatient() {
    if (!next.isEmpty()) {
      count();
      askNext();
    } else if (round < LAST_ROUND) {
      round++;
      running.stream().map(Attempt::server).distinct().forEach(next::add);
      count();
      askNext();
    }
  }

  private void count() {
    if (round == 0) {
      equipment.tally().hedged++;
    } else {
      equipment.tally().repeats++;
    }
  }

  private void expire() {
    running.stream().map(Attempt::server).distinct().forEach(this::blame);
    fail();
  }

  private void blame(Health server) {
    server.silent(equipment.surroundings().now(), "no answer in " + equipment.config().deadline());
  }

  @Override
  public void replied(Attempt attempt, byte[] message) {
    running.remove(attempt);
    AnswerHeader header = AnswerHeader.of(message);
    if (header.rcode() == Rcode.FORMERR && attempt.message().edns()) {
      askWithoutEdns(attempt.server());
      return;
    }
    if (!attempt.message().edns() && header.hasData()) {
      attempt.server().setWithoutEdns();
    }
    if (header.truncated() && attempt.transport() == Transport.UDP) {
      askOverTcp(attempt.server());
    } else if (header.refuses()) {
      refused(attempt.server(), header.toString());
    } else {
      read(attempt.server(), header, message);
    }
  }

  /// Once more, the way servers were asked before EDNS (RFC 6891 section 7).
  private void askWithoutEdns(Health server) {
    ask(server, Transport.UDP, new UpstreamMessage(query, equipment.random(), false));
  }

  private void askOverTcp(Health server) {
    equipment.tally().overTcp++;
    waitFor(TCP_PATIENCE * server.patience());
    ask(server, Transport.TCP, equipment.messageTo(server, query));
  }

  private void read(Health server, AnswerHeader header, byte[] message) {
    try {
      if (header.truncated()) {
        throw new MalformedAnswerException("a truncated answer over TCP");
      }
      Answer answer =
          header.hasData()
              ? AnswerReader.read(query, message, equipment.config().longestTtls())
              : Answer.bare(query, header.rcode(), 0);
      server.answered();
      blameLosers(server);
      end(answer);
    } catch (MalformedAnswerException malformed) {
      refused(server, malformed.why());
    }
  }

  /// Those that were asked before and had the time they usually take.
  private void blameLosers(Health winner) {
    List<Health> blamed = new ArrayList<>();
    for (Attempt attempt : running) {
      Health server = attempt.server();
      if (server != winner && !blamed.contains(server) && attempt.age() >= server.patience()) {
        blamed.add(server);
        attempt.giveUp();
      }
    }
  }

  private void refused(Health server, String why) {
    server.refused(why);
    running.stream().filter(other -> other.server() == server).forEach(Attempt::cancel);
    running.removeIf(other -> other.server() == server);
    proceed();
  }

  /// It is asked once more at once, over another socket: who only guesses has to guess again.
  @Override
  public void folded(Attempt attempt) {
    running.remove(attempt);
    Health server = attempt.server();
    ask(server, attempt.transport(), equipment.messageTo(server, query));
  }

  @Override
  public void unanswered(Attempt attempt) {
    running.remove(attempt);
    proceed();
  }

  private void proceed() {
    if (over) {
      return;
    }
    if (!next.isEmpty()) {
      askNext();
    } else if (running.isEmpty()) {
      fail();
    }
  }

  private void end(Answer answer) {
    over = true;
    hedge.cancel();
    deadline.cancel();
    running.forEach(Attempt::cancel);
    running.clear();
    ending.ended(this, answer);
  }
}
