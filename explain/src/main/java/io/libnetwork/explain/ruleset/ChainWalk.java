package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A packet's way through one base chain and those it leads to.
///
/// Where a rule asks for what cannot be told, both ways are followed to the end of the base chain;
/// only where they end differently is the whole unclear.
final class ChainWalk {

  /// How often a way may part before it is called unclear.
  private static final int MOST_PARTINGS = 200;

  /// How many jumps may be open, `NFT_JUMP_STACK_SIZE` of `net/netfilter/nf_tables.h`.
  private static final int MOST_JUMPS = 16;

  private final ListedChain base;
  private final Point point;
  private final FieldReader fields;
  private final Comparison comparison;
  private final Routing routing;
  private int partings;

  ChainWalk(ListedChain base, Point point, Routing routing) {
    this.base = base;
    this.point = point;
    this.fields = new FieldReader(base.table(), routing);
    this.comparison = new Comparison(base.table());
    this.routing = routing;
  }

  /// Where a walk is: before a statement of a rule, with the places to come back to.
  ///
  /// @param back null in the base chain, and where there is no way back
  private record Place(
      ListedChain chain, int rule, int statement, @Nullable Place back, int depth) {

    static Place begin(ListedChain chain) {
      return new Place(chain, 0, 0, null, 0);
    }

    boolean over() {
      return rule >= chain.rules().size();
    }

    ListedRule current() {
      return chain.rules().get(rule);
    }

    Place nextRule() {
      return new Place(chain, rule + 1, 0, back, depth);
    }

    Place nextStatement() {
      return statement + 1 < current().statements().size()
          ? new Place(chain, rule, statement + 1, back, depth)
          : nextRule();
    }

    Place into(ListedChain other) {
      return new Place(other, 0, 0, nextRule(), depth + 1);
    }

    Place over(ListedChain other) {
      return new Place(other, 0, 0, back, depth);
    }
  }

  /// What a statement comes to.
  private sealed interface Step {

    record Go(Place to, Packet packet, Optional<Deed> deed) implements Step {}

    record End(Judgement how) implements Step {}

    /// It goes on at one of two places.
    record Part(Place yes, Place no, String why) implements Step {}
  }

  Judgement judge(Packet packet) {
    return walk(Place.begin(base), packet, List.of());
  }

  private Judgement walk(Place begin, Packet entering, List<Deed> before) {
    List<Deed> deeds = new ArrayList<>(before);
    Place place = begin;
    Packet packet = entering;
    while (true) {
      Place here = place;
      if (here.over()) {
        Place back = here.back();
        if (back == null) {
          return policy(packet, deeds);
        }
        place = back;
        continue;
      }
      switch (step(here, packet, deeds)) {
        case Step.Go(Place to, Packet changed, Optional<Deed> deed) -> {
          deed.ifPresent(deeds::add);
          place = to;
          packet = changed;
        }
        case Step.End(Judgement how) -> {
          return how;
        }
        case Step.Part(Place yes, Place no, String why) -> {
          return parted(here, yes, no, why, packet, deeds);
        }
      }
    }
  }

  private Judgement policy(Packet packet, List<Deed> deeds) {
    boolean drops = base.base().map(ListedChain.Base::drops).orElse(false);
    return drops
        ? new Judgement.Stopped(base.policy(point), false, deeds)
        : new Judgement.Passed(packet, deeds);
  }

  private Judgement parted(
      Place here, Place yes, Place no, String why, Packet packet, List<Deed> deeds) {
    RuleName rule = here.chain().name(here.current(), point);
    partings++;
    if (partings > MOST_PARTINGS) {
      return new Judgement.Unclear(rule, "too many rules that cannot be told", deeds);
    }
    Judgement held = walk(yes, packet, deeds);
    Judgement missed = walk(no, packet, deeds);
    return same(held, missed) ? missed : new Judgement.Unclear(rule, why, deeds);
  }

  private static boolean same(Judgement one, Judgement other) {
    return switch (one) {
      case Judgement.Passed(Packet packet, _) ->
          other instanceof Judgement.Passed(Packet also, _) && packet.equals(also);
      case Judgement.Stopped _ -> other instanceof Judgement.Stopped;
      case Judgement.Unclear _ -> false;
    };
  }

