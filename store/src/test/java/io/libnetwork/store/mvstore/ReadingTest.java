package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StoredState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that is looked at without being opened, and one that is deleted.
class ReadingTest {

  private static final RecordKey KEY = RecordKey.parse("network/a");

  @TempDir private Path temporary;
  private final MvStoreProvider provider = new MvStoreProvider();

  private Path folder() {
    return temporary.resolve("store");
  }

  private StateStore open() {
    return provider.open(folder(), Schema.FIRST);
  }

  private StoredState read() {
    return provider.read(folder(), Schema.FIRST).orElseThrow();
  }

  private void write(StateStore store, String name) {
    store.queue(new Change.Put(KEY, Fields.builder().text("name", name).build())).await();
  }

  private Map<String, Long> files() throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.size(file));
      }
    }
    return found;
  }

  @Nested
  class Read {

    @Test
    void isWhatIsOnDiskAndNothingIsWritten() throws IOException {
      try (StateStore store = open()) {
        write(store, "web");
      }
      Map<String, Long> before = files();
      StoredState state = read();
      assertThat(state.find(KEY).orElseThrow().content().text("name")).isEqualTo("web");
      assertThat(state.list("network")).hasSize(1);
      assertThat(state.recovery()).isEqualTo(new Recovery.Clean(1));
      assertThat(state.holder()).isEmpty();
      assertThat(files()).isEqualTo(before);
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> write(state, "other"))
          .withMessageContaining("opened to be read");
    }

    @Test
    void goesOnWhileAnotherWrites() throws IOException, InterruptedException {
      try (WritingProcess other = WritingProcess.start(folder())) {
        for (int i = 1; i < 20; i++) {
          other.await(i);
          StoredState state = read();
          assertThat(state.recovery().lossy()).isFalse();
          assertThat(state.snapshot().revision()).isPositive();
          assertThat(state.holder())
              .hasValueSatisfying(
                  holder -> assertThat(holder).startsWith("process " + other.pid() + " ("));
        }
        other.kill();
      }
      assertThat(read().holder()).isEmpty();
    }

    @Test
    void namesThisProcessAsLongAsItHasIt() {
      try (StateStore store = open()) {
        write(store, "web");
        assertThat(read().holder()).isPresent();
      }
      assertThat(read().holder()).isEmpty();
    }

    @Test
    void isEmptyWhereThereIsNone() throws IOException {
      assertThat(provider.read(folder(), Schema.FIRST)).isEmpty();
      assertThat(folder()).doesNotExist();
      Files.createDirectory(folder());
      assertThat(provider.read(folder(), Schema.FIRST)).isEmpty();
      assertThat(files()).isEmpty();
    }

    @Test
    void tellsWhatIsLostAndKeepsNoCopy() throws IOException {
      try (StateStore store = open()) {
        write(store, "web");
        write(store, "other");
      }
      Path file = folder().resolve("state.mv");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1_000] ^= 1;
      Files.write(file, bytes);
      Map<String, Long> before = files();
      assertThat(read().recovery()).isInstanceOf(Recovery.Damaged.class);
      assertThat(files()).isEqualTo(before);
      Files.write(file, new byte[0]);
      assertThatExceptionOfType(NetworkException.System.class)
          .isThrownBy(ReadingTest.this::read)
          .withMessageContaining("it is empty");
    }
  }

  @Nested
  class Deleted {

    @Test
    void leavesNoFileAndNoFolder() throws IOException {
      try (StateStore store = open()) {
        write(store, "web");
      }
      Files.createFile(folder().resolve("state.mv.damaged-20261121T000000Z"));
      provider.delete(folder());
      assertThat(folder()).doesNotExist();
      provider.delete(folder());
    }

    @Test
    void leavesWhatIsOthers() throws IOException {
      try (StateStore store = open()) {
        write(store, "web");
      }
      Files.createFile(folder().resolve("notes.txt"));
      provider.delete(folder());
      assertThat(files()).containsOnlyKeys("notes.txt");
    }

    @Test
    void isRefusedWhileSomebodyHasIt() throws IOException, InterruptedException {
      try (WritingProcess other = WritingProcess.start(folder())) {
        other.await(1);
        assertThatExceptionOfType(NetworkException.Conflict.class)
            .isThrownBy(() -> provider.delete(folder()))
            .withMessageContaining("process " + other.pid());
        other.await(2);
        other.kill();
      }
      assertThat(read().snapshot().revision()).isPositive();
    }
  }
}
