package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference;
import io.libnetwork.Reconciliation;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Rule;
import io.libnetwork.linux.rtnetlink.Rules;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Repair;
import io.libnetwork.spi.DriverEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Making one network what it should be on the host: its parent, where that is ours to make, then
/// the host's interface among its containers. Called under the network's lock.
final class UplinkMending {

  private final UplinkNetwork network;
  private final UplinkHost host;
  private final List<Reconciliation> done = new ArrayList<>();

  UplinkMending(UplinkNetwork network, UplinkHost host) {
    this.network = network;
    this.host = host;
  }

  Reconciliation mend(Collection<DriverEndpoint> joined) {
    UplinkPlan plan = network.plan();
    if (network.parents().find(plan).isEmpty()) {
      parent();
    } else {
      boolean _ = network.parentMayBeBack();
    }
    Optional<Parent> parent = network.parent();
    if (parent.isPresent() && network.shim().wanted() && !joined.isEmpty()) {
      shim(parent.get(), joined);
    }
    return Reconciliation.all(done);
  }

  private void parent() {
    Difference gone = UplinkExamination.parentGone(network);
    if (gone.repairable()) {
      attempt(
          gone,
          () -> {
            boolean _ = network.parentMayBeBack();
          });
    } else {
      boolean _ = network.parentMayBeBack();
      done.add(Reconciliation.left(gone));
    }
  }

  private void shim(Parent parent, Collection<DriverEndpoint> joined) {
    network.shim().look(parent);
    UplinkExamination now = new UplinkExamination(host);
    List<Action> actions = now.shim(network, joined);
    for (Action action : actions) {
      if (action instanceof Action.Make) {
        attempt(action.difference(network.plan().whose()), () -> remake(parent, joined));
      }
    }
    now.missingRules(network.plan()).forEach(this::addRule);
    List<Repair.Step> steps =
        actions.stream().map(action -> new Repair.Step(action, network.plan().whose())).toList();
    done.add(
        new Repair(host.host().namespaceThread(), host.host().namespace(), host.host().rtnetlink())
            .carryOut(steps));
  }

  private void remake(Parent parent, Collection<DriverEndpoint> joined) {
    HostShim.Made made = network.shim().make(parent);
    for (UplinkEndpoint endpoint : UplinkExamination.own(joined)) {
      host.links()
          .addRoutes(
              network.shim().routes(endpoint, made.link()),
              endpoint.whose(),
              network.plan().shim().value());
    }
  }

  /// An interface that has been made anew has its rules already.
  private void addRule(Rule rule) {
    attempt(
        UplinkExamination.missing(network.plan(), rule),
        () -> {
          NetlinkBatch batch = host.host().rtnetlink().batch();
          Reply<Void> added = batch.add(Rules.add(rule));
          batch.trySend();
          added
              .failure()
              .filter(refused -> !refused.errno().equals(Errno.EEXIST))
              .ifPresent(refused -> {
                throw refused;
              });
        });
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
