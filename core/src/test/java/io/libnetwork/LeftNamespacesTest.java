package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftNamespacesTest {

  @TempDir private Path folder;
  private Path left;

  @BeforeEach
  void make() throws IOException {
    left = Files.createFile(folder.resolve("left"));
    Files.createFile(folder.resolve("known"));
  }

  @Test
  void areThoseThatNoSandboxHas() {
    assertThat(LeftNamespaces.of(folder, "known"::equals)).containsExactly(left);
  }

  @Test
  void areNotThoseThatGoMeanwhile() {
    assertThat(LeftNamespaces.of(folder, this::ending)).isEmpty();
  }

  @Test
  void areNoneWhereThereIsNoFolder() {
    assertThat(LeftNamespaces.of(folder.resolve("none"), _ -> false)).isEmpty();
  }

  /// A sandbox that is deleted after the folder was read: its namespace first, then its id.
  private boolean ending(String id) {
    try {
      Files.delete(folder.resolve(id));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return false;
  }
}
