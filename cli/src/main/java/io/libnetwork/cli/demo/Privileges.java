package io.libnetwork.cli.demo;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a process may do, see capabilities(7).
///
/// @param effective the bits of `CapEff` in `/proc/self/status`, see proc_pid_status(5)
public record Privileges(long effective) {

  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_SYS_ADMIN = 21;
  private static final String KEY = "CapEff:";
  private static final int HEX = 16;

  /// Those of this process; none where the platform does not say, as everywhere but on Linux.
  public static Privileges ofThisProcess() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return new Privileges(0);
    }
    try {
      return of(Files.readString(status));
    } catch (IOException failure) {
      throw new NetworkException.System("cannot read " + status, failure);
    }
  }

  static Privileges of(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(KEY))
        .map(line -> Long.parseUnsignedLong(line.substring(KEY.length()).strip(), HEX))
        .map(Privileges::new)
        .findFirst()
        .orElse(new Privileges(0));
  }

  /// Requires those that namespaces and interfaces need.
  ///
  /// @param what needs them, as in `the demo`
  /// @param type what to type to have them
  /// @throws NetworkException.Forbidden when one is missing, saying what, why and what to type
  public void require(String what, String type) {
    List<String> missing = new ArrayList<>();
    if (lacks(CAP_SYS_ADMIN)) {
      missing.add("CAP_SYS_ADMIN");
    }
    if (lacks(CAP_NET_ADMIN)) {
      missing.add("CAP_NET_ADMIN");
    }
    if (!missing.isEmpty()) {
      throw new NetworkException.Forbidden(
          what
              + " needs root, because only root may make network namespaces and interfaces; missing: "
              + String.join(", ", missing)
              + "; type: "
              + type);
    }
  }

  private boolean lacks(int capability) {
    return (effective >>> capability & 1) == 0;
  }
}
