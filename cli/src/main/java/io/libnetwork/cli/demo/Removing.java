package io.libnetwork.cli.demo;

import java.util.List;

/// The steps that take away what was made, and look that nothing is left.
final class Removing {

  private Removing() {}

  static String everything(Scene scene) {
    scene.removeAll();
    return "processes, containers, networks";
  }

  static String audit(Scene scene) {
    List<String> leaks = scene.auditAndClose();
    if (!leaks.isEmpty()) {
      throw new UnexpectedException("left behind: " + String.join(", ", leaks));
    }
    return "no link, namespace, mount, firewall table, socket or thread";
  }
}
