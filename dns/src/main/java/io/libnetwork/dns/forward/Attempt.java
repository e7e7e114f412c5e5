package io.libnetwork.dns.forward;

/// One message to one upstream, until something comes of it.
final class Attempt implements Receiver {

  /// Who made it. Told once, unless it was cancelled before.
  interface Judge {

    /// The upstream answered.
    void replied(Attempt attempt, byte[] answer);

    /// It answered with the QNAME in another case, as nobody knew it does: it may be another who
    /// answered.
    void folded(Attempt attempt);

    /// There will be no answer.
    void unanswered(Attempt attempt);
  }

  private final Surroundings surroundings;
  private final Judge judge;
  private final Health server;
  private final Transport transport;
  private final UpstreamMessage message;
  private final long sent;
  private Pending exchange = () -> {};
  private boolean over;

  Attempt(
      Surroundings surroundings,
      Judge judge,
      Health server,
      Transport transport,
      UpstreamMessage message) {
    this.surroundings = surroundings;
    this.judge = judge;
    this.server = server;
    this.transport = transport;
    this.message = message;
    this.sent = surroundings.now();
  }

  /// Sends the message. The judge may be told before this returns.
  void send() {
    Pending started =
        surroundings.ask(server.upstream(), transport, message.octets().clone(), this);
    if (over) {
      started.cancel();
    } else {
      exchange = started;
    }
  }

  Health server() {
    return server;
  }

  Transport transport() {
    return transport;
  }

  UpstreamMessage message() {
    return message;
  }

  /// Nanoseconds since it was made.
  long age() {
    return surroundings.now() - sent;
  }

  /// Ends it because it took longer than it may, which is held against the upstream.
  void giveUp() {
    cancel();
    server.silent(surroundings.now(), "no answer in " + age() / 1_000_000 + " ms");
  }

  void cancel() {
    over = true;
    exchange.cancel();
  }

  @Override
  public boolean received(byte[] answer) {
    if (over) {
      return true;
    }
    UpstreamMessage.Finding finding = message.look(answer);
    if (finding == UpstreamMessage.Finding.OTHER) {
      return false;
    }
    over = true;
    hear();
    if (finding == UpstreamMessage.Finding.FOLDED && !server.foldsNames()) {
      server.setFoldsNames();
      judge.folded(this);
    } else {
      judge.replied(this, answer);
    }
    return true;
  }

  /// Over TCP the time is also that of the connection.
  private void hear() {
    switch (transport) {
      case UDP -> server.heard(surroundings.now(), age());
      case TCP -> server.alive(surroundings.now());
    }
  }

  @Override
  public void failed(String why) {
    if (!over) {
      over = true;
      server.silent(surroundings.now(), why);
      judge.unanswered(this);
    }
  }
}
