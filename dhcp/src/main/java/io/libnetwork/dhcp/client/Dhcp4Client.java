package io.libnetwork.dhcp.client;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.linux.frames.FrameLoop.Pending;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One lease of DHCPv4, asked for in the name of who will have the address: RFC 2131 section 4.4.
///
/// The answer to a renewal as the RFC has it goes to the address itself, where nobody listens for
/// it: the container has it, and knows nothing of its lease. So a renewal is sent in the form of
/// one who has just begun again and asks whether he may keep his address (INIT-REBOOT, section
/// 4.4.2). Servers answer that by broadcast and extend the lease. Who may answer stays as the RFC
/// has it: until T2 the server of the lease alone.
///
/// For one thread.
public final class Dhcp4Client implements LeaseClient {

  /// How often a client that begins again asks whether it may keep its address before it looks for
  /// another server. One that has forgotten the lease must not answer.
  private static final int REBOOT_TRIES = 4;

  /// How often a server is asked for what it offered before another is looked for.
  private static final int REQUEST_TRIES = 4;

  private static final Duration SHORTEST_RENEWAL = Duration.ofSeconds(60);
  private static final double FUZZ = 0.05;

  private final ClientIdentity identity;
  private final Dhcp4Questions questions;
  private final Dhcp4Wire wire;
  private final Schedule schedule;
  private final RandomGenerator random;
  private final LeaseOwner owner;
  private final Duration check;
  private final Dhcp4Retransmission retransmission;
  private LeaseState state = LeaseState.INIT;
  private Pending pending = () -> {};
  private Optional<Ipv4Address> wanted = Optional.empty();
  private Optional<Ipv4Address> had = Optional.empty();
  private Optional<Dhcp4Terms> terms = Optional.empty();
  private int xid;
  private long began;
  private long asked;
  private long leased;

  /// A client that has not begun.
  ///
  /// @param check how long others on the segment are given to say that they have an address; zero
  ///   for not asking
  public Dhcp4Client(
      ClientIdentity identity,
      Dhcp4Wire wire,
      Schedule schedule,
      RandomGenerator random,
      Duration check,
      LeaseOwner owner) {
    this.identity = identity;
    this.questions = new Dhcp4Questions(identity);
    this.wire = wire;
    this.schedule = schedule;
    this.random = random;
    this.check = check;
    this.owner = owner;
    this.retransmission = new Dhcp4Retransmission(random);
  }

  @Override
  public ClientIdentity identity() {
    return identity;
  }

  @Override
  public LeaseState state() {
    return state;
  }

  @Override
  public void acquire(Optional<IpAddress> address) {
    wanted = address.map(Ipv4Address.class::cast);
    discover();
  }

  @Override
  public void reboot(IpAddress address) {
    wanted = Optional.of((Ipv4Address) address);
    had = wanted;
    begin(LeaseState.REBOOTING);
    sendReboot();
  }

  /// Takes what came in by the segment; what is not an answer to what it has asked is not for it.
  public void receive(Dhcp4Frame frame) {
    Dhcp4Message message = frame.message();
    if (!message.reply() || message.xid() != xid || !message.hardware().equals(identity.mac())) {
      return;
    }
    try {
      switch (message.type()) {
        case OFFER -> offered(frame);
        case ACK -> acknowledged(Dhcp4Terms.of(frame));
        case NAK -> refused(message);
        default -> {}
      }
    } catch (IllegalArgumentException malformed) {
      owner.troubled(
          "a %s of %s is not understood: %s"
              .formatted(message.type(), frame.from(), malformed.getMessage()));
    }
  }

  /// Somebody on the segment has an address.
  public void heard(Ipv4Address address, MacAddress station) {
    boolean own = station.equals(identity.mac());
    if (state == LeaseState.CHECKING && !own && terms.orElseThrow().address().equals(address)) {
      Dhcp4Terms declined = terms.orElseThrow();
      wire.send(questions.decline(random.nextInt(), declined));
      terms = Optional.empty();
      wanted = had;
      owner.troubled(
          "server %s gave %s, which %s has already, and has been told so"
              .formatted(declined.server(), address, station));
      again();
    }
  }

  /// The server is told once, and says nothing.
  @Override
  public void release(Runnable gone) {
    terms.ifPresent(lease -> wire.sendTo(lease, questions.release(random.nextInt(), lease)));
    end();
    gone.run();
  }

  @Override
  public void end() {
    pending.cancel();
    state = LeaseState.ENDED;
    xid = 0;
    terms = Optional.empty();
  }

  private void begin(LeaseState next) {
    pending.cancel();
    state = next;
    xid = random.nextInt();
    began = schedule.now();
    retransmission.reset();
  }

  private void later(Duration delay, Runnable task) {
    pending.cancel();
    pending = schedule.after(delay, task);
  }

  private void discover() {
    begin(LeaseState.SELECTING);
    sendDiscover();
  }

  private void sendDiscover() {
    wire.send(questions.discover(xid, seconds(), wanted));
    later(retransmission.next(), this::sendDiscover);
  }

