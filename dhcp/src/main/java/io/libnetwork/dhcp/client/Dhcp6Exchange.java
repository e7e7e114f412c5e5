package io.libnetwork.dhcp.client;

import io.libnetwork.dhcp.client.Dhcp6Retransmission.Times;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.linux.frames.FrameLoop.Pending;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// One question of DHCPv6, which is asked again until it is answered.
final class Dhcp6Exchange {

  private static final int ELAPSED_MOST = 0xffff;
  private static final long ELAPSED_MILLIS = 10;

  private final Schedule schedule;
  private final RandomGenerator random;
  private final Dhcp6Retransmission retransmission;
  private Question question = (_, _) -> {};
  private Runnable over = () -> {};
  private Pending pending = () -> {};
  private int xid;
  private long began;
  private long asked;

  /// Sends a question.
  @FunctionalInterface
  interface Question {

    /// Sends it once.
    ///
    /// @param xid what the answer has to bear
    /// @param elapsed hundredths of a second since it was asked first, 0 to 65535
    void ask(int xid, int elapsed);
  }

  Dhcp6Exchange(Schedule schedule, RandomGenerator random) {
    this.schedule = schedule;
    this.random = random;
    this.retransmission = new Dhcp6Retransmission(random);
  }

  /// Asks something else from now on, and first now.
  ///
  /// @param over what is done when it has been asked as often as it may be
  void begin(Times times, Question what, Runnable over) {
    end();
    this.question = what;
    this.over = over;
    began = schedule.now();
    retransmission.begin(times);
    ask();
  }

  /// Asks at once, without waiting any longer.
  void ask() {
    pending.cancel();
    if (retransmission.over()) {
      over.run();
      return;
    }
    asked = schedule.now();
    long elapsed = Duration.ofNanos(asked - began).toMillis() / ELAPSED_MILLIS;
    pending = schedule.after(retransmission.next(), this::ask);
    question.ask(xid, (int) Math.min(ELAPSED_MOST, elapsed));
  }

  /// No answer is waited for any more.
  void end() {
    pending.cancel();
    xid = random.nextInt(Dhcp6Message.XIDS);
  }

  /// What an answer has to bear.
  int xid() {
    return xid;
  }

  /// When it was asked last.
  long asked() {
    return asked;
  }

  /// The first time to wait for answers is over.
  boolean repeated() {
    return retransmission.count() > 1;
  }

  /// Servers say how long is waited at most until they are looked for again.
  void longestSolicit(Duration longest) {
    retransmission.longestSolicit(longest);
  }
}
