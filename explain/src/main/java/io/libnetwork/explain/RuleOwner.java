package io.libnetwork.explain;

import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.explain.ruleset.Ruleset;
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

  private static final String UFWS = "ufw";

  /// Base chains that iptables makes, in capitals as nobody else does.
  private static final Set<String> CHAINS_OF_IPTABLES =
      Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  /// Who has made a rule of a ruleset. A base chain's policy is taken to be of whom the chain leads
  /// to: `ufw` and Docker fill chains that iptables has.
  static RuleOwner of(RuleName rule, Ruleset ruleset) {
    if (rule.table().equals("libnetwork") || rule.table().equals("libnetwork_anchor")) {
      return LIBNETWORK;
    }
    if (rule.table().equals("firewalld")) {
      return FIREWALLD;
    }
    Set<String> chains = ruleset.chainNames(rule.tableName());
    if (chains.stream().noneMatch(CHAINS_OF_IPTABLES::contains)) {
      return NFTABLES;
    }
    if (rule.chain().startsWith("DOCKER")) {
      return DOCKER;
    }
    boolean ufw = chains.stream().anyMatch(chain -> chain.startsWith(UFWS));
    return rule.chain().startsWith(UFWS) || (ufw && rule.handle().isEmpty()) ? UFW : IPTABLES;
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
