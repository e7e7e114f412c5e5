package io.libnetwork.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which boot of the machine: a random UUID, new at each, see `/proc/sys/kernel/random/boot_id` in
/// random(4). Namespaces, links and process numbers mean nothing in another one.
///
/// @param value as the kernel writes it
public record BootId(String value) {

  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

  /// Asked for once, because it never changes.
  private static final class Current {
    private static final BootId ID = read();
  }

  public BootId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("empty boot id, expected a UUID as in " + FILE);
    }
  }

  /// The one that this process runs in.
  ///
  /// @throws UncheckedIOException when the kernel does not tell
  public static BootId current() {
    return Current.ID;
  }

  private static BootId read() {
    try {
      return new BootId(Files.readString(FILE).strip());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tell which boot this is", failure);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
