package io.libnetwork.dhcp.client;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.client.Dhcp6Retransmission.Times;
import io.libnetwork.dhcp.message.Dhcp6Frame;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Status;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.linux.frames.FrameLoop.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// One lease of DHCPv6, an IA_NA of one address, asked for in the name of who will have it: RFC
/// 8415 section 18.2.
///
/// It asks at once, without the delay of section 18.2.1, which is for machines that have been
/// switched on together. Which server it had before the process began, and how long its lease
/// lasts, it does not know: so it begins again with a question to every server (Rebind).
///
/// For one thread.
public final class Dhcp6Client implements LeaseClient {

  private final ClientIdentity identity;
  private final Dhcp6Questions questions;
  private final Duid duid;
  private final Dhcp6Wire wire;
  private final Schedule schedule;
  private final RandomGenerator random;
  private final LeaseOwner owner;
  private final Duration check;
  private final Dhcp6Exchange exchange;

  /// How long is waited before servers that refused are asked again: longer each time.
  private final Dhcp6Retransmission refusals;

  private final List<Pending> timers = new ArrayList<>();
  private LeaseState state = LeaseState.INIT;
  private Optional<Ipv6Address> wanted = Optional.empty();
  private Optional<Ipv6Address> had = Optional.empty();
  private Optional<Dhcp6Terms> terms = Optional.empty();

  /// The best that has been offered while others may still offer better.
  private Optional<Offer> best = Optional.empty();

  /// What follows a question whose answer changes nothing.
  private Runnable afterwards = () -> {};

  private long leased;

  /// What a server offers, and how much it wants to be taken.
  private record Offer(Dhcp6Terms terms, int preference) {}

  /// A client that has not begun.
  ///
  /// @param check how long others on the segment are given to say that they have an address; zero
  ///   for not asking
  public Dhcp6Client(
      ClientIdentity identity,
      Dhcp6Wire wire,
      Schedule schedule,
      RandomGenerator random,
      Duration check,
      LeaseOwner owner) {
    this.identity = identity;
    this.questions = new Dhcp6Questions(identity);
    this.duid = questions.duid();
    this.wire = wire;
    this.schedule = schedule;
    this.random = random;
    this.check = check;
    this.owner = owner;
    this.exchange = new Dhcp6Exchange(schedule, random);
    this.refusals = new Dhcp6Retransmission(random);
  }

  @Override
  public ClientIdentity identity() {
    return identity;
  }

  @Override
  public LeaseState state() {
    return state;
  }

  /// By what servers know it.
  public Duid duid() {
    return duid;
  }

  @Override
  public void acquire(Optional<IpAddress> address) {
    wanted = address.map(Ipv6Address.class::cast);
    solicit();
  }

  @Override
  public void reboot(IpAddress address) {
    Ipv6Address kept = (Ipv6Address) address;
    had = Optional.of(kept);
    wanted = had;
    state = LeaseState.REBOOTING;
    exchange.begin(
        Times.REBOOT,
        (xid, elapsed) -> wire.send(questions.rebind(xid, elapsed, kept)),
        () -> {
          owner.troubled("no server says whether " + kept + " may be kept");
          solicit();
        });
  }

  /// Takes what came in by the segment; what is not an answer to what it has asked is not for it
  /// (section 16).
  public void receive(Dhcp6Frame frame) {
    Dhcp6Message message = frame.message();
    Dhcp6Options options = message.options();
    try {
      Optional<Duid> server = options.duid(Dhcp6Options.SERVER_IDENTIFIER);
      boolean mine = options.duid(Dhcp6Options.CLIENT_IDENTIFIER).equals(Optional.of(duid));
      if (mine && server.isPresent() && message.xid() == exchange.xid()) {
        Dhcp6Answer answer = Dhcp6Answer.of(frame, server.get(), questions.iaid());
        switch (message.type()) {
          case ADVERTISE -> advertised(answer);
          case REPLY -> replied(answer);
          default -> {}
        }
      }
    } catch (IllegalArgumentException malformed) {
      owner.troubled(
          "a %s of %s is not understood: %s"
              .formatted(message.type(), frame.from(), malformed.getMessage()));
    }
  }

  /// Somebody on the segment has an address.
  public void heard(Ipv6Address address, MacAddress station) {
    boolean own = station.equals(identity.mac());
    if (state == LeaseState.CHECKING && !own && terms.orElseThrow().address().equals(address)) {
      cancelTimers();
      Dhcp6Terms declined = terms.orElseThrow();
      terms = Optional.empty();
      wanted = had;
      state = LeaseState.DECLINING;
      afterwards = this::again;
      exchange.begin(
          Times.DECLINE,
          (xid, elapsed) -> send(declined, questions.decline(xid, elapsed, declined)),
          afterwards);
      owner.troubled(
          "server %s gave %s, which %s has already, and is told so"
              .formatted(declined.server(), address, station));
    }
  }

