package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.store.StateValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store in a folder keeps the contract, and what it was given.
class MvStoreTest implements StateStoreContract {

  @TempDir private Path temporary;
  private StateStore store;

  @BeforeEach
  void opens() {
    store = open();
  }

  @AfterEach
  void closes() {
    store.close();
  }

  @Override
  public StateStore store() {
    return store;
  }

  private Path folder() {
    return temporary.resolve("var/store");
  }

  private StateStore open() {
    return open(Schema.FIRST);
  }

  private StateStore open(Schema schema) {
    return StateStoreProvider.named("mvstore").open(folder(), schema);
  }

  private void reopen(Schema schema) {
    store.close();
    store = open(schema);
  }

  private void reopen() {
    reopen(Schema.FIRST);
  }

  @Test
  void isOneOfTheStoresThatAreThere() {
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> StateStoreProvider.named("etcetera"))
        .withMessageContaining("etcetera")
        .withMessageContaining("mvstore");
  }

  @Nested
  class OpenedAgain {

    @Test
    void hasWhatItHad() {
      store.queue(new Change.Create(WEB, StateStoreContract.named("a"))).await();
      store.queue(new Change.Create(EP, StateStoreContract.named("b"))).await();
      store.queue(new Change.Remove(WEB)).await();
      Snapshot before = store.snapshot();
      reopen();
      assertThat(store.recovery()).isEqualTo(new Recovery.Clean(3));
      assertThat(store.snapshot()).isEqualTo(before);
      assertThat(store.find(EP)).isPresent();
    }

    @Test
    void writesWhatWasNotAwaited() {
      store.queue(new Change.Create(WEB, StateStoreContract.named("a")));
      reopen();
      assertThat(store.find(WEB)).isPresent();
    }

    @Test
    void goesOnCounting() {
      long first = store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).revision();
      reopen();
      reopen();
      assertThat(store.queue(new Change.Put(WEB, StateStoreContract.named("b"))).revision())
          .isEqualTo(first + 1);
    }

    @Test
    void isNotWrittenToByReading() throws IOException {
      store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).await();
      store.close();
      byte[] before = Files.readAllBytes(folder().resolve(MvJournal.FILE));
      reopen();
      assertThat(store.list("network")).hasSize(1);
      store.close();
      assertThat(Files.readAllBytes(folder().resolve(MvJournal.FILE))).isEqualTo(before);
    }

    @Test
    void hasTheLargestThatItTakes() {
      StateValue deepest = new StateValue.Flag(true);
      for (int i = 1; i < StateValue.MAX_DEPTH; i++) {
        deepest = new StateValue.Items(List.of(deepest));
      }
      RecordKey key = new RecordKey("k".repeat(64), "\u20ac".repeat(RecordKey.MAX_ID_LENGTH));
      Fields content =
          Fields.builder()
              .value("\u20ac".repeat(Fields.MAX_NAME_LENGTH), deepest)
              .text("text", "\u0001".repeat(StateValue.MAX_TEXT_LENGTH))
              .build();
      store.queue(new Change.Create(key, content)).await();
      reopen();
      assertThat(store.find(key)).map(StateRecord::content).contains(content);
    }

    @Test
    void isNewWhereNothingWasEverWritten() {
      reopen();
      assertThat(store.recovery()).isEqualTo(new Recovery.Fresh());
    }
  }

  @Nested
  class OfAnotherSchema {

    private final Schema second =
        new Schema(
            List.of((key, content) ->
                Fields.builder()
                    .text("label", content.text("name") + " of " + key.kind())
                    .build()));

    @Test
    void isMigratedWhenItIsEarlier() {
      long version = store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).revision();
      reopen(second);
      assertThat(store.find(WEB).orElseThrow())
          .isEqualTo(
              new StateRecord(
                  WEB, version, 2, Fields.builder().text("label", "a of network").build()));
      store.queue(new Change.Put(DB, Fields.NONE)).await();
      reopen(second);
      assertThat(store.find(WEB).orElseThrow().content().text("label")).isEqualTo("a of network");
    }

    @Test
    void isRefusedWhenItIsLater() {
      store.close();
      store = open(second);
      store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).await();
      store.close();
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(MvStoreTest.this::open)
          .withMessageContaining("schema 2")
          .withMessageContaining("schemas 1 to 1");
      store = open(second);
      assertThat(store.find(WEB)).isPresent();
    }
  }

  @Nested
  class InItsFolder {

    @Test
    void isReadByItsOwnerAlone() throws IOException {
      store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).await();
      assertThat(permissions(folder())).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(folder())) {
        List<Path> all = files.toList();
        assertThat(all).hasSize(4);
        for (Path file : all) {
          assertThat(permissions(file)).as("%s", file).isEqualTo("rw-------");
        }
      }
    }

    @Test
    void isRefusedWhenItsFileIsGone() throws IOException {
      store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).await();
      store.close();
      Files.delete(folder().resolve(MvJournal.FILE));
      refuses("it is gone");
    }

    @Test
    void isRefusedWhenItsFileIsEmptyOrZeroes() throws IOException {
      store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).await();
      store.close();
      Path file = folder().resolve(MvJournal.FILE);
      byte[] zeroes = new byte[(int) Files.size(file)];
      Files.write(file, new byte[0]);
      refuses("it is empty");
      Files.write(file, zeroes);
      refuses("none of its 0 chunks");
      Files.writeString(file, "not a store");
      refuses("none of its 0 chunks");
    }

    @Test
    void forgetsWhatAnUnfinishedFileHolds() throws IOException {
      store.queue(new Change.Put(WEB, StateStoreContract.named("a"))).await();
      store.close();
      Files.writeString(folder().resolve(MvJournal.UNFINISHED), "half a file");
      reopen();
      assertThat(store.find(WEB)).isPresent();
      assertThat(folder().resolve(MvJournal.UNFINISHED)).doesNotExist();
    }

    @Test
    void cannotBeWhereAFileIs() throws IOException {
      Path file = Files.writeString(temporary.resolve("file"), "");
      assertThatExceptionOfType(NetworkException.System.class)
          .isThrownBy(() -> new MvStoreProvider().open(file, Schema.FIRST))
          .withMessageContaining(file.toString());
    }

    private void refuses(String why) {
      assertThatExceptionOfType(NetworkException.System.class)
          .isThrownBy(MvStoreTest.this::open)
          .withMessageContaining(folder().resolve(MvJournal.FILE).toString())
          .withMessageContaining(why);
    }

    private static String permissions(Path path) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
  }
}
