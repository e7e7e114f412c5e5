package io.libnetwork.explain.ruleset;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.nftables.Nftables;
import org.junit.jupiter.api.Assumptions;

/// Rulesets as the kernel lists them: loaded into a namespace, and read from there.
final class Loaded {

  private Loaded() {}

  /// Where a chain and its table end on one line, nft wants them parted.
  ///
  /// Skips the test, and says so, where the process may not make namespaces.
  static Ruleset ruleset(String nft) {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.err.println("SKIPPED: loading a ruleset needs root");
    }
    Assumptions.assumeTrue(root, "loading a ruleset needs root");
    Nftables.prepare();
    try (NamespaceThread thread = NamespaceThread.start();
        NetworkNamespace scratch = thread.create();
        Nftables nftables = thread.call(scratch, Nftables::open)) {
      nftables.load(nft.replace("; } }", ";\n}\n}").replace("; }", ";\n}"));
      return Ruleset.read(nftables.listRuleset(), nftables.listRules());
    }
  }
}
