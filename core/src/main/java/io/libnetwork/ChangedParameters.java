package io.libnetwork;

import io.libnetwork.linux.BootId;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Kernel parameters of a host that were changed together for our networks, and what they were
/// before.
///
/// @param boot of the machine, which begins with parameters of its own
/// @param namespace whose parameters they are
/// @param changes first the one that was changed on purpose, then those that the kernel changes
///   with it
public record ChangedParameters(BootId boot, NamespaceId namespace, List<Sysctl.Change> changes) {

  static final String KIND = "host-parameter";

  public ChangedParameters {
    if (changes.isEmpty()) {
      throw new NetworkException.InvalidParameter("no change of a parameter, expected one or more");
    }
    changes = List.copyOf(changes);
  }

  /// Those that a store has noted and that still say something about this host.
  ///
  /// @throws NetworkException.InvalidParameter if a record does not say such changes
  public static List<ChangedParameters> of(Snapshot stored, Host host) {
    return stored.ofKind(KIND).stream()
        .map(ChangedParameters::of)
        .filter(changed -> changed.meant(host))
        .toList();
  }

  /// The parameter that was changed on purpose, in the form with slashes.
  public String key() {
    return changes.getFirst().key();
  }

  /// Whether the parameter is still as it was set.
  public boolean standing(Host host) {
    return read(host, changes.getFirst())
        .filter(value -> value.equals(changes.getFirst().after()))
        .isPresent();
  }

  /// Puts back what is still as it was set. Where somebody else has changed the first one, nothing
  /// is put back. To put it back has the kernel change others with it, so those are written again
  /// whatever they are.
  ///
  /// @return what has another value than before; empty where nothing was done
  public List<Sysctl.Change> restore(Host host) {
    List<Sysctl.Change> all = back(host);
    Sysctl.write(
        host.namespaceThread(),
        host.namespace(),
        all.stream().map(each -> Sysctl.Setting.ifPresent(each.key(), each.after())).toList());
    return different(all);
  }

  /// What [#restore] would change, which then is not done.
  List<Sysctl.Change> restoring(Host host) {
    return different(back(host));
  }

  /// From what they are to what they were.
  private List<Sysctl.Change> back(Host host) {
    List<Sysctl.Change> back = new ArrayList<>();
    if (standing(host)) {
      for (Sysctl.Change change : changes) {
        Optional<String> now = read(host, change);
        if (now.isPresent()) {
          String then = now.get().equals(change.after()) ? change.before() : now.get();
          back.add(new Sysctl.Change(change.key(), now.get(), then));
        }
      }
    }
    return back;
  }

  private static List<Sysctl.Change> different(List<Sysctl.Change> changes) {
    return changes.stream().filter(change -> !change.before().equals(change.after())).toList();
  }

  private static Optional<String> read(Host host, Sysctl.Change change) {
    return Sysctl.find(host.namespaceThread(), host.namespace(), change.key());
  }

  static ChangedParameters now(Host host, List<Sysctl.Change> changes) {
    return new ChangedParameters(BootId.current(), host.namespace().id(), changes);
  }

  /// Of this boot, and of this host's namespace.
  boolean meant(Host host) {
    return boot.equals(BootId.current()) && namespace.equals(host.namespace().id());
  }

  static RecordKey key(String parameter) {
    return new RecordKey(KIND, parameter);
  }

  Fields fields() {
    Fields.Builder fields =
        Fields.builder().text("boot", boot.value()).text("namespace", namespace.toString());
    Stored.each(fields, "changes", changes, ChangedParameters::fields);
    return fields.build();
  }

  private static Fields fields(Sysctl.Change change) {
    return Fields.builder()
        .text("key", change.key())
        .text("before", change.before())
        .text("after", change.after())
        .build();
  }

  static ChangedParameters of(StateRecord stored) {
    Fields fields = stored.content();
    return new ChangedParameters(
        Stored.parse(fields.text("boot"), "boot", BootId::new),
        Stored.parse(fields.text("namespace"), "namespace", NamespaceId::parse),
        Stored.each(
            fields,
            "changes",
            each -> new Sysctl.Change(each.text("key"), each.text("before"), each.text("after"))));
  }
}
