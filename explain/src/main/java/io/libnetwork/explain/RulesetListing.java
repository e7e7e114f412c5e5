package io.libnetwork.explain;

import io.libnetwork.explain.ruleset.CompatRule;
import io.libnetwork.explain.ruleset.Ruleset;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesException;
import java.util.List;
import java.util.function.Consumer;

/// Reads the ruleset of a namespace, and rules that would be there.
final class RulesetListing {

  private RulesetListing() {}

  /// Lists what is in a namespace. Rules of `iptables-nft` are read out of the text that libxtables
  /// has for them, which a namespace made for that is asked to list again; those that it does not
  /// take stay unknown.
  static Ruleset read(NamespaceThread thread, NetworkNamespace namespace) {
    Nftables.prepare();
    try (Nftables nftables = thread.call(namespace, Nftables::open)) {
      return read(thread, nftables);
    }
  }

  /// As [#read(NamespaceThread, NetworkNamespace)], of a ruleset that is open already.
  static Ruleset read(NamespaceThread thread, Nftables nftables) {
    Ruleset ruleset = list(nftables);
    List<CompatRule> unknown = ruleset.compatRules();
    if (!unknown.isEmpty()) {
      ruleset.learn(elsewhere(thread, to -> load(unknown, to)));
    }
    return ruleset;
  }

  /// What a ruleset would be, seen in a namespace made for that.
  static Ruleset elsewhere(NamespaceThread thread, Consumer<Nftables> filling) {
    Nftables.prepare();
    try (NetworkNamespace scratch = thread.create();
        Nftables nftables = thread.call(scratch, Nftables::open)) {
      filling.accept(nftables);
      return list(nftables);
    }
  }

  private static Ruleset list(Nftables nftables) {
    return Ruleset.read(nftables.listRuleset(), nftables.listRules());
  }

  /// All at once, or, where one is not taken, each by itself.
  private static void load(List<CompatRule> rules, Nftables into) {
    StringBuilder all = new StringBuilder();
    rules.forEach(rule -> all.append(rule.script()));
    if (!loads(all.toString(), into)) {
      rules.forEach(rule -> loads(rule.script(), into));
    }
  }

  private static boolean loads(String script, Nftables into) {
    try {
      into.load(script);
      return true;
    } catch (NftablesException notTaken) {
      return false;
    }
  }
}
