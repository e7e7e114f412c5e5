package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store belongs to one process, and to one store of it.
class StoreLockTest {

  @TempDir private Path folder;

  private StateStore open() {
    return new MvStoreProvider().open(folder, Schema.FIRST);
  }

  @Test
  void refusesASecondStoreOfThisProcess() {
    try (StateStore _ = open()) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(NetworkException.Conflict.class)
            .isThrownBy(this::open)
            .withMessageContaining("in this process")
            .withMessageContaining(folder.toString());
      }
    }
    open().close();
  }

  @Test
  void namesTheProcessThatHasIt() throws IOException, InterruptedException {
    try (WritingProcess other = WritingProcess.start(folder)) {
      other.await(1);
      assertThatExceptionOfType(NetworkException.Conflict.class)
          .isThrownBy(this::open)
          .withMessageContaining("process " + other.pid() + " (")
          .withMessageContaining("java")
          .withMessageContaining("), started 2");
      other.kill();
    }
    open().close();
  }

  @Test
  void isNotHinderedByWhatADeadProcessLeft() throws IOException {
    Files.writeString(
        folder.resolve("state.holder"),
        new Holder(ProcessHandle.current().pid(), Instant.EPOCH, "java").text());
    Files.createFile(folder.resolve("state.lock"));
    open().close();
  }

  @Test
  void doesNotTakeAnotherProcessOfTheSameNumberForTheHolder() {
    Holder self = Holder.self();
    assertThat(self.alive()).isTrue();
    assertThat(Holder.parse(self.text())).contains(self);
    assertThat(new Holder(self.pid(), self.started().minusSeconds(60), "java").alive()).isFalse();
    assertThat(Holder.parse("12\nyesterday\njava\n")).isEmpty();
    assertThat(new Holder(1, Instant.EPOCH, "a\nb" + "x".repeat(300)).command())
        .startsWith("a bx")
        .hasSize(203);
  }
}
