package io.libnetwork.doctor;

import io.libnetwork.ChangedParameters;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.FirewallRemains;
import java.util.List;
import java.util.Set;

/// That a host which forwards only because we turned it on forwards for nobody else.
final class ForwardingNote implements Check {

  @Override
  public String name() {
    return "forwarding";
  }

  @Override
  public List<Finding> look(Scene scene) {
    if (scene.stored().isEmpty()) {
      return List.of();
    }
    Set<IpFamily> noted = FirewallRemains.of(scene.host().nftables()).forwarded();
    return ChangedParameters.of(scene.stored().get().snapshot(), scene.host()).stream()
        .filter(changed -> changed.standing(scene.host()))
        .filter(changed -> !noted.contains(family(changed)))
        .map(changed ->
            new Finding(
                name(),
                "parameter " + changed.key().replace('/', '.'),
                "on for our networks, and the firewall does not know it",
                "the host forwards for everybody; somebody has emptied the ruleset while no process"
                    + " was there to repair it",
                List.of("libnetwork doctor --repair"),
                true))
        .toList();
  }

  private static IpFamily family(ChangedParameters changed) {
    return changed.key().startsWith("net/ipv6/") ? IpFamily.V6 : IpFamily.V4;
  }
}
