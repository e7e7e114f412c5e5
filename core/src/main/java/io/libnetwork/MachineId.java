package io.libnetwork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tells this machine from others, see machine-id(5).
final class MachineId {

  private static final Logger LOG = LoggerFactory.getLogger(MachineId.class);
  private static final Path FILE = Path.of("/etc/machine-id");

  /// Every machine without an id has the same block of IPv6 addresses, which does no harm until two
  /// of them are joined.
  private static final String UNKNOWN = "unknown machine";

  private MachineId() {}

  static String read() {
    try {
      String id = Files.isReadable(FILE) ? Files.readString(FILE).strip() : "";
      return id.isEmpty() ? UNKNOWN : id;
    } catch (IOException unreadable) {
      LOG.warn("the machine's id is not known: {}", unreadable.toString());
      return UNKNOWN;
    }
  }
}
