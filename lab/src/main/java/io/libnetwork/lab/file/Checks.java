package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabSandbox;

/// What is wrong with a lab whose parts are well by themselves.
final class Checks {

  private Checks() {}

  static void check(Lab lab, Declared declared, Findings findings) {
    CheckingReferences.check(lab, declared, findings);
    CheckingOrder.check(lab, findings);
    CheckingPools.check(lab, findings);
    CheckingAddresses.check(lab, findings);
    CheckingNames.check(lab, findings);
    CheckingServices.check(lab, findings);
    CheckingPorts.check(lab, findings);
  }

  static String path(LabSandbox sandbox, LabEndpoint endpoint) {
    return "sandboxes.%s.networks.%s".formatted(sandbox.name(), endpoint.network());
  }
}
