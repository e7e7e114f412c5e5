package io.libnetwork.explain;

import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.explain.ruleset.Ruleset;
import java.util.Locale;
import java.util.Set;

/// Who has made a rule, told by the names of its table and chains.
public enum RuleOwner {
  /// This library.
  LIBNETWORK,
  /// `ufw(8)`.
  UFW,
  /// `firewalld(1)`.
  FIREWALLD,
  /// Docker's own engine.
  DOCKER,
  /// `iptables-nft(8)`, by hand or by a program.
  IPTABLES,
  /// `nft(8)`, by hand or by a program.
  NFTABLES;

  private static final Set<String> TABLES_OF_IPTABLES =
      Set.of("filter", "nat", "mangle", "raw", "security");

  /// Who has made a rule of a ruleset. A base chain's policy is taken to be of whom the chain leads
  /// to: `ufw` and Docker fill chains that iptables has.
  static RuleOwner of(RuleName rule, Ruleset ruleset) {
    if (rule.table().equals("libnetwork") || rule.table().equals("libnetwork_anchor")) {
      return LIBNETWORK;
    }
    if (rule.table().equals("firewalld")) {
      return FIREWALLD;
    }
    if (!TABLES_OF_IPTABLES.contains(rule.table()) || !upperCase(rule)) {
      return NFTABLES;
    }
    if (rule.chain().startsWith("DOCKER")) {
      return DOCKER;
    }
    boolean builtIn = rule.chain().equals(rule.chain().toUpperCase(Locale.ROOT));
    boolean ufw =
        ruleset.chainNames(rule.tableName()).stream().anyMatch(chain -> chain.startsWith("ufw"));
    return ufw && (rule.chain().startsWith("ufw") || builtIn && rule.handle().isEmpty())
        ? UFW
        : IPTABLES;
  }

  /// Chains of iptables have the hooks' names in capitals.
  private static boolean upperCase(RuleName rule) {
    return rule.chain().startsWith("ufw")
        || rule.chain().chars().noneMatch(Character::isLowerCase)
        || rule.family().startsWith("ip");
  }

  /// As it calls itself.
  @Override
  public String toString() {
    return switch (this) {
      case LIBNETWORK -> "libnetwork";
      case UFW -> "ufw";
      case FIREWALLD -> "firewalld";
      case DOCKER -> "Docker";
      case IPTABLES -> "iptables";
      case NFTABLES -> "nftables";
    };
  }
}
