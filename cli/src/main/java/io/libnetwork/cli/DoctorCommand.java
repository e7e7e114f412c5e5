package io.libnetwork.cli;

import io.libnetwork.Plan;
import io.libnetwork.Reconciliation;
import io.libnetwork.cli.demo.Privileges;
import io.libnetwork.doctor.Diagnosis;
import io.libnetwork.doctor.Doctor;
import io.libnetwork.doctor.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `libnetwork doctor`: what is wrong with our networks on this host, why, and what to do.
@Command(
    name = "doctor",
    exitCodeOnExecutionException = 2,
    description = {
      "Tell what is wrong with our networks on this host, why, and what to do. Needs root.",
      "Nothing is changed without --repair, which puts right what is ours and differs from what the"
          + " store says; what is others' is never changed.",
      "The status is 0 where nothing is wrong, 1 where something is, 2 where that cannot be told."
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HostOptions where;

  @Option(names = "--repair", description = "Put right what is ours to put right.")
  private boolean repair;

  @Option(
      names = "--dry-run",
      description = "With --repair: tell what would be put right, and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    if (dryRun && (!repair || json)) {
      throw new ParameterException(
          spec.commandLine(), "--dry-run goes with --repair, and without --json");
    }
    Privileges.ofThisProcess().require("doctor", "sudo ./libnetwork doctor");
    try (var host = where.host()) {
      Doctor doctor = Doctor.of(host, where.state());
      if (dryRun) {
        return print(doctor.planRepair());
      }
      Diagnosis before = doctor.examine();
      Diagnosis after = before;
      List<Finding> mended = List.of();
      if (repair) {
        Reconciliation done = doctor.repair();
        after = doctor.examine();
        mended = gone(before, after);
        done.failed()
            .forEach(failed -> spec.commandLine().getErr().println("libnetwork: " + failed));
      }
      print(mended, after);
      return switch (after.verdict()) {
        case CLEAN -> 0;
        case FINDINGS -> 1;
        case UNCLEAR -> 2;
      };
    }
  }

  private int print(Plan plan) {
    PrintWriter out = spec.commandLine().getOut();
    plan.steps().forEach(out::println);
    out.println(plan.isEmpty() ? "nothing is to be put right" : "nothing was changed");
    out.flush();
    return plan.isEmpty() ? 0 : 1;
  }

  private static List<Finding> gone(Diagnosis before, Diagnosis after) {
    List<Finding> gone = new ArrayList<>(before.findings());
    gone.removeAll(after.findings());
    return gone;
  }

  private void print(List<Finding> mended, Diagnosis diagnosis) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      DiagnosisJson.write(mended, diagnosis, out);
    } else {
      mended.forEach(finding -> out.println("mended  " + finding));
      diagnosis.findings().forEach(finding -> print(finding, out));
      diagnosis
          .unclear()
          .forEach(unclear ->
              out.println("cannot tell  %s: %s".formatted(unclear.check(), unclear.why())));
      out.println(summary(diagnosis));
    }
    out.flush();
  }

  private static void print(Finding finding, PrintWriter out) {
    out.println("%s: %s".formatted(finding.object(), finding.what()));
    out.println("  why  " + finding.why());
    finding.toDo().forEach(step -> out.println("  do   " + step));
  }

  private static String summary(Diagnosis diagnosis) {
    String recorded =
        diagnosis.recorded() < 0
            ? "no store, so nothing is recorded"
            : diagnosis.recorded() + " networks, endpoints and sandboxes recorded";
    return switch (diagnosis.verdict()) {
      case CLEAN -> "nothing is wrong (" + recorded + ")";
      case FINDINGS -> diagnosis.findings().size() + " found (" + recorded + ")";
      case UNCLEAR -> "nothing found, and not everything could be looked at (" + recorded + ")";
    };
  }
}
