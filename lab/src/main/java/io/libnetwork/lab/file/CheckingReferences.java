package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names that lead to nothing, to oneself, or to what is elsewhere.
final class CheckingReferences {

  /// Sandboxes that were read.
  private final Set<String> read = new HashSet<>();

  /// Sandboxes with a network that they are on.
  private final Set<List<String>> joined = new HashSet<>();

  private final Declared declared;
  private final Findings findings;

  private CheckingReferences(Lab lab, Declared declared, Findings findings) {
    this.declared = declared;
    this.findings = findings;
    for (LabSandbox sandbox : lab.sandboxes()) {
      read.add(sandbox.name());
      sandbox.endpoints().forEach(each -> joined.add(List.of(sandbox.name(), each.network())));
    }
  }

  static void check(Lab lab, Declared declared, Findings findings) {
    CheckingReferences checking = new CheckingReferences(lab, declared, findings);
    lab.sandboxes().forEach(checking::sandbox);
    lab.services().forEach(checking::service);
  }

  private void sandbox(LabSandbox sandbox) {
    sandbox
        .endpoints()
        .forEach(endpoint ->
            require(
                "network",
                endpoint.network(),
                declared.networks(),
                Checks.path(sandbox, endpoint)));
    Set<String> seen = new HashSet<>();
    List<String> after = sandbox.after();
    for (int i = 0; i < after.size(); i++) {
      String path = "sandboxes.%s.after.%d".formatted(sandbox.name(), i);
      require("sandbox", after.get(i), declared.sandboxes(), path);
      requireOnce("sandbox", after.get(i), seen, path);
    }
  }

  private void service(LabService service) {
    String path = "services." + service.name();
    require("network", service.network(), declared.networks(), path + ".network");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < service.backends().size(); i++) {
      String sandbox = service.backends().get(i).sandbox();
      String at = "%s.backends.%d".formatted(path, i);
      require("sandbox", sandbox, declared.sandboxes(), at);
      requireOnce("sandbox", sandbox, seen, at);
      boolean there = read.contains(sandbox) && declared.networks().contains(service.network());
      if (there && !joined.contains(List.of(sandbox, service.network()))) {
        findings.add(
            at,
            "sandbox %s is not on network %s of service %s: expected one that is"
                .formatted(sandbox, service.network(), service.name()));
      }
    }
  }

  private void require(String what, String name, Collection<String> known, String path) {
    if (!known.contains(name)) {
      findings.add(path, "no %s %s%s".formatted(what, Quoted.of(name), findings.hint(name, known)));
    }
  }

  private void requireOnce(String what, String name, Set<String> seen, String path) {
    if (!seen.add(name)) {
      findings.add(path, "%s %s is there twice".formatted(what, Quoted.of(name)));
    }
  }
}