  @Override
  public void release(Runnable gone) {
    afterwards =
        () -> {
          end();
          gone.run();
        };
    cancelTimers();
    Optional<Dhcp6Terms> lease = terms;
    if (lease.isEmpty()) {
      afterwards.run();
      return;
    }
    state = LeaseState.RELEASING;
    exchange.begin(
        Times.RELEASE,
        (xid, elapsed) -> send(lease.get(), questions.release(xid, elapsed, lease.get())),
        afterwards);
  }

  @Override
  public void end() {
    exchange.end();
    cancelTimers();
    state = LeaseState.ENDED;
    terms = Optional.empty();
    best = Optional.empty();
  }

  private void cancelTimers() {
    timers.forEach(Pending::cancel);
    timers.clear();
  }

  private void send(Dhcp6Terms lease, Dhcp6Message message) {
    if (lease.direct().isPresent()) {
      wire.sendTo(lease.direct().get(), message);
    } else {
      wire.send(message);
    }
  }

  private void solicit() {
    state = LeaseState.SELECTING;
    best = Optional.empty();
    exchange.begin(Times.SOLICIT, this::askWhoLeases, () -> {});
  }

  private void askWhoLeases(int xid, int elapsed) {
    if (best.isPresent()) {
      request(best.get().terms());
    } else {
      wire.send(questions.solicit(xid, elapsed, wanted, rapid()));
    }
  }

  /// Whether a server may lease at once: not where its address may be none to take, or nothing is
  /// to be taken.
  private boolean rapid() {
    return identity.clientId() && wanted.isEmpty() && had.isEmpty();
  }

  /// Others may offer better until the first time to wait is over (section 18.2.9).
  private void advertised(Dhcp6Answer answer) {
    if (state != LeaseState.SELECTING) {
      return;
    }
    answer.longestSolicit().ifPresent(exchange::longestSolicit);
    Optional<String> objection = objection(answer);
    if (objection.isPresent()) {
      owner.troubled(objection.get());
      return;
    }
    if (best.isEmpty() || answer.preference() > best.get().preference()) {
      best = Optional.of(new Offer(offered(answer), answer.preference()));
    }
    if (answer.preference() == Dhcp6Answer.MUST_TAKE || exchange.repeated()) {
      request(best.get().terms());
    }
  }

  private Optional<String> objection(Dhcp6Answer answer) {
    if (!answer.outcome().success()) {
      return Optional.of("server " + answer.server() + " answers " + answer.outcome());
    }
    if (answer.given().isEmpty()) {
      return Optional.of("server " + answer.server() + " has no address for it");
    }
    Dhcp6Terms offer = offered(answer);
    if (had.isPresent() && !had.get().equals(offer.address())) {
      return Optional.of(
          "server %s offers %s in place of %s, which is in use"
              .formatted(offer.server(), offer.address(), had.get()));
    }
    return owner.objection(offer);
  }

  /// What was asked for where it is there, and what is there otherwise.
  private Dhcp6Terms offered(Dhcp6Answer answer) {
    List<Dhcp6Terms> given = answer.given();
    return given.stream()
        .filter(one -> wanted.equals(Optional.of(one.address())))
        .findFirst()
        .orElseGet(given::getFirst);
  }

  private void request(Dhcp6Terms offer) {
    terms = Optional.of(offer);
    state = LeaseState.REQUESTING;
    exchange.begin(
        Times.REQUEST,
        (xid, elapsed) -> askForMine(lease -> questions.request(xid, elapsed, lease)),
        () -> {
          owner.troubled("server " + offer.server() + " does not give what it offered");
          terms = Optional.empty();
          solicit();
        });
  }

  /// By the terms as they are then: a server may want to be asked in another way.
  private void askForMine(Function<Dhcp6Terms, Dhcp6Message> question) {
    Dhcp6Terms lease = terms.orElseThrow();
    send(lease, question.apply(lease));
  }

  private void replied(Dhcp6Answer answer) {
    boolean its = terms.map(Dhcp6Terms::serverId).equals(Optional.of(answer.serverId()));
    switch (state) {
      case SELECTING -> {
        if (answer.rapid() && rapid()) {
          requested(answer);
        }
      }
      case REQUESTING -> {
        if (its && !postponed(answer)) {
          requested(answer);
        }
      }
      case RENEWING -> {
        if (its && !postponed(answer)) {
          extended(answer);
        }
      }
      case REBINDING, REBOOTING -> {
        if (!postponed(answer)) {
          extended(answer);
        }
      }
      case RELEASING, DECLINING -> afterwards.run();
      default -> {}
    }
  }

