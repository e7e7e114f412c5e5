package io.libnetwork.drivers.shaping;

import io.libnetwork.Difference.Whose;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.Removal;
import java.util.List;

/// What is asked of the host's links to limit what passes them: done, or noted for a plan.
public interface LimitingLinks {

  /// Makes the link that limits what a port receives.
  Ifindex addIfb(InterfaceName name, String mark);

  /// Has queues made, changed and removed.
  void take(List<Shaping.Step> steps);

  /// Removes a link.
  Removal delete(Ifindex link, Whose whose);
}