  private void sendReboot() {
    if (retransmission.count() == REBOOT_TRIES) {
      owner.troubled("no server says whether " + had.orElseThrow() + " may be kept");
      discover();
      return;
    }
    asked = schedule.now();
    wire.send(questions.keep(xid, seconds(), had.orElseThrow()));
    later(retransmission.next(), this::sendReboot);
  }

  private void offered(Dhcp4Frame frame) {
    if (state != LeaseState.SELECTING) {
      return;
    }
    Dhcp4Terms offer = Dhcp4Terms.of(frame);
    Optional<String> objection = objection(offer);
    if (objection.isPresent()) {
      owner.troubled(objection.get());
      return;
    }
    if (state == LeaseState.SELECTING) {
      terms = Optional.of(offer);
      state = LeaseState.REQUESTING;
      retransmission.reset();
      sendRequest(offer);
    }
  }

  private Optional<String> objection(Dhcp4Terms offer) {
    if (had.isPresent() && !had.get().equals(offer.address())) {
      return Optional.of(
          "server %s offers %s in place of %s, which is in use"
              .formatted(offer.server(), offer.address(), had.get()));
    }
    return owner.objection(offer);
  }

  private void sendRequest(Dhcp4Terms offer) {
    if (retransmission.count() == REQUEST_TRIES) {
      owner.troubled("server " + offer.server() + " does not give what it offered");
      terms = Optional.empty();
      discover();
      return;
    }
    asked = schedule.now();
    wire.send(questions.request(xid, seconds(), offer));
    later(retransmission.next(), () -> sendRequest(offer));
  }

  private void acknowledged(Dhcp4Terms given) {
    switch (state) {
      case REQUESTING -> {
        Dhcp4Terms offer = terms.orElseThrow();
        if (offer.server().equals(given.server()) && offer.address().equals(given.address())) {
          granted(given);
        }
      }
      case REBOOTING, REBINDING -> extended(given);
      case RENEWING -> {
        if (terms.orElseThrow().server().equals(given.server())) {
          extended(given);
        }
      }
      default -> {}
    }
  }

  private void granted(Dhcp4Terms given) {
    terms = Optional.of(given);
    leased = asked;
    if (check.isZero() || had.isPresent()) {
      bind(given);
      return;
    }
    state = LeaseState.CHECKING;
    wire.probe(given.address());
    later(check, () -> bind(given));
  }

  private void extended(Dhcp4Terms given) {
    if (given.address().equals(had.orElseThrow())) {
      terms = Optional.of(given);
      leased = asked;
      bind(given);
    }
  }

  private void bind(Dhcp4Terms given) {
    pending.cancel();
    state = LeaseState.BOUND;
    had = Optional.of(given.address());
    wanted = had;
    if (given.time().isPresent()) {
      later(left(fuzzed(given.renewal())), this::renew);
    }
    owner.bound(given);
  }

  /// A little earlier by chance, so that those who began together do not go on so (section 4.4.5).
  private Duration fuzzed(Duration time) {
    return time.minusMillis((long) (random.nextDouble(FUZZ) * time.toMillis()));
  }

  /// How long it is until a time since the lease began has passed.
  private Duration left(Duration since) {
    return since.minusNanos(schedule.now() - leased);
  }

  private void renew() {
    begin(LeaseState.RENEWING);
    sendRenewal(terms.orElseThrow().rebinding(), this::rebind);
  }

  private void rebind() {
    owner.troubled(
        "server %s does not extend the lease of %s, and every other is asked"
            .formatted(terms.orElseThrow().server(), had.orElseThrow()));
    begin(LeaseState.REBINDING);
    sendRenewal(terms.orElseThrow().time().orElseThrow(), this::expired);
  }

  /// Asks again after half of what is left, but not before a minute (section 4.4.5).
  private void sendRenewal(Duration limit, Runnable then) {
    asked = schedule.now();
    wire.send(questions.keep(xid, seconds(), had.orElseThrow()));
    Duration left = left(limit);
    Duration half = left.dividedBy(2);
    Duration wait = half.compareTo(SHORTEST_RENEWAL) < 0 ? SHORTEST_RENEWAL : half;
    if (wait.compareTo(left) < 0) {
      later(wait, () -> sendRenewal(limit, then));
    } else {
      later(left, then);
    }
  }

  private void expired() {
    terms = Optional.empty();
    owner.lost("its lease has ended, and no server has extended it");
    discover();
  }

  private void refused(Dhcp4Message message) {
    Optional<Ipv4Address> server = message.options().address(Dhcp4Options.SERVER_IDENTIFIER);
    boolean anybody = state == LeaseState.REBOOTING || state == LeaseState.REBINDING;
    boolean its =
        (state == LeaseState.REQUESTING || state == LeaseState.RENEWING)
            && server.equals(terms.map(Dhcp4Terms::server));
    if (!anybody && !its) {
      return;
    }
    String said = message.options().text(Dhcp4Options.MESSAGE).map(": "::concat).orElse("");
    String why = "server " + server.map(Ipv4Address::toString).orElse("?") + " refuses it" + said;
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
      begin(LeaseState.SELECTING);
      later(retransmission.next(), this::sendDiscover);
    }
  }

  private int seconds() {
    return (int) Math.min(0xffff, Duration.ofNanos(schedule.now() - began).toSeconds());
  }
}