  private Step step(Place here, Packet packet, List<Deed> deeds) {
    if (here.current().statements().isEmpty()) {
      return go(here.nextRule(), packet);
    }
    return switch (here.current().statements().get(here.statement())) {
      case Statement.Compare compare -> compare(here, compare, packet);
      case Statement.Decide(Decision decision) -> decide(here, decision, packet, deeds);
      case Statement.DecideBy(Selector key, MapSource<Decision> in) ->
          decideBy(here, key, in, packet, deeds);
      case Statement.Translate translate -> translate(here, translate, packet, deeds);
      case Statement.Assign(Selector what, Selector value) ->
          assign(here, what, value, packet, deeds);
      case Statement.Untrack() ->
          go(here.nextStatement(), packet.with(packet.tracking().untracked()));
      case Statement.Limited(boolean beyond) ->
          go(beyond ? here.nextRule() : here.nextStatement(), packet);
      case Statement.Aside() -> go(here.nextStatement(), packet);
      case Statement.Other(String what) ->
          new Step.Part(
              here.nextStatement(),
              here.nextRule(),
              "nobody here knows what \"" + what + "\" does");
    };
  }

  private static Step go(Place to, Packet packet) {
    return new Step.Go(to, packet, Optional.empty());
  }

  private Step compare(Place here, Statement.Compare compare, Packet packet) {
    return switch (fields.read(compare.left(), packet)) {
      case Field.Absent() -> go(here.nextRule(), packet);
      case Field.Unknown(String why) ->
          new Step.Part(here.nextStatement(), here.nextRule(), "it asks for " + why);
      case Field present ->
          go(
              comparison.holds(present, compare.operator(), compare.right())
                  ? here.nextStatement()
                  : here.nextRule(),
              packet);
    };
  }

  private Step decide(Place here, Decision decision, Packet packet, List<Deed> deeds) {
    RuleName rule = here.chain().name(here.current(), point);
    return switch (decision) {
      case Decision.Accept() -> new Step.End(accepted(rule, packet, deeds));
      case Decision.Drop() -> new Step.End(new Judgement.Stopped(rule, false, deeds));
      case Decision.Reject() -> new Step.End(new Judgement.Stopped(rule, true, deeds));
      case Decision.Continue() -> go(here.nextRule(), packet);
      case Decision.Return() -> back(here, packet, deeds);
      case Decision.Queue() ->
          new Step.End(new Judgement.Unclear(rule, "a program decides about it", deeds));
      case Decision.Jump(String chain) -> follow(here, chain, true, packet, deeds);
      case Decision.Goto(String chain) -> follow(here, chain, false, packet, deeds);
    };
  }

  private static Judgement accepted(RuleName rule, Packet packet, List<Deed> deeds) {
    List<Deed> all = new ArrayList<>(deeds);
    all.add(new Deed(rule, "accepted"));
    return new Judgement.Passed(packet, all);
  }

  private Step back(Place here, Packet packet, List<Deed> deeds) {
    Place back = here.back();
    return back == null ? new Step.End(policy(packet, deeds)) : go(back, packet);
  }

  private Step follow(
      Place here, String chain, boolean returning, Packet packet, List<Deed> deeds) {
    ListedChain target = base.table().chains().get(chain);
    if (target == null || here.depth() >= MOST_JUMPS) {
      RuleName rule = here.chain().name(here.current(), point);
      return new Step.End(new Judgement.Unclear(rule, "there is no chain " + chain, deeds));
    }
    return go(returning ? here.into(target) : here.over(target), packet);
  }

  private Step decideBy(
      Place here, Selector key, MapSource<Decision> in, Packet packet, List<Deed> deeds) {
    Elements<Decision> elements =
        switch (in) {
          case MapSource.Named<Decision>(String name) ->
              base.table().verdicts().getOrDefault(name, new Elements<>());
          case MapSource.Own<Decision>(Elements<Decision> own) -> own;
        };
    return switch (fields.read(key, packet)) {
      case Field.Values(List<Term> values) ->
          elements
              .find(values)
              .map(decision -> decide(here, decision, packet, deeds))
              .orElseGet(() -> go(here.nextRule(), packet));
      case Field.Absent() -> go(here.nextRule(), packet);
      case Field.Flags _ -> unclear(here, "it looks flags up", deeds);
      case Field.Unknown(String why) -> unclear(here, "it looks up " + why, deeds);
    };
  }

  private Step unclear(Place here, String why, List<Deed> deeds) {
    return new Step.End(
        new Judgement.Unclear(here.chain().name(here.current(), point), why, deeds));
  }

