package io.libnetwork.drivers.firewall;

import io.libnetwork.Host;
import io.libnetwork.linux.nftables.RulesetChange;
import io.libnetwork.linux.nftables.RulesetMonitor;
import io.libnetwork.reconcile.Reconciler;
import io.libnetwork.reconcile.Subject;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears when others change our tables, and has them repaired.
///
/// What is heard says only where to look: the repair goes by our own model, under the firewall's
/// lock, on the reconciler's thread.
public final class FirewallWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FirewallWatch.class);

  private final Firewall firewall;
  private final Consumer<RulesetChange> others;
  private final Reconciler reconciler;
  private final Subject subject = new Repairs();
  private final AtomicReference<Damage> heard = new AtomicReference<>(Damage.NONE);
  private final RulesetMonitor monitor;

  private FirewallWatch(Host host, Firewall firewall, Consumer<RulesetChange> others) {
    this.firewall = firewall;
    this.others = others;
    this.reconciler = new Reconciler("libnetwork-reconcile");
    this.monitor =
        RulesetMonitor.open(
            host.namespaceThread(), host.namespace(), "libnetwork-ruleset", new Ears());
  }

  /// Begins to watch over a firewall.
  ///
  /// @param others is told of what others change anywhere in the ruleset, on a thread that must not
  ///   be kept
  public static FirewallWatch begin(Host host, Firewall firewall, Consumer<RulesetChange> others) {
    return new FirewallWatch(host, firewall, others);
  }

  /// Ends the watch, after a repair that is under way.
  @Override
  public void close() {
    monitor.close();
    reconciler.close();
  }

  private void damaged(Damage damage) {
    if (!damage.none()) {
      heard.accumulateAndGet(damage, Damage::and);
      reconciler.mark(subject);
    }
  }

  private final class Ears implements RulesetMonitor.Listener {

    @Override
    public boolean ignores(int port) {
      return firewall.changesBy(port);
    }

    @Override
    public void changed(RulesetChange change) {
      Damage damage = Damage.of(change);
      if (damage.none() || !firewall.made(change)) {
        others.accept(change);
        damaged(damage);
      }
    }

    @Override
    public void missed() {
      damaged(Damage.UNKNOWN);
    }

    @Override
    public void failed(RuntimeException failure) {
      LOG.error("changes of the firewall by others are heard no longer", failure);
    }
  }

  private final class Repairs implements Subject {

    @Override
    public String name() {
      return "the firewall";
    }

    /// What was heard is forgotten only when it is repaired.
    @Override
    public void reconcile() {
      Damage damage = heard.getAndSet(Damage.NONE);
      try {
        firewall.repair(damage);
      } catch (RuntimeException failure) {
        heard.accumulateAndGet(damage, Damage::and);
        throw failure;
      }
    }
  }
}
