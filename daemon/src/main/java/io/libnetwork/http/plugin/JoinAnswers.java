package io.libnetwork.http.plugin;

import io.libnetwork.LinkedInterface;
import io.libnetwork.RouteType;
import io.libnetwork.plugins.protocol.InterfaceNaming;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.StaticRoute;
import java.util.List;
import java.util.Optional;

/// What an engine is told of an interface that waits for it.
final class JoinAnswers {

  private static final String NAMED_INSIDE = "eth";

  /// Of a kind of network that has none.
  static final JoinAnswer NO_INTERFACE =
      new JoinAnswer(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), true);

  private JoinAnswers() {}

  /// An engine gives a container that has no way out one by a bridge of its own, unless it is told
  /// not to: which networks a container is on is what was asked for.
  static JoinAnswer of(LinkedInterface made) {
    return new JoinAnswer(
        Optional.of(new InterfaceNaming(made.sourceName().value(), NAMED_INSIDE, "")),
        made.gateway(),
        made.gatewayIpv6(),
        made.routes().stream()
            .filter(route -> route.type() == RouteType.UNICAST)
            .map(route -> new StaticRoute(route.destination(), route.gateway()))
            .toList(),
        made.gateway().isEmpty() && made.gatewayIpv6().isEmpty());
  }
}
