package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.store.Fields;
import io.libnetwork.store.JournaledStore;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Schema;
import io.libnetwork.store.SlowJournal;
import io.libnetwork.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits for what is written, while others write too.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LedgerTest {

  private final SlowJournal journal = new SlowJournal();
  private final JournaledStore store =
      new JournaledStore(new Snapshot(0, List.of()), new Recovery.Fresh(), Schema.FIRST, journal);
  private final Ledger ledger = new Ledger(Optional.of(store));
  private final Ledger.Entry web = entry("web");
  private final Ledger.Entry db = entry("db");

  @AfterEach
  void closes() {
    journal.release(1_000);
    store.close();
  }

  private static Ledger.Entry entry(String id) {
    Fields content = Fields.builder().text("name", id).build();
    return new Ledger.Entry(new RecordKey("network", id), () -> Optional.of(content));
  }

  private List<String> onDisk() {
    return store.snapshot().records().stream().map(record -> record.key().id()).toList();
  }

  @Test
  void waitsForItsOwnRecordAndNotForWhatOthersWriteAfterIt() {
    ledger.write(web);
    journal.awaitBegun();
    ledger.write(db);
    journal.release(1);
    ledger.commit(web);
    assertThat(onDisk()).containsExactly("web");
  }

  @Test
  void waitsForWhatAnotherHasWrittenOfTheSame() {
    ledger.write(web);
    journal.awaitBegun();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> ledger.commit(web));
    ledger.write(db);
    assertThat(waiting).isNotDone();
    journal.release(1);
    waiting.join();
    assertThat(onDisk()).containsExactly("web");
  }

  @Test
  void waitsForAllWhereNothingIsNamed() {
    ledger.write(web);
    journal.awaitBegun();
    ledger.write(db);
    journal.release(2);
    ledger.settle();
    assertThat(onDisk()).containsExactlyInAnyOrder("web", "db");
  }

  @Test
  void isToldOfItsOwnRefusalThoughAnotherHasHeardOfItBefore() {
    ledger.write(web);
    journal.awaitBegun();
    ledger.write(db);
    journal.fail(true);
    journal.release(10);
    assertThatExceptionOfType(NetworkException.System.class).isThrownBy(() -> ledger.commit(web));
    assertThatExceptionOfType(NetworkException.System.class).isThrownBy(() -> ledger.commit(db));
    journal.fail(false);
    ledger.settle();
    assertThat(onDisk()).containsExactlyInAnyOrder("web", "db");
  }

  @Test
  void forgetsNothingThatWasWrittenAfterARefusal() {
    journal.fail(true);
    journal.release(1);
    assertThatExceptionOfType(NetworkException.System.class).isThrownBy(() -> ledger.commit(web));
    journal.fail(false);
    journal.release(1);
    ledger.commit(db);
    assertThat(onDisk()).containsExactlyInAnyOrder("web", "db");
  }
}
