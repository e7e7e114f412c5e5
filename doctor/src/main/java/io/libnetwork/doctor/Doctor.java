package io.libnetwork.doctor;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Difference;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.Plan;
import io.libnetwork.PlannedStep;
import io.libnetwork.Planner;
import io.libnetwork.Reconciliation;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.store.StoredState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Says what is wrong on a host with our networks.
///
/// ```java
/// Diagnosis diagnosis = Doctor.of(Host.local(), Host.DEFAULT_STATE_ROOT).examine();
/// diagnosis.findings().forEach(System.out::println);
/// ```
///
/// To examine changes nothing, and may be done while another process has the store. Needs the
/// rights that a controller needs.
public final class Doctor {

  private static final String STORE = "mvstore";

  private static final List<Check> CHECKS =
      List.of(
          new StoreHealth(),
          new Differences(),
          new Firewalls(),
          new ForwardingNote(),
          new RouteConflicts(),
          new ForeignRules(),
          new Mtus(),
          new Permissions(),
          new KernelFeatures(KernelFeatures.USUAL));

  private final Host host;
  private final Path state;
  private final List<Check> checks;

  private Doctor(Host host, Path state, List<Check> checks) {
    this.host = host.requireLinux("doctor");
    this.state = state.toAbsolutePath();
    this.checks = List.copyOf(checks);
  }

  /// Of a host.
  ///
  /// @param state the folder of the store; where there is none, what is recorded is not compared
  public static Doctor of(Host host, Path state) {
    return new Doctor(host, state, CHECKS);
  }

  /// One that makes these checks.
  static Doctor making(Host host, Path state, Check... checks) {
    return new Doctor(host, state, Arrays.asList(checks));
  }

  /// Looks at everything and changes nothing.
  public Diagnosis examine() {
    List<Finding> findings = new ArrayList<>();
    List<Diagnosis.Unclear> unclear = new ArrayList<>();
    Optional<StoredState> stored = Optional.empty();
    try {
      stored = StateStoreProvider.named(STORE).read(state, Schema.FIRST);
    } catch (NetworkException unreadable) {
      unclear.add(new Diagnosis.Unclear("store", String.valueOf(unreadable.getMessage())));
    }
    Scene scene = Scene.of(host, state, stored);
    for (Check check : checks) {
      try {
        findings.addAll(check.look(scene));
      } catch (RuntimeException failure) {
        unclear.add(new Diagnosis.Unclear(check.name(), failure.toString()));
      }
    }
    return new Diagnosis(findings, unclear, recorded(stored));
  }

  /// Puts right what is ours to put right: opens a controller, which finds again what the store
  /// remembers, has it look for what differs, and closes it.
  ///
  /// @return what the controller still found differing, and what it could not put right
  /// @throws NetworkException.Conflict if another process has the store: it repairs by itself
  /// @throws NetworkException.NotFound without a store
  public Reconciliation repair() {
    StoredState _ = stored();
    try (StateStore store = StateStoreProvider.named(STORE).open(state, Schema.FIRST)) {
      List<ControllerOption> options = new ArrayList<>(List.of(Differences.DRIVERS));
      options.add(new ControllerOption.Store(store));
      try (Controller controller =
          Controller.open(host, options.toArray(ControllerOption[]::new))) {
        return controller.reconcile();
      }
    }
  }

  /// Tells what [#repair] would put right, and changes nothing. May be asked while another process
  /// has the store.
  ///
  /// @throws NetworkException.NotFound without a store
  public Plan planRepair() {
    StoredState stored = stored();
    List<PlannedStep> steps =
        new ArrayList<>(Planner.open(host, stored, Differences.DRIVERS).steps());
    Scene scene = Scene.of(host, state, Optional.of(stored));
    new ForwardingNote()
        .look(scene).stream()
            .filter(Finding::repairable)
            .forEach(finding ->
                steps.add(
                    PlannedStep.change(
                        PlannedStep.Kind.FIREWALL,
                        Difference.Whose.NOBODY,
                        finding.object(),
                        finding.what())));
    return new Plan(steps);
  }

  private StoredState stored() {
    return StateStoreProvider.named(STORE)
        .read(state, Schema.FIRST)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "there is no store in " + state + ", so nothing says what should be here"));
  }

  private static int recorded(Optional<StoredState> stored) {
    return stored
        .map(found ->
            (int)
                found.snapshot().records().stream()
                    .filter(record -> !record.key().kind().startsWith("host-"))
                    .count())
        .orElse(-1);
  }
}
