package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Rcode;

/// Answers questions by asking others, and remembers the answers.
///
/// ```java
/// Forwarder forwarder =
///     new Forwarder(surroundings, ForwarderConfig.standard(), new SecureRandom());
/// forwarder.upstreams(upstreams);
/// Asker asker = forwarder.asker();
/// asker.ask(packet, Transport.UDP, reply -> send(reply));
/// ```
///
/// Everything is used on one thread, that of its surroundings, and nothing blocks. Whoever shares a
/// forwarder shares its upstreams and its cache, so those who may not ask the same upstreams need
/// one each.
public final class Forwarder implements AutoCloseable {

  private final Equipment equipment;
  private final Tally tally = new Tally();
  private final Cache cache;
  private final Map<QuestionKey, Exchange> equal = new HashMap<>();
  private final Set<Exchange> live = new LinkedHashSet<>();
  private final Set<Trial> trials = new LinkedHashSet<>();
  private List<Health> servers = List.of();
  private int inFlight;

  /// A forwarder that has nobody to ask yet, and answers SERVFAIL.
  ///
  /// @param random that nobody can foresee, such as [java.security.SecureRandom]; 2048 bytes are
  ///   drawn at a time
  public Forwarder(Surroundings surroundings, ForwarderConfig config, RandomGenerator random) {
    RandomBits bits = new RandomBits(random);
    equipment = new Equipment(surroundings, config, bits, tally);
    cache = new Cache(config.cacheEntries(), config.cacheBytes(), bits.nextLong());
  }

  /// Asks these from now on. If they are others than before, nothing that was answered is
  /// remembered; questions in flight are still answered by those they were put to. What is known of
  /// how one does stays with it.
  ///
  /// @param upstreams in the order they are preferred as long as nothing is known of them
  public void upstreams(List<Upstream> upstreams) {
    List<Upstream> wanted = upstreams.stream().distinct().toList();
    if (wanted.equals(servers.stream().map(Health::upstream).toList())) {
      return;
    }
    Map<Upstream, Health> known = new HashMap<>();
    servers.forEach(server -> known.put(server.upstream(), server));
    long now = equipment.surroundings().now();
    servers =
        wanted.stream()
            .map(upstream -> known.getOrDefault(upstream, new Health(upstream, now)))
            .toList();
    cache.clear();
    equal.clear();
  }

  /// A new asker, open until it is closed.
  public Asker asker() {
    return new Asker(this);
  }

  void ask(Asker asker, byte[] message, Transport transport, Consumer<byte[]> reply) {
    if (!QueryMessage.isQuestion(message)) {
      tally.ignored++;
      return;
    }
    tally.asked++;
    QueryMessage query = QueryMessage.read(message, transport == Transport.TCP);
    if (query.fault() != Rcode.NOERROR) {
      tally.malformed++;
      reply.accept(query.reply(query.fault()));
      return;
    }
    Optional<byte[]> kept = cache.find(query, equipment.surroundings().now());
    if (kept.isPresent()) {
      tally.cacheHits++;
      reply.accept(kept.get());
    } else {
      tally.cacheMisses++;
      forward(new Waiter(asker, query, reply));
    }
  }

  private void forward(Waiter waiter) {
    if (servers.isEmpty()) {
      tally.failures++;
      waiter.reply().accept(waiter.query().reply(Rcode.SERVFAIL));
    } else if (tooMany(waiter.asker())) {
      tally.refused++;
      waiter.reply().accept(waiter.query().reply(Rcode.REFUSED));
    } else {
      join(waiter);
    }
  }

  private boolean tooMany(Asker asker) {
    ForwarderConfig config = equipment.config();
    return inFlight >= config.inFlight() || asker.inFlight() >= config.inFlightPerAsker();
  }

  private void join(Waiter waiter) {
    inFlight++;
    waiter.asker().begin();
    QuestionKey key = QuestionKey.of(waiter.query());
    Exchange other = equal.get(key);
    if (other != null) {
      tally.coalesced++;
      other.join(waiter);
    } else {
      begin(key, waiter);
    }
  }

  private void begin(QuestionKey key, Waiter waiter) {
    List<Health> best = new ArrayList<>(servers);
    best.sort(Health.BEST_FIRST);
    List<Health> asked = servers;
    Exchange exchange =
        new Exchange(
            equipment, key, waiter.query(), best, (over, answer) -> end(over, answer, asked));
    exchange.join(waiter);
    equal.put(key, exchange);
    live.add(exchange);
    tryOthers(best, waiter.query());
    exchange.start();
  }

  /// Tries those that are not asked first, where it is time.
  private void tryOthers(List<Health> best, QueryMessage query) {
    long now = equipment.surroundings().now();
    best.stream()
        .skip(1)
        .filter(server -> server.toBeTried(now))
        .map(server -> new Trial(equipment, server, query, trials::remove))
        .forEach(this::start);
  }

  private void start(Trial trial) {
    tally.tries++;
    trials.add(trial);
    trial.start();
  }

  private void end(Exchange exchange, Answer answer, List<Health> asked) {
    live.remove(exchange);
    equal.remove(exchange.key(), exchange);
    if (asked.equals(servers)) {
      cache.put(exchange.query(), answer, equipment.surroundings().now());
    }
    inFlight -= exchange.waiters().size();
    exchange.waiters().forEach(waiter -> waiter.asker().end());
    exchange.waiters().forEach(waiter -> waiter.answer(answer));
  }

  /// What it has done.
  public ForwarderCounters counters() {
    return new ForwarderCounters(
        tally.asked,
        tally.ignored,
        tally.malformed,
        tally.cacheHits,
        tally.cacheMisses,
        tally.coalesced,
        tally.refused,
        tally.failures,
        tally.hedged,
        tally.repeats,
        tally.overTcp,
        tally.tries,
        inFlight,
        cache.entries(),
        cache.bytes(),
        servers.stream().map(Health::counters).toList());
  }

  /// Asks nobody any more: what is in flight is answered SERVFAIL, and so is everything after it.
  @Override
  public void close() {
    upstreams(List.of());
    List.copyOf(live).forEach(Exchange::fail);
    List.copyOf(trials).forEach(Trial::cancel);
    trials.clear();
  }
}
