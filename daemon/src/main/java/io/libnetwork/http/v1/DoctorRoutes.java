package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Reconciliation;
import io.libnetwork.doctor.Diagnosis;
import io.libnetwork.doctor.Doctor;
import io.libnetwork.doctor.Finding;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.wire.v1.DiagnosisResource;
import io.libnetwork.wire.v1.DiagnosisResource.FindingResource;
import io.libnetwork.wire.v1.DiagnosisResource.UnclearResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with our networks on the host, and having it put right.
final class DoctorRoutes {

  private final Controller controller;
  private final Path state;

  /// @param state the folder of the store
  DoctorRoutes(Controller controller, Path state) {
    this.controller = controller;
    this.state = state;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", "/v1/doctor", this::examine),
        Operation.change("POST", "/v1/doctor/repair", this::repair));
  }

  private Diagnosis diagnosis() {
    return Doctor.of(controller.host(), state).examine();
  }

  private Answer examine(Call call) {
    return Answer.json(resource(diagnosis(), List.of(), Reconciliation.NOTHING));
  }

  private Answer repair(Call call) {
    return DryRun.or(call, () -> controller.planner().reconcile(), this::repaired);
  }

  private Answer repaired() {
    Diagnosis before = diagnosis();
    Reconciliation done = controller.reconcile();
    Diagnosis after = diagnosis();
    List<Finding> mended = new ArrayList<>(before.findings());
    mended.removeAll(after.findings());
    return Answer.json(resource(after, mended, done));
  }

  private static DiagnosisResource resource(
      Diagnosis diagnosis, List<Finding> mended, Reconciliation done) {
    return new DiagnosisResource(
        PlanResources.kebab(diagnosis.verdict()),
        diagnosis.recorded() < 0 ? null : diagnosis.recorded(),
        findings(diagnosis.findings()),
        findings(mended),
        done.failed().stream().map(Reconciliation.Failed::toString).toList(),
        diagnosis.unclear().stream()
            .map(unclear -> new UnclearResource(unclear.check(), unclear.why()))
            .toList());
  }

  private static List<FindingResource> findings(List<Finding> findings) {
    return findings.stream()
        .map(each ->
            new FindingResource(
                each.check(),
                each.object(),
                each.what(),
                each.why(),
                each.toDo(),
                each.repairable()))
        .toList();
  }
}
