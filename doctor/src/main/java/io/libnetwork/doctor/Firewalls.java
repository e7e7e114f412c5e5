package io.libnetwork.doctor;

import io.libnetwork.drivers.firewall.FirewallRemains;
import java.util.List;

/// That our tables are there where networks of ours are and there is no store: where there is one,
/// [Differences] tells what of them is missing.
final class Firewalls implements Check {

  static final String NAME = "firewall";

  private static final int BOTH = 2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look(Scene scene) {
    if (scene.stored().isPresent()) {
      return List.of();
    }
    FirewallRemains firewall = FirewallRemains.of(scene.host().nftables());
    if (scene.bridges().isEmpty() || firewall.tables().size() == BOTH) {
      return List.of();
    }
    return List.of(
        new Finding(
            name(),
            "tables inet libnetwork and bridge libnetwork",
            firewall.tables().isEmpty()
                ? "both are missing"
                : "there is only " + firewall.tables().getFirst(),
            "nothing guards the networks that are here, and no published port works; somebody has"
                + " emptied the ruleset while no process was there to repair it",
            List.of("libnetwork doctor --repair"),
            true));
  }
}
