package io.libnetwork.bench;

import java.util.List;
import java.util.regex.Pattern;

/// How others of us are started where this process was started from: with which flags of the JVM,
/// and with what it has learned. The script that starts us says so in the environment.
final class Installed {

  private static final Pattern BLANK = Pattern.compile(" +");

  private Installed() {}

  /// Of the daemon.
  static List<String> daemonFlags() {
    return flags("LIBNETWORK_DAEMON_FLAGS");
  }

  /// Of `libnetwork network ls`.
  static List<String> listingFlags() {
    return flags("LIBNETWORK_LISTING_FLAGS");
  }

  /// @throws IllegalStateException if a script did not start us, or an older one
  private static List<String> flags(String variable) {
    String said = System.getenv(variable);
    if (said == null) {
      throw new IllegalStateException(
          "the daemon is measured as it is installed: use ./libnetwork bench api");
    }
    return BLANK.splitAsStream(said).filter(flag -> !flag.isEmpty()).toList();
  }
}
