package io.libnetwork.reconcile;

import io.libnetwork.Difference;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carrying actions out in one namespace: one visit for kernel parameters, and one exchange for all
/// else. What is refused keeps nothing else from being done.
public final class Repair {

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Rtnetlink rtnetlink;

  /// @param rtnetlink a socket in that namespace
  public Repair(NamespaceThread thread, NetworkNamespace namespace, Rtnetlink rtnetlink) {
    this.thread = thread;
    this.namespace = namespace;
    this.rtnetlink = rtnetlink;
  }

  /// An action, and to what its object belongs.
  public record Step(Action action, Difference.Whose whose) {

    Difference difference() {
      return action.difference(whose);
    }
  }

  /// Carries out, in order, what parameters and single requests can do. What owners have to do
  /// themselves is not in the answer.
  public Reconciliation carryOut(List<Step> steps) {
    List<Reconciliation> done = new ArrayList<>();
    for (Step step : steps) {
      switch (step.action()) {
        case Action.Parameter(Sysctl.Setting wanted, _) -> done.add(write(step, wanted));
        case Action.KeepRoute _, Action.Yield _, Action.Await _ ->
            done.add(Reconciliation.left(step.difference()));
        case Action.Make _,
            Action.Rename _,
            Action.Up _,
            Action.Mtu _,
            Action.Mac _,
            Action.Plug _,
            Action.PortOption _,
            Action.Address _,
            Action.AddRoute _,
            Action.Forward _,
            Action.Regroup _,
            Action.Limit _,
            Action.Vlans _,
            Action.Remove _ -> {}
      }
    }
    done.addAll(exchange(steps));
    return Reconciliation.all(done);
  }

  private Reconciliation write(Step step, Sysctl.Setting wanted) {
    try {
      Sysctl.write(thread, namespace, List.of(wanted));
      return Reconciliation.repaired(step.difference());
    } catch (RuntimeException refused) {
      return Reconciliation.failed(step.difference(), refused);
    }
  }

  private List<Reconciliation> exchange(List<Step> steps) {
    List<Step> sent = steps.stream().filter(step -> step.action().request().isPresent()).toList();
    NetlinkBatch batch = rtnetlink.batch();
    List<Reply<Void>> replies =
        sent.stream().map(step -> batch.add(step.action().request().orElseThrow())).toList();
    if (!sent.isEmpty()) {
      batch.trySend();
      awaitReadiness(sent);
    }
    List<Reconciliation> done = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      done.add(outcome(sent.get(i).difference(), replies.get(i)));
    }
    return done;
  }

  /// An IPv6 address that is back is answered for a moment later.
  private void awaitReadiness(List<Step> sent) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Step step : sent) {
      if (step.action() instanceof Action.Address(_, LinkAddress wanted)
          && wanted.address().family() == IpFamily.V6) {
        addresses.add(wanted.address().address());
      }
    }
    if (!addresses.isEmpty()) {
      Readiness.await(rtnetlink, addresses);
    }
  }

  /// What an action before it has brought back is there.
  private static Reconciliation outcome(Difference difference, Reply<Void> reply) {
    Optional<NetlinkException> refused =
        reply.failure().filter(failure -> !failure.errno().equals(Errno.EEXIST));
    return refused.isPresent()
        ? Reconciliation.failed(difference, refused.get())
        : Reconciliation.repaired(difference);
  }
}