  /// Marks and labels; what else is set is nothing that rules here ask for.
  private Step assign(Place here, Selector what, Selector value, Packet packet, List<Deed> deeds) {
    boolean asked =
        switch (what) {
          case Selector.Meta(String key) -> key.equals("mark");
          case Selector.Connection(String key, _) -> key.equals("mark") || key.equals("label");
          default -> false;
        };
    if (!asked) {
      return go(here.nextStatement(), packet);
    }
    return switch (fields.read(value, packet)) {
      case Field.Absent() -> go(here.nextRule(), packet);
      case Field.Values(List<Term> values)
          when values.getFirst() instanceof Term.Number(long number) ->
          go(here.nextStatement(), marked(what, number, packet));
      case Field _ -> unclear(here, "it sets a mark that is not known", deeds);
    };
  }

  private static Packet marked(Selector what, long value, Packet packet) {
    if (what instanceof Selector.Meta) {
      return packet.withMark(value);
    }
    Tracking tracking = packet.tracking();
    return packet.with(
        ((Selector.Connection) what).key().equals("mark")
            ? tracking.withMark(value)
            : tracking.withLabel(value));
  }

  private Step translate(
      Place here, Statement.Translate translate, Packet packet, List<Deed> deeds) {
    if (!translate.family().isEmpty() && translate.family().equals("ip6") != packet.ipv6()) {
      return go(here.nextRule(), packet);
    }
    boolean destination = translate.kind().equals("dnat") || translate.kind().equals("redirect");
    Tuple now = packet.tuple();
    Term old = new Term.Address(destination ? now.destination() : now.source());
    int oldPort = destination ? now.destinationPort() : now.sourcePort();
    Field target =
        translate.address().isPresent()
            ? fields.read(translate.address().get(), packet)
            : own(translate.kind(), packet).<Field>map(Field::of).orElse(Field.of(old));
    return switch (target) {
      case Field.Absent() -> go(here.nextRule(), packet);
      case Field.Values(List<Term> values)
          when values.getFirst() instanceof Term.Address(IpAddress address) ->
          new Step.End(
              translated(
                  here,
                  translate.kind(),
                  packet,
                  address,
                  port(values, translate.port(), packet).orElse(oldPort),
                  deeds));
      case Field _ -> unclear(here, "where it translates to is not known", deeds);
    };
  }

  private Optional<Integer> port(List<Term> values, Optional<Selector> port, Packet packet) {
    List<Term> all = new ArrayList<>(values.subList(1, values.size()));
    if (port.isPresent() && fields.read(port.get(), packet) instanceof Field.Values(var more)) {
      all.addAll(more);
    }
    return all.stream()
        .filter(Term.Number.class::isInstance)
        .map(number -> (int) ((Term.Number) number).value())
        .findFirst();
  }

  /// Where a translation leads that names no address.
  private Optional<Term> own(String kind, Packet packet) {
    Optional<IpAddress> address =
        switch (kind) {
          case "masquerade" -> Judge.masqueraded(routing, packet);
          case "redirect" ->
              packet.in().isPresent()
                  ? packet.in().flatMap(link -> routing.addressOf(link.name(), packet.family()))
                  : Optional.of(
                      IpAddress.parse(packet.family() == IpFamily.V4 ? "127.0.0.1" : "::1"));
          default -> Optional.empty();
        };
    return address.map(Term.Address::new);
  }

  private Judgement translated(
      Place here, String kind, Packet packet, IpAddress address, int port, List<Deed> deeds) {
    boolean destination = kind.equals("dnat") || kind.equals("redirect");
    Tuple now = packet.tuple();
    Tuple changed = destination ? now.to(address, port) : now.from(address, now.sourcePort());
    Packet after =
        packet
            .withTuple(changed)
            .with(packet.tracking().withTranslation(changed, destination ? "dnat" : "snat"));
    List<Deed> all = new ArrayList<>(deeds);
    all.add(
        new Deed(
            here.chain().name(here.current(), point),
            destination ? "sent on to " + place(changed) : "leaves as " + changed.source()));
    return new Judgement.Passed(after, all);
  }

  private static String place(Tuple tuple) {
    String address = tuple.destination().toString();
    return (address.indexOf(':') < 0 ? address : "[" + address + "]")
        + (tuple.destinationPort() == 0 ? "" : ":" + tuple.destinationPort());
  }
}
