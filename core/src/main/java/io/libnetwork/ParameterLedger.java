package io.libnetwork;

import io.libnetwork.linux.Sysctl;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.Notes;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the store is told of the host's own parameters; without a store it is remembered as long as
/// the controller is open.
final class ParameterLedger implements HostParameters {

  private static final Logger LOG = LoggerFactory.getLogger(ParameterLedger.class);

  private final Host host;
  private final Ledger ledger;
  private final Optional<Notes> notes;

  /// By the key of the first of each. Changed under `this`, and read by the ledger without it.
  private final Map<String, ChangedParameters> changed = new ConcurrentHashMap<>();

  ParameterLedger(Host host, Ledger ledger) {
    this(host, ledger, Optional.empty());
  }

  private ParameterLedger(Host host, Ledger ledger, Optional<Notes> notes) {
    this.host = host;
    this.ledger = ledger;
    this.notes = notes;
  }

  /// One that knows the same, and notes what it would put back.
  ParameterLedger rehearsed(Ledger written, Notes noted) {
    ParameterLedger rehearsed = new ParameterLedger(host, written, Optional.of(noted));
    rehearsed.changed.putAll(changed);
    return rehearsed;
  }

  /// Finds again what a former process has noted. What says nothing about this host is forgotten,
  /// and so is what somebody else has changed since, or was noted and then not changed.
  synchronized void recall(StateStore store) {
    List<Ledger.Entry> old = new ArrayList<>();
    for (StateRecord stored : store.list(ChangedParameters.KIND)) {
      try {
        ChangedParameters noted = ChangedParameters.of(stored);
        if (noted.meant(host) && noted.standing(host)) {
          changed.put(noted.key(), noted);
        } else {
          old.add(new Ledger.Entry(stored.key(), Optional::empty));
        }
      } catch (RuntimeException malformed) {
        LOG.error("{} does not say what it was, and stays", stored.key(), malformed);
      }
    }
    ledger.forget(old);
  }

  @Override
  public synchronized void changing(List<Sysctl.Change> changes) {
    ChangedParameters noted = ChangedParameters.now(host, changes);
    ChangedParameters former = changed.get(noted.key());
    if (former != null && former.standing(host)) {
      return;
    }
    changed.put(noted.key(), noted);
    try {
      ledger.commit(entry(noted.key()));
    } catch (RuntimeException failure) {
      changed.remove(noted.key());
      throw failure;
    }
  }

  @Override
  public synchronized boolean changed(String key) {
    ChangedParameters noted = changed.get(key);
    return noted != null && noted.standing(host);
  }

  @Override
  public synchronized List<Sysctl.Change> noted(String key) {
    ChangedParameters noted = changed.get(key);
    return noted == null ? List.of() : noted.changes();
  }

  /// The note goes last: who is killed in between puts it back once more.
  @Override
  public synchronized boolean restore(String key) {
    ChangedParameters noted = changed.get(key);
    if (noted == null) {
      return false;
    }
    restore(noted);
    changed.remove(key);
    ledger.commit(entry(key));
    return true;
  }

  private void restore(ChangedParameters noted) {
    if (notes.isEmpty()) {
      noted.restore(host);
      return;
    }
    for (Sysctl.Change change : noted.restoring(host)) {
      notes
          .get()
          .note(
              PlannedStep.change(
                  PlannedStep.Kind.PARAMETER,
                  Difference.Whose.NOBODY,
                  change.key(),
                  "from %s to %s".formatted(change.before(), change.after())));
    }
  }

  private Ledger.Entry entry(String key) {
    return new Ledger.Entry(
        ChangedParameters.key(key),
        () -> Optional.ofNullable(changed.get(key)).map(ChangedParameters::fields));
  }
}
