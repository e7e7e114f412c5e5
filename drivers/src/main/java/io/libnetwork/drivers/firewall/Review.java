package io.libnetwork.drivers.firewall;

import io.libnetwork.Difference;
import io.libnetwork.NetworkException;
import io.libnetwork.Reconciliation;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.nftables.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looking whether our tables are what they should be, on behalf of a [Firewall].
///
/// The kernel is asked without keeping changes waiting, and again, with no change of ours going on,
/// where something seems to be wrong. Where nothing has changed in the whole ruleset since nothing
/// was wrong, its number is all that is asked for.
final class Review {

  private static final Logger LOG = LoggerFactory.getLogger(Review.class);

  private final DesiredRuleset ruleset;
  private final ReentrantLock lock;

  /// The number of the ruleset when it was found as it should be. Guarded by `lock`.
  private OptionalInt sound = OptionalInt.empty();

  /// @param lock the firewall's, which guards the ruleset
  Review(DesiredRuleset ruleset, ReentrantLock lock) {
    this.ruleset = ruleset;
    this.lock = lock;
  }

  /// What should be there at one moment.
  ///
  /// @param generation the ruleset's number then
  private record Moment(int generation, List<Element> wanted) {}

  /// What is missing, or is not as it was made.
  List<Difference> examine(NamespaceThread thread) {
    Optional<Moment> now = moment();
    if (now.isEmpty()) {
      return List.of();
    }
    if (suspicious(thread, now.get().wanted())) {
      return differences(thread);
    }
    lock.lock();
    try {
      sound = OptionalInt.of(now.get().generation());
    } finally {
      lock.unlock();
    }
    return List.of();
  }

  /// Empty where nothing can be wrong.
  private Optional<Moment> moment() {
    lock.lock();
    try {
      if (!ruleset.used()) {
        return Optional.empty();
      }
      int generation = ruleset.nftables().generation();
      return sound.equals(OptionalInt.of(generation))
          ? Optional.empty()
          : Optional.of(new Moment(generation, ruleset.elements()));
    } finally {
      lock.unlock();
    }
  }

  /// A ruleset that is changed all the time is looked at again, too.
  private boolean suspicious(NamespaceThread thread, List<Element> wanted) {
    try {
      return !FirewallComparison.of(ruleset.nftables(), thread, wanted).isEmpty();
    } catch (NetlinkException restless) {
      LOG.debug("the ruleset could not be looked at while it was changed", restless);
      return true;
    }
  }

  private List<Difference> differences(NamespaceThread thread) {
    lock.lock();
    try {
      return FirewallComparison.of(ruleset.nftables(), thread, ruleset.elements());
    } finally {
      lock.unlock();
    }
  }

  /// Makes right what is found.
  ///
  /// @param repair makes everything right
  Reconciliation mend(NamespaceThread thread, Runnable repair) {
    List<Difference> found = examine(thread);
    if (found.isEmpty()) {
      return Reconciliation.NOTHING;
    }
    lock.lock();
    try {
      repair.run();
      return outcome(found, differences(thread));
    } catch (RuntimeException failure) {
      return Reconciliation.all(
          found.stream().map(one -> Reconciliation.failed(one, failure)).toList());
    } finally {
      lock.unlock();
    }
  }

  private static Reconciliation outcome(List<Difference> found, List<Difference> left) {
    List<Reconciliation> done = new ArrayList<>();
    for (Difference one : found) {
      if (!left.contains(one)) {
        done.add(Reconciliation.repaired(one));
      }
    }
    for (Difference one : left) {
      NetworkException why =
          new NetworkException.Conflict(
              "it is so again, or still, after our rules and elements were made again");
      done.add(Reconciliation.failed(one, why));
    }
    return Reconciliation.all(done);
  }
}
