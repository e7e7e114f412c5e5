package io.libnetwork.lab;

import io.libnetwork.NetworkException;
import java.util.regex.Pattern;

/// What labs and their parts can be called, so that with the lab's name before it each is a name on
/// the host.
final class LabNames {

  private static final Pattern LAB = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
  private static final Pattern SANDBOX =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,38}[A-Za-z0-9_])?");
  private static final Pattern SERVICE =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
  private static final int SHOWN = 60;

  private LabNames() {}

  static void requireLab(String name) {
    require(
        LAB,
        "lab",
        name,
        "1 to 40 lower-case letters, digits or '-', beginning with a letter and not ending with '-'");
  }

  static void requireNetwork(String name) {
    require(
        NETWORK,
        "network",
        name,
        "1 to 40 letters, digits, '_' or '-', beginning with a letter or a digit");
  }

  static void requireSandbox(String name) {
    require(
        SANDBOX,
        "sandbox",
        name,
        "1 to 40 letters, digits, '_' or '-', beginning with a letter or a digit and not ending with '-'");
  }

  static void requireService(String name) {
    require(
        SERVICE, "service", name, "1 to 63 letters, digits, '_' or '-', and no '-' at either end");
  }

  private static void require(Pattern form, String what, String name, String rule) {
    if (!form.matcher(name).matches()) {
      String cut = name.substring(0, Math.min(SHOWN, name.length())).replaceAll("\\p{Cntrl}", "?");
      throw new NetworkException.InvalidParameter(
          "invalid %s name \"%s\": expected %s".formatted(what, cut, rule));
    }
  }
}
