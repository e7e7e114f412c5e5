package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Repair;
import io.libnetwork.spi.DriverEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Making one network what it should be on the host: its bridge first, then its ports. Called under
/// the network's lock.
final class BridgeMending {

  private final BridgeNetwork network;
  private final BridgeHost host;
  private final Whose whose;
  private final List<Reconciliation> done = new ArrayList<>();
  private BridgeExamination now;

  BridgeMending(BridgeNetwork network, BridgeHost host) {
    this.network = network;
    this.host = host;
    this.whose = BridgeExamination.whose(network);
    this.now = look();
  }

  private BridgeExamination look() {
    return new BridgeExamination(host, network.plan().publishing());
  }

  Reconciliation mend(Collection<DriverEndpoint> joined) {
    List<BridgeEndpoint> endpoints = BridgeExamination.own(joined);
    now.bridge(network).forEach(this::prepare);
    // What the first bridge is gone with is seen only when it is there again.
    now.bridge(network).stream().filter(BridgeMending::makes).forEach(this::prepare);
    endpoints.forEach(this::plug);
    List<Repair.Step> steps = new ArrayList<>();
    now.bridge(network).forEach(action -> steps.add(new Repair.Step(action, whose)));
    for (BridgeEndpoint endpoint : endpoints) {
      Whose of = BridgeExamination.whose(endpoint);
      now.port(endpoint).forEach(action -> steps.add(new Repair.Step(action, of)));
    }
    done.add(
        new Repair(host.host().namespaceThread(), host.host().namespace(), host.host().rtnetlink())
            .carryOut(steps));
    endpoints.forEach(BridgeEndpoint::watchAgain);
    endpoints.forEach(this::limit);
    endpoints.forEach(endpoint -> done.add(EndpointTap.mend(endpoint)));
    endpoints.forEach(endpoint -> serve(BridgeExamination.whose(endpoint), endpoint.unserved()));
    network.services().forEach(service -> serve(whose, service.unserved()));
    await(steps, endpoints);
    return Reconciliation.all(done);
  }

  /// What comes before all else.
  private void prepare(Action action) {
    switch (action) {
      case Action.Make(String link, _) ->
          attempt(
              action.difference(whose),
              () -> {
                make(link);
                now = look();
              });
      case Action.Forward(IpFamily family, _, _) ->
          attempt(
              action.difference(whose),
              () -> host.forwarding().turnOn(Set.of(family), host.firewall()));
      case Action.Rename _,
          Action.Up _,
          Action.Mtu _,
          Action.Mac _,
          Action.Plug _,
          Action.PortOption _,
          Action.Address _,
          Action.AddRoute _,
          Action.Parameter _,
          Action.Regroup _,
          Action.Limit _,
          Action.Remove _,
          Action.Vlans _,
          Action.Await _,
          Action.KeepRoute _,
          Action.Yield _ -> {}
    }
  }

  private static boolean makes(Action action) {
    return action instanceof Action.Make;
  }

  private void make(String link) {
    if (link.equals(network.plan().bridge().value())) {
      network.remake();
    } else {
      network.shards().remake(link);
    }
  }

  /// A port with VLANs of its own must not be in the bridge's meanwhile.
  private void plug(BridgeEndpoint endpoint) {
    List<Action> differing =
        now.port(endpoint).stream().filter(action -> action instanceof Action.Vlans).toList();
    for (Action action : differing) {
      Ifindex port = ((Action.Vlans) action).link().index();
      attempt(action.difference(BridgeExamination.whose(endpoint)), () -> endpoint.plugAgain(port));
      now = look();
    }
  }

  private void limit(BridgeEndpoint endpoint) {
    for (Action action : now.port(endpoint)) {
      if (action instanceof Action.Limit limit) {
        attempt(
            limit.difference(BridgeExamination.whose(endpoint)),
            () ->
                endpoint
                    .shaper()
                    .restore(limit.link().index(), now.ifb(endpoint).map(LinkView::link)));
      }
    }
  }

  private void serve(Whose owner, List<PortProxy> unserved) {
    for (PortProxy proxy : unserved) {
      attempt(BridgeExamination.unserved(owner, proxy), proxy::serveAgain);
    }
  }

  /// Packets pass when this returns.
  private void await(List<Repair.Step> steps, List<BridgeEndpoint> endpoints) {
    boolean changed =
        network.link().isPresent()
            && steps.stream()
                .anyMatch(step ->
                    step.action() instanceof Action.Plug || step.action() instanceof Action.Up);
    if (changed) {
      List<Ifindex> links = new ArrayList<>();
      endpoints.forEach(endpoint -> endpoint.port().ifPresent(links::add));
      links.add(network.bridge());
      Readiness.awaitAll(host.host().rtnetlink(), links);
    }
  }

  private void attempt(Difference difference, Runnable repair) {
    try {
      repair.run();
      done.add(Reconciliation.repaired(difference));
    } catch (RuntimeException failure) {
      done.add(Reconciliation.failed(difference, failure));
    }
  }
}
