package io.libnetwork.drivers.firewall;

import static io.libnetwork.drivers.firewall.FirewallSets.TABLE;

import io.libnetwork.Balancing;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Chain;
import io.libnetwork.linux.nftables.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The chains in which the first packet of a connection to a service draws a slot, and the rules
/// that lead it to the slot's backend. They are the same on every host: there is a chain for each
/// size of a table of slots and each way to draw, and an element of [ServiceSets#SERVICES] says
/// which is a service's.
///
/// The slot is noted in the packet's priority until the next rule looks it up. A packet that comes
/// from a container or from outside has none of its own yet, and its mark is the user's.
final class ServiceChains {

  /// How many slots a table can have. Powers of two: a slot that was drawn in a larger one is cut
  /// to fit.
  static final List<Integer> SIZES = List.of(256, 2_048, 16_384);

  private static final String SEED = " seed 0x6c6e";

  /// The largest modulus.
  private static final String OF_ALL = " mod 4294967295" + SEED;

  /// Who asks whom, as a hash in the packet's priority.
  private static final Chain CLIENT = TABLE.chain("client");

  /// The slot that the client has drawn before, or any.
  private static final Chain RECALL = TABLE.chain("recall");

  /// Refuses what is for a port of the host's of a service that nobody serves: a socket of ours has
  /// it, and answers nobody.
  static final Chain NOBODY = TABLE.chain("nobody");

  private static final Map<Duration, Chain> REMEMBERING = remembering();
  private static final Map<Draw, Chain> DRAWING = drawing();

  /// All of them.
  static final List<Chain> ALL = all();

  /// A way to draw from a table of a size.
  private record Draw(Balancing balancing, int size) {}

  private ServiceChains() {}

  /// The chain that draws a slot.
  ///
  /// @param size of the table of slots, one of [#SIZES]
  static Chain drawing(Balancing balancing, int size) {
    Chain chain = DRAWING.get(new Draw(balancing, size));
    if (chain == null) {
      throw new IllegalArgumentException(
          "no chain draws %s from %d slots: expected one of %s".formatted(balancing, size, SIZES));
    }
    return chain;
  }

  /// The rules of the chains, which are there.
  static void rules(Transaction.Builder to) {
    ALL.forEach(to::flush);
    for (IpFamily family : IpFamily.values()) {
      to.add(CLIENT.rule(nfproto(family) + " meta priority set " + client(family)));
    }
    to.add(RECALL.rule("meta priority set meta priority map {} return", ServiceSets.REMEMBERED))
        .add(RECALL.rule("meta priority set numgen random mod " + SIZES.getLast()));
    to.add(NOBODY.rule("meta l4proto 6 reject with tcp reset")).add(NOBODY.rule("reject"));
    REMEMBERING.forEach((time, chain) -> remember(time, chain, to));
    DRAWING.forEach((draw, chain) -> draw(draw, chain, to));
  }

  private static void remember(Duration time, Chain chain, Transaction.Builder to) {
    for (IpFamily family : IpFamily.values()) {
      String learn = nfproto(family) + " update {} { %s timeout %ds : meta priority }";
      to.add(chain.rule(learn.formatted(client(family), time.toSeconds()), ServiceSets.REMEMBERED));
    }
  }

  private static void draw(Draw draw, Chain chain, Transaction.Builder to) {
    switch (draw.balancing()) {
      case Balancing.Random _ ->
          to.add(chain.rule("meta priority set numgen random mod " + draw.size()));
      case Balancing.SourceHash _ -> {
        for (IpFamily family : IpFamily.values()) {
          String hash = "%s meta priority set jhash %s saddr mod %d" + SEED;
          to.add(chain.rule(hash.formatted(nfproto(family), ip(family), draw.size())));
        }
      }
      case Balancing.Sticky(Duration time) ->
          to.add(chain.rule("jump {}", CLIENT))
              .add(chain.rule("jump {}", RECALL))
              .add(
                  chain.rule(
                      "meta priority set meta priority & 0:"
                          + Integer.toHexString(draw.size() - 1)))
              .add(chain.rule("jump {}", Objects.requireNonNull(REMEMBERING.get(time))));
    }
  }

