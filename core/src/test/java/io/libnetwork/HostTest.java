package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {

  @TempDir private Path folder;

  @Nested
  class AHostAtAPath {

    @Test
    void saysThatNothingIsThere() {
      assertNoHostAt(folder.resolve("nothing"), "ENOENT");
    }

    @Test
    void saysThatItIsNoNetworkNamespace() throws IOException {
      assertNoHostAt(Files.createFile(folder.resolve("file")), "");
      assertNoHostAt(Path.of("/proc/self/ns/mnt"), "is not a network namespace");
    }

    private void assertNoHostAt(Path path, String reason) {
      try (Host host = Host.at(path, folder.resolve("run"))) {
        assertThatThrownBy(host::namespace)
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("there is no network namespace at " + path)
            .hasMessageContaining(reason);
      }
    }
  }
}
