package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Optional;

/// A rule at the end of a chain.
///
/// Its text is ours and constant, and has a `{}` for each argument, in order:
///
/// ```java
/// forward.rule("iifname . oifname {} accept", same);
/// // iifname . oifname @same accept
/// ```
///
/// What varies or comes from outside is an argument and so a checked value, never text. The text
/// must not contain what ends a command or begins another. It should say `iifname`, never `iif`,
/// and 6 rather than `tcp` where a protocol's number is meant: those words are looked up in places
/// that only one thread may use, or that belong to the calling thread's namespace.
public final class Rule {

  private static final String PLACE = "{}";

  private final Chain chain;
  private final String text;

  /// What a rule's text has places for: a set or map (`@name`), a chain (`name`), a value.
  public sealed interface Argument permits Definition, Chain, Component {

    /// As a rule has it.
    String reference();
  }

  private Rule(Chain chain, String text) {
    this.chain = chain;
    this.text = text;
  }

  /// A rule of constant `text` with its arguments put in.
  ///
  /// @throws IllegalArgumentException if there are not as many places as arguments, a set, map or
  ///   chain belongs to another table, or `text` has a character outside printable ASCII, a quote,
  ///   a backslash, `;` or `#`
  public static Rule of(Chain chain, String text, Argument... arguments) {
    Spelling.ruleText(text);
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (Argument argument : arguments) {
      requireSameTable(chain, argument);
      int place = text.indexOf(PLACE, from);
      if (place < 0) {
        throw wrongCount(text, arguments);
      }
      filled.append(text, from, place).append(argument.reference());
      from = place + PLACE.length();
    }
    if (text.indexOf(PLACE, from) >= 0) {
      throw wrongCount(text, arguments);
    }
    return new Rule(chain, filled.append(text.substring(from)).toString());
  }

  /// The same rule with a comment, which listings show.
  ///
  /// @throws IllegalArgumentException if it has more than 128 characters, one that is not printable
  ///   ASCII, a quote or a backslash
  public Rule withComment(String words) {
    return new Rule(chain, text + " comment \"" + Spelling.comment(words) + '"');
  }

  public Chain chain() {
    return chain;
  }

  /// The rule as written in its chain, arguments put in.
  @Override
  public String toString() {
    return text;
  }

  private static void requireSameTable(Chain chain, Argument argument) {
    Optional<Table> table =
        switch (argument) {
          case Definition definition -> Optional.of(definition.table());
          case Chain target -> Optional.of(target.table());
          case Verdict.Jump(Chain target) -> Optional.of(target.table());
          case Component _ -> Optional.empty();
        };
    if (table.isPresent() && !table.get().equals(chain.table())) {
      throw new IllegalArgumentException(
          "%s of table \"%s\" in a rule of table \"%s\": expected one of the same table"
              .formatted(argument.reference(), table.get(), chain.table()));
    }
  }

  private static IllegalArgumentException wrongCount(String text, Argument... arguments) {
    return new IllegalArgumentException(
        "rule \"%s\" with %d arguments %s: expected one for each {}"
            .formatted(text, arguments.length, List.of(arguments)));
  }
}
