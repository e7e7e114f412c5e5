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
import java.time.Duration;
import java.util.Optional;
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
  private final LeaseOwner owner;
  private final Duration check;
  private final Dhcp6Asking asking;
  private final Dhcp6Exchange exchange;
  private final Dhcp6Offers offers;
  private final LeaseTimers timers;

  /// How long is waited before servers that refused are asked again: longer each time.
  private final Dhcp6Retransmission refusals;

  private LeaseState state = LeaseState.INIT;
  private Optional<Dhcp6Terms> terms = Optional.empty();

  /// What follows a question whose answer changes nothing.
  private Runnable afterwards = () -> {};

  private long leased;

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
    this.owner = owner;
    this.check = check;
    this.asking = new Dhcp6Asking(wire, questions, random);
    this.exchange = new Dhcp6Exchange(schedule, random);
    this.offers = new Dhcp6Offers(owner);
    this.timers = new LeaseTimers(schedule);
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
    offers.want(address.map(Ipv6Address.class::cast));
    solicit();
  }

  @Override
  public void reboot(IpAddress address) {
    Ipv6Address kept = (Ipv6Address) address;
    offers.use(kept);
    state = LeaseState.REBOOTING;
    exchange.begin(
        Times.REBOOT,
        (xid, elapsed) -> asking.rebind(xid, elapsed, kept),
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
      timers.cancel();
      Dhcp6Terms declined = terms.orElseThrow();
      terms = Optional.empty();
      offers.decline();
      state = LeaseState.DECLINING;
      afterwards = this::again;
      exchange.begin(
          Times.DECLINE, (xid, elapsed) -> asking.decline(xid, elapsed, declined), afterwards);
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
    timers.cancel();
    Optional<Dhcp6Terms> lease = terms;
    if (lease.isEmpty()) {
      afterwards.run();
      return;
    }
    state = LeaseState.RELEASING;
    exchange.begin(
        Times.RELEASE, (xid, elapsed) -> asking.release(xid, elapsed, lease.get()), afterwards);
  }

  @Override
  public void end() {
    exchange.end();
    timers.cancel();
    state = LeaseState.ENDED;
    terms = Optional.empty();
    offers.clear();
  }

  private void solicit() {
    state = LeaseState.SELECTING;
    offers.clear();
    exchange.begin(Times.SOLICIT, this::askWhoLeases, () -> {});
  }

  private void askWhoLeases(int xid, int elapsed) {
    offers
        .best()
        .ifPresentOrElse(
            this::request, () -> asking.solicit(xid, elapsed, offers.wanted(), rapid()));
  }

  /// Whether a server may lease at once: not where its address may be none to take, or nothing is
  /// to be taken.
  private boolean rapid() {
    return identity.clientId() && offers.wanted().isEmpty();
  }

  /// Others may offer better until the first time to wait is over (section 18.2.9).
  private void advertised(Dhcp6Answer answer) {
    if (state != LeaseState.SELECTING) {
      return;
    }
    answer.longestSolicit().ifPresent(exchange::longestSolicit);
    Optional<String> objection = offers.objection(answer);
    if (objection.isPresent()) {
      owner.troubled(objection.get());
      return;
    }
    offers.add(answer);
    if (answer.preference() == Dhcp6Answer.MUST_TAKE || exchange.repeated()) {
      offers.best().ifPresent(this::request);
    }
  }

  private void request(Dhcp6Terms offer) {
    terms = Optional.of(offer);
    state = LeaseState.REQUESTING;
    exchange.begin(
        Times.REQUEST,
        (xid, elapsed) -> asking.request(xid, elapsed, terms.orElseThrow()),
        () -> {
          owner.troubled("server " + offer.server() + " does not give what it offered");
          terms = Optional.empty();
          solicit();
        });
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
    Optional<String> objection = offers.objection(answer);
    if (objection.isPresent()) {
      asking.giveBack(answer);
      refused(objection.get());
    } else {
      granted(offers.in(answer));
    }
  }

  private void granted(Dhcp6Terms given) {
    terms = Optional.of(given);
    leased = exchange.asked();
    exchange.end();
    if (check.isZero() || offers.had().isPresent()) {
      bind(given);
      return;
    }
    state = LeaseState.CHECKING;
    wire.probe(given.address());
    timers.after(check, () -> bind(given));
  }

  private void bind(Dhcp6Terms given) {
    timers.cancel();
    state = LeaseState.BOUND;
    offers.use(given.address());
    refusals.begin(Times.SOLICIT);
    timers.since(leased, given.renewal(), this::renew);
    timers.since(leased, given.rebinding(), this::rebind);
    timers.since(leased, given.time(), this::expired);
    owner.bound(given);
  }

  private void renew() {
    state = LeaseState.RENEWING;
    exchange.begin(
        Times.RENEW, (xid, elapsed) -> asking.renew(xid, elapsed, terms.orElseThrow()), () -> {});
  }

  private void rebind() {
    Ipv6Address mine = offers.had().orElseThrow();
    owner.troubled(
        "server %s does not extend the lease of %s, and every other is asked"
            .formatted(terms.map(lease -> lease.server().toString()).orElse("?"), mine));
    state = LeaseState.REBINDING;
    exchange.begin(Times.REBIND, (xid, elapsed) -> asking.rebind(xid, elapsed, mine), () -> {});
  }

  private void expired() {
    timers.cancel();
    terms = Optional.empty();
    owner.lost("its lease has ended, and no server has extended it");
    solicit();
  }

  /// A server that knows nothing of the lease is asked for it as for a new one (section 18.2.10.1).
  private void extended(Dhcp6Answer answer) {
    Ipv6Address mine = offers.had().orElseThrow();
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
      asking.giveBack(answer);
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
    timers.cancel();
    terms = Optional.empty();
    if (offers.had().isPresent()) {
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
      offers.clear();
      timers.after(refusals.next(), this::solicit);
    }
  }
}
