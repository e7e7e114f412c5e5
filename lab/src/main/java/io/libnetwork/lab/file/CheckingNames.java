package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Names that mean two things on one network, and interfaces of one name in a sandbox.
final class CheckingNames {

  private final Findings findings;

  /// Who is called what on which network, in lower case.
  private final Map<List<String>, String> taken = new HashMap<>();

  private CheckingNames(Findings findings) {
    this.findings = findings;
  }

  static void check(Lab lab, Findings findings) {
    CheckingNames checking = new CheckingNames(findings);
    lab.networks().forEach(checking::zones);
    lab.sandboxes().forEach(checking::sandbox);
    lab.services().forEach(checking::service);
  }

  /// Origins that differ in their letters' case or in a dot at the end are one.
  private void zones(LabNetwork network) {
    Set<Object> origins = new HashSet<>();
    network
        .zones()
        .forEach(zone -> {
          if (!origins.add(zone.origin())) {
            findings.add(
                "networks.%s.records".formatted(network.name()),
                "two zones of origin %s: expected one".formatted(zone.origin()));
          }
        });
  }

  /// Sandboxes may share names among each other: all of them are answered.
  private void sandbox(LabSandbox sandbox) {
    Set<InterfaceName> interfaces = new HashSet<>();
    for (LabEndpoint endpoint : sandbox.endpoints()) {
      String who = "sandbox " + sandbox.name();
      take(endpoint.network(), sandbox.name(), who);
      sandbox.hostname().ifPresent(name -> take(endpoint.network(), name, who));
      endpoint.aliases().forEach(alias -> take(endpoint.network(), alias, who));
      endpoint
          .interfaceName()
          .filter(name -> !interfaces.add(name))
          .ifPresent(name ->
              findings.add(
                  Checks.path(sandbox, endpoint) + ".interfaceName",
                  "two interfaces %s of sandbox %s: expected one".formatted(name, sandbox.name())));
    }
  }

  private void take(String network, String name, String who) {
    taken.putIfAbsent(List.of(network, name.toLowerCase(Locale.ROOT)), who);
  }

  private void service(LabService service) {
    String path = "services." + service.name();
    claim(service, service.name(), path);
    for (int i = 0; i < service.aliases().size(); i++) {
      claim(service, service.aliases().get(i), "%s.aliases.%d".formatted(path, i));
    }
  }

  private void claim(LabService service, String name, String path) {
    List<String> key = List.of(service.network(), name.toLowerCase(Locale.ROOT));
    String before = taken.putIfAbsent(key, "service " + service.name());
    if (before != null) {
      findings.add(
          path,
          "service %s and %s are both called %s on network %s: expected two names"
              .formatted(service.name(), before, Quoted.of(name), service.network()));
    }
  }
}
