package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.names.View;
import io.libnetwork.resolver.NameServer;
import io.libnetwork.resolver.Resolvers;
import io.libnetwork.spi.Notes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The name servers in a controller's sandboxes. Of one sandbox everything is done under its lock.
final class NameServers implements AutoCloseable {

  private final Function<Sandbox, OpeningResolver> opener;
  private final Optional<Resolvers> resolvers;
  private final Map<SandboxId, OpeningResolver> open = new ConcurrentHashMap<>();

  private NameServers(Function<Sandbox, OpeningResolver> opener, Optional<Resolvers> resolvers) {
    this.opener = opener;
    this.resolvers = resolvers;
  }

  /// @param resolvers closed with this
  static NameServers of(Resolvers resolvers) {
    return new NameServers(sandbox -> open(resolvers, sandbox), Optional.of(resolvers));
  }

  private static OpeningResolver open(Resolvers resolvers, Sandbox sandbox) {
    List<IpAddress> servers = sandbox.config().dns().orElse(List.of());
    return OpeningResolver.begin(() -> resolvers.open(sandbox.namespace().namespace(), servers));
  }

  /// The double, of which none is opened.
  ///
  /// @param live every sandbox that there is
  NameServers rehearsed(List<Sandbox> live, Notes notes) {
    NameServers copy =
        new NameServers(
            sandbox -> OpeningResolver.opened(NotedNameServer.open(sandbox.container(), notes)),
            Optional.empty());
    for (Sandbox sandbox : live) {
      if (open.containsKey(sandbox.id())) {
        copy.open.put(
            sandbox.id(),
            OpeningResolver.opened(NotedNameServer.present(sandbox.container(), notes)));
      }
    }
    return copy;
  }

  /// Begins to open one where there is none.
  ///
  /// @param undo takes it back
  OpeningResolver begin(Sandbox sandbox, Undo undo) {
    OpeningResolver present = open.get(sandbox.id());
    if (present != null) {
      return present;
    }
    undo.with(() -> close(sandbox));
    OpeningResolver opening = opener.apply(sandbox);
    open.put(sandbox.id(), opening);
    return opening;
  }

  /// There is one when this returns.
  ///
  /// @param undo takes it back
  void require(Sandbox sandbox, Undo undo) {
    OpeningResolver opening = begin(sandbox, undo);
    try {
      opening.await();
    } catch (RuntimeException refused) {
      open.remove(sandbox.id(), opening);
      throw refused;
    }
  }

  /// What is answered from now on, where there is one.
  void show(Sandbox sandbox, Supplier<View> view) {
    OpeningResolver opening = open.get(sandbox.id());
    if (opening != null) {
      opening.await().sees(view.get());
    }
  }

  /// Gives up what is open in a sandbox, before its namespace is closed.
  void close(Sandbox sandbox) {
    OpeningResolver opening = open.remove(sandbox.id());
    if (opening != null) {
      opening.close();
    }
  }

  /// Empty for a double.
  Optional<NameCounters> counters() {
    return resolvers.map(asked -> new NameCounters(asked.counts(), asked.forwarding(), own()));
  }

  /// Of the sandboxes that have name servers of their own.
  private Map<SandboxId, ForwarderCounters> own() {
    Map<SandboxId, ForwarderCounters> own = new HashMap<>();
    open.forEach((sandbox, opening) ->
        opening
            .present()
            .flatMap(NameServer::ownForwarding)
            .ifPresent(counters -> own.put(sandbox, counters)));
    return own;
  }

  @Override
  public void close() {
    open.values().forEach(OpeningResolver::close);
    open.clear();
    resolvers.ifPresent(Resolvers::close);
  }
}