  /// What is to be asked again, later or in another way (section 18.2.10).
  private boolean postponed(Dhcp6Answer answer) {
    boolean directly = terms.flatMap(Dhcp6Terms::direct).isPresent();
    switch (answer.outcome().code()) {
      case Dhcp6Status.UNSPECIFIED_FAILURE ->
          owner.troubled("server " + answer.server() + " answers " + answer.outcome());
      case Dhcp6Status.USE_MULTICAST -> {
        if (directly) {
          terms = terms.map(Dhcp6Terms::toEverybody);
          exchange.ask();
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void requested(Dhcp6Answer answer) {
    Optional<String> objection = objection(answer);
    if (objection.isPresent()) {
      giveBack(answer);
      refused(objection.get());
    } else {
      granted(offered(answer));
    }
  }

  /// What was leased in spite of what was asked for.
  private void giveBack(Dhcp6Answer answer) {
    answer
        .given()
        .forEach(one -> wire.send(questions.release(random.nextInt(Dhcp6Message.XIDS), 0, one)));
  }

  private void granted(Dhcp6Terms given) {
    terms = Optional.of(given);
    leased = exchange.asked();
    exchange.end();
    if (check.isZero() || had.isPresent()) {
      bind(given);
      return;
    }
    state = LeaseState.CHECKING;
    wire.probe(given.address());
    timers.add(schedule.after(check, () -> bind(given)));
  }

  private void bind(Dhcp6Terms given) {
    cancelTimers();
    state = LeaseState.BOUND;
    had = Optional.of(given.address());
    wanted = had;
    refusals.begin(Times.SOLICIT);
    given.renewal().ifPresent(time -> timers.add(schedule.after(left(time), this::renew)));
    given.rebinding().ifPresent(time -> timers.add(schedule.after(left(time), this::rebind)));
    given.time().ifPresent(time -> timers.add(schedule.after(left(time), this::expired)));
    owner.bound(given);
  }

  /// How long it is until a time since the lease began has passed.
  private Duration left(Duration since) {
    return since.minusNanos(schedule.now() - leased);
  }

  private void renew() {
    state = LeaseState.RENEWING;
    exchange.begin(
        Times.RENEW,
        (xid, elapsed) -> askForMine(lease -> questions.renew(xid, elapsed, lease)),
        () -> {});
  }

  private void rebind() {
    Ipv6Address mine = had.orElseThrow();
    owner.troubled(
        "server %s does not extend the lease of %s, and every other is asked"
            .formatted(terms.map(lease -> lease.server().toString()).orElse("?"), mine));
    state = LeaseState.REBINDING;
    exchange.begin(
        Times.REBIND, (xid, elapsed) -> wire.send(questions.rebind(xid, elapsed, mine)), () -> {});
  }

  private void expired() {
    cancelTimers();
    terms = Optional.empty();
    owner.lost("its lease has ended, and no server has extended it");
    solicit();
  }

  /// A server that knows nothing of the lease is asked for it as for a new one (section 18.2.10.1).
  private void extended(Dhcp6Answer answer) {
    Ipv6Address mine = had.orElseThrow();
    Optional<Dhcp6Terms> same =
        answer.given().stream().filter(one -> one.address().equals(mine)).findFirst();
    if (answer.outcome().code() == Dhcp6Status.NO_BINDING) {
      owner.troubled(
          "server %s knows nothing of the lease of %s, and is asked for it anew"
              .formatted(answer.server(), mine));
      request(Dhcp6Terms.wish(answer, mine));
    } else if (same.isPresent()) {
      granted(same.get());
    } else {
      changed(answer, mine);
    }
  }

  /// The server does not extend the lease: it has another address, or none, or says nothing of it.
  private void changed(Dhcp6Answer answer, Ipv6Address mine) {
    if (!answer.given().isEmpty()) {
      giveBack(answer);
      refused(
          "server %s gives %s in place of %s"
              .formatted(answer.server(), answer.given().getFirst().address(), mine));
    } else if (answer.ends(mine) || !answer.outcome().success()) {
      String why = answer.outcome().success() ? "" : ": " + answer.outcome();
      refused("server " + answer.server() + " ends its lease" + why);
    } else {
      owner.troubled("server " + answer.server() + " says nothing of the lease of " + mine);
    }
  }

  private void refused(String why) {
    cancelTimers();
    terms = Optional.empty();
    if (had.isPresent()) {
      owner.lost(why);
    } else {
      owner.troubled(why);
    }
    again();
  }

  /// Looks for a server anew, but not at once: who refuses may do so again and again.
  private void again() {
    if (state != LeaseState.ENDED) {
      exchange.end();
      state = LeaseState.SELECTING;
      best = Optional.empty();
      timers.add(schedule.after(refusals.next(), this::solicit));
    }
  }
}