  /// From services' ports at one address to backends.
  static void leading(Chain chain, Transaction.Builder to) {
    for (IpFamily family : IpFamily.values()) {
      String at = ip(family) + " daddr . meta l4proto . th dport";
      to.add(chain.rule(at + " vmap {}", ServiceSets.SERVICES.of(family)));
      String slot = "dnat %s to %s . meta priority map {}".formatted(ip(family), at);
      to.add(chain.rule(slot, ServiceSets.SLOTS.of(family)));
    }
  }

  /// From services' ports at every address of the host to backends.
  static void leadingFromAnywhere(Chain chain, Transaction.Builder to) {
    for (IpFamily family : IpFamily.values()) {
      String at = "meta l4proto . th dport";
      to.add(
          chain.rule(
              nfproto(family) + " " + at + " vmap {}", ServiceSets.SERVICES_ANYWHERE.of(family)));
      String slot = "dnat %s to %s . meta priority map {}".formatted(ip(family), at);
      to.add(chain.rule(slot, ServiceSets.SLOTS_ANYWHERE.of(family)));
    }
  }

  /// What was led to no backend: the host has nothing at these addresses but its answer to an echo
  /// request, whatever sockets listen at all of its addresses.
  static void refusing(Chain chain, Transaction.Builder to) {
    for (IpFamily family : IpFamily.values()) {
      String at = ip(family) + " daddr {} ct direction original meta l4proto ";
      to.add(chain.rule(at + "6 reject with tcp reset", ServiceSets.VIRTUAL.of(family)))
          .add(chain.rule(at + "!= { 1, 58 } reject", ServiceSets.VIRTUAL.of(family)));
    }
  }

  /// A backend that is led to itself would not take itself for another.
  static void masquerading(Chain chain, Transaction.Builder to) {
    for (IpFamily family : IpFamily.values()) {
      String self = "ct status dnat %1$s saddr . %1$s daddr {} masquerade".formatted(ip(family));
      to.add(chain.rule(self, ServiceSets.BACKENDS.of(family)));
    }
  }

  private static String client(IpFamily family) {
    return "jhash %1$s saddr . %1$s daddr . meta l4proto . th dport".formatted(ip(family)) + OF_ALL;
  }

  private static String ip(IpFamily family) {
    return FirewallSkeleton.ip(family);
  }

  private static String nfproto(IpFamily family) {
    return FirewallSkeleton.nfproto(family);
  }

  private static Map<Duration, Chain> remembering() {
    Map<Duration, Chain> chains = new LinkedHashMap<>();
    Balancing.Sticky.TIMES.forEach(
        time -> chains.put(time, TABLE.chain("remember" + time.toSeconds())));
    return Collections.unmodifiableMap(chains);
  }

  private static Map<Draw, Chain> drawing() {
    Map<Draw, Chain> chains = new LinkedHashMap<>();
    for (int size : SIZES) {
      chains.put(new Draw(Balancing.RANDOM, size), TABLE.chain("random" + size));
      chains.put(new Draw(Balancing.SOURCE_HASH, size), TABLE.chain("source" + size));
      for (Duration time : Balancing.Sticky.TIMES) {
        chains.put(
            new Draw(new Balancing.Sticky(time), size),
            TABLE.chain("sticky%d_%d".formatted(size, time.toSeconds())));
      }
    }
    return Collections.unmodifiableMap(chains);
  }

  private static List<Chain> all() {
    List<Chain> all = new ArrayList<>(List.of(CLIENT, RECALL, NOBODY));
    all.addAll(REMEMBERING.values());
    all.addAll(DRAWING.values());
    return List.copyOf(all);
  }
}
