package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import java.util.Optional;
import java.util.OptionalInt;

/// A rule of the routing policy: which packets are looked up in which table.
///
/// Made with [#lookup] or [#of] and the `with` methods.
///
/// @param priority unsigned; rules are tried from the smallest. Where absent the kernel chooses
/// @param table for [Action#LOOKUP]
/// @param input the name of the link a packet came by; need not exist
/// @param output the name of the link a packet's socket is bound to; need not exist
/// @param inverted whether the rule is for the packets that do *not* match
public record Rule(
    IpFamily family,
    Action action,
    OptionalInt priority,
    Optional<IpPrefix> from,
    Optional<IpPrefix> to,
    Optional<PacketMark> mark,
    Optional<RouteTable> table,
    Optional<String> input,
    Optional<String> output,
    boolean inverted) {

  /// What happens to packets that match, `FR_ACT_*` in `linux/fib_rules.h`.
  public enum Action {
    /// The table is looked up.
    LOOKUP(1),
    /// Another rule is next.
    GOTO(2),
    /// Nothing; the next rule is tried.
    NOP(3),
    BLACKHOLE(6),
    UNREACHABLE(7),
    PROHIBIT(8),
    /// One that is not spoken here.
    OTHER(0);

    private final int number;

    Action(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static Action of(int number) {
      for (Action action : values()) {
        if (action.number == number) {
          return action;
        }
      }
      return OTHER;
    }
  }

  /// @throws IllegalArgumentException when a prefix is of the other family
  public Rule {
    from.ifPresent(prefix -> Families.requireSame(family, prefix.family(), "from " + prefix));
    to.ifPresent(prefix -> Families.requireSame(family, prefix.family(), "to " + prefix));
  }

  /// A rule for all packets, that looks up a table.
  public static Rule lookup(IpFamily family, RouteTable table) {
    return new Rule(
        family,
        Action.LOOKUP,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(table),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// A rule for all packets, with an action that needs no table.
  public static Rule of(IpFamily family, Action action) {
    return new Rule(
        family,
        action,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public Rule withPriority(int priority) {
    return new Rule(
        family, action, OptionalInt.of(priority), from, to, mark, table, input, output, inverted);
  }

  public Rule withFrom(IpPrefix from) {
    return new Rule(
        family, action, priority, Optional.of(from), to, mark, table, input, output, inverted);
  }

  public Rule withTo(IpPrefix to) {
    return new Rule(
        family, action, priority, from, Optional.of(to), mark, table, input, output, inverted);
  }

  public Rule withMark(PacketMark mark) {
    return new Rule(
        family, action, priority, from, to, Optional.of(mark), table, input, output, inverted);
  }

  public Rule withInput(InterfaceName link) {
    return new Rule(
        family,
        action,
        priority,
        from,
        to,
        mark,
        table,
        Optional.of(link.value()),
        output,
        inverted);
  }

  public Rule withOutput(InterfaceName link) {
    return new Rule(
        family,
        action,
        priority,
        from,
        to,
        mark,
        table,
        input,
        Optional.of(link.value()),
        inverted);
  }

  /// For the packets that do not match.
  public Rule not() {
    return new Rule(family, action, priority, from, to, mark, table, input, output, true);
  }
}
