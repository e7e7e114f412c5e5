package io.libnetwork.linux.rtnetlink;

import java.util.Map;
import java.util.Optional;

/// A link with all that the kernel tells in one answer: besides the [Link] itself, what it is as a
/// bridge's port, its kernel parameters, and what it sends from.
///
/// @param port empty where the link is no bridge's port
/// @param parameters those known here; empty where the link has none, as where IPv6 is not compiled
/// @param queue the kind of its root queueing discipline, as in `tbf`; empty where it has none
public record LinkView(
    Link link, Optional<BridgePort> port, Map<LinkParameter, Integer> parameters, String queue) {

  public LinkView {
    parameters = Map.copyOf(parameters);
  }
}
