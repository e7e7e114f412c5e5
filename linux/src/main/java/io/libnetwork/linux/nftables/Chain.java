package io.libnetwork.linux.nftables;

import java.util.Optional;

/// A chain of rules.
///
/// @param hook where the kernel enters it; empty if only other chains' rules lead to it
public record Chain(Table table, String name, Optional<Hook> hook) implements Rule.Argument {

  /// @throws IllegalArgumentException if `name` is not a letter followed by at most 63 letters,
  ///   digits or `_`. A word of nft's own, such as `dnat`, passes here and is refused when applied.
  public Chain {
    Spelling.identifier("chain", name);
  }

  /// A rule at this chain's end; see [Rule].
  public Rule rule(String text, Rule.Argument... arguments) {
    return Rule.of(this, text, arguments);
  }

  /// Goes on with `chain`'s rules, then comes back.
  public Verdict.Jump jump() {
    return new Verdict.Jump(this);
  }

  /// As commands name it: family, table and name.
  @Override
  public String toString() {
    return table + " " + name;
  }

  @Override
  public String reference() {
    return name;
  }
}
