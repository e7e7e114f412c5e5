package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Repair;
import io.libnetwork.spi.DriverEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Making one network what it should be on the host: its hub first, by whose addresses routes are
/// told, then its endpoints' links. Called under the network's lock.
final class PtpMending {

  private final PtpNetwork network;
  private final PtpHost host;
  private final Whose whose;
  private final List<Reconciliation> done = new ArrayList<>();
  private PtpExamination now;

  PtpMending(PtpNetwork network, PtpHost host) {
    this.network = network;
    this.host = host;
    this.whose = PtpExamination.whose(network);
    this.now = look();
  }

  private PtpExamination look() {
    return new PtpExamination(host, network.plan().policy(), false);
  }

  Reconciliation mend(Collection<DriverEndpoint> joined) {
    List<PtpEndpoint> endpoints = PtpExamination.own(joined);
    now.hub(network).forEach(this::prepare);
    List<Repair.Step> steps = new ArrayList<>();
    now.hub(network).forEach(action -> steps.add(new Repair.Step(action, whose)));
    for (PtpEndpoint endpoint : endpoints) {
      now.outside(endpoint).forEach(action -> steps.add(new Repair.Step(action, endpoint.whose())));
    }
    done.add(
        new Repair(host.host().namespaceThread(), host.host().namespace(), host.host().rtnetlink())
            .carryOut(steps));
    endpoints.forEach(endpoint -> settle(endpoint, steps));
    endpoints.forEach(this::limit);
    endpoints.forEach(this::serve);
    await(steps, endpoints);
    return Reconciliation.all(done);
  }

  /// What comes before all else. With an address of the hub the kernel has dropped the routes that
  /// have it as their source, so they are looked for again.
  private void prepare(Action action) {
    if (action instanceof Action.Make) {
      attempt(
          action.difference(whose),
          () -> {
            network.remake();
            now = look();
          });
    } else if (action instanceof Action.Forward(IpFamily family, _, _)) {
      attempt(
          action.difference(whose),
          () -> host.forwarding().turnOn(Set.of(family), host.firewall()));
    }
  }

  private void settle(PtpEndpoint endpoint, List<Repair.Step> steps) {
    endpoint.watchAgain();
    Optional<Ifindex> link = endpoint.outside();
    if (link.isPresent() && steps.stream().anyMatch(step -> wasDown(step, link.get()))) {
      RoutedPair.makeKnown(host.host(), endpoint, link.get());
    }
  }

  private static boolean wasDown(Repair.Step step, Ifindex link) {
    return step.action() instanceof Action.Up(Link up) && up.index().equals(link);
  }

  private void limit(PtpEndpoint endpoint) {
    for (Action action : now.outside(endpoint)) {
      if (action instanceof Action.Limit limit) {
        attempt(
            limit.difference(endpoint.whose()),
            () ->
                endpoint
                    .shaper()
                    .restore(limit.link().index(), now.ifb(endpoint).map(LinkView::link)));
      }
    }
  }

  private void serve(PtpEndpoint endpoint) {
    for (PortProxy proxy : endpoint.unserved()) {
      attempt(PtpExamination.unserved(endpoint, proxy), proxy::serveAgain);
    }
  }

  /// Packets pass when this returns.
  private void await(List<Repair.Step> steps, List<PtpEndpoint> endpoints) {
    if (steps.stream().anyMatch(step -> step.action() instanceof Action.Up)) {
      List<Ifindex> links = new ArrayList<>();
      endpoints.forEach(endpoint -> endpoint.outside().ifPresent(links::add));
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
