package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Commit;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every store must do. A store's test implements this, answering the same store, empty at
/// first, throughout one test.
interface StateStoreContract {

  RecordKey WEB = new RecordKey("network", "web");
  RecordKey DB = new RecordKey("network", "db");
  RecordKey EP = new RecordKey("endpoint", "a/b c");

  /// The store under test.
  StateStore store();

  static Fields named(String name) {
    return Fields.builder().text("name", name).build();
  }

  @Test
  default void findsWhatItWasGiven() {
    Commit commit = store().queue(new Change.Create(WEB, named("a")));
    StateRecord expected = new StateRecord(WEB, commit.revision(), 1, named("a"));
    assertThat(store().find(WEB)).contains(expected);
    commit.await();
    assertThat(store().find(WEB)).contains(expected);
    assertThat(store().snapshot()).isEqualTo(new Snapshot(commit.revision(), List.of(expected)));
    assertThat(store().find(DB)).isEmpty();
  }

  @Test
  default void keepsEveryKindOfValue() {
    Fields content =
        Fields.builder()
            .text("text", "\"quoted\" \\ / \b\f\n\r\t \u0001 \u00fc \u20ac \ud83d\ude00")
            .text("empty", "")
            .whole("greatest", Long.MAX_VALUE)
            .whole("least", Long.MIN_VALUE)
            .flag("yes", true)
            .flag("no", false)
            .texts("names", List.of("a", "b"))
            .texts("nobody", List.of())
            .value("nothing", Fields.NONE)
            .items("routes", List.of(named("x"), new StateValue.Items(List.of(named("y")))))
            .build();
    store().queue(new Change.Create(EP, content)).await();
    assertThat(store().find(EP)).map(StateRecord::content).contains(content);
    assertThat(store().snapshot().records())
        .extracting(StateRecord::content)
        .containsExactly(content);
  }

  @Test
  default void refusesToCreateWhatIsThere() {
    Commit first = store().queue(new Change.Create(WEB, named("a")));
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> store().queue(new Change.Create(WEB, named("b"))))
        .withMessageContaining("network/web")
        .withMessageContaining("version " + first.revision());
    assertThat(store().find(WEB)).map(StateRecord::content).contains(named("a"));
  }

  @Test
  default void replacesTheVersionNamedOnly() {
    long first = store().queue(new Change.Create(WEB, named("a"))).revision();
    long second = store().queue(new Change.Replace(WEB, first, named("b"))).revision();
    assertThat(second).isGreaterThan(first);
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> store().queue(new Change.Replace(WEB, first, named("c"))))
        .withMessageContaining("version " + first)
        .withMessageContaining("version " + second);
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> store().queue(new Change.Replace(DB, first, named("c"))))
        .withMessageContaining("not there");
    assertThat(store().find(WEB)).map(StateRecord::content).contains(named("b"));
  }

  @Test
  default void deletesTheVersionNamedOnly() {
    long first = store().queue(new Change.Create(WEB, named("a"))).revision();
    long second = store().queue(new Change.Put(WEB, named("b"))).revision();
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> store().queue(new Change.Delete(WEB, first)));
    store().queue(new Change.Delete(WEB, second)).await();
    assertThat(store().find(WEB)).isEmpty();
    assertThat(store().snapshot().records()).isEmpty();
  }

  @Test
  default void removesWhatIsNotThere() {
    store().queue(new Change.Remove(WEB)).await();
    assertThat(store().find(WEB)).isEmpty();
  }

  @Test
  default void makesAllChangesOrNone() {
    store().queue(new Change.Create(WEB, named("a"))).await();
    Snapshot before = store().snapshot();
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() ->
            store()
                .queue(
                    new Change.Create(DB, named("b")),
                    new Change.Remove(EP),
                    new Change.Create(WEB, named("c"))));
    assertThat(store().find(DB)).isEmpty();
    store().queue(new Change.Remove(EP)).await();
    assertThat(store().snapshot().records()).isEqualTo(before.records());
  }

  @Test
  default void refusesATransactionThatSaysNothingOrTwoThingsOfOneRecord() {
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> store().queue());
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> store().queue(new Change.Put(WEB, named("a")), new Change.Remove(WEB)))
        .withMessageContaining("network/web");
  }

  @Test
  default void givesNoVersionTwice() {
    long first = store().queue(new Change.Create(WEB, named("a"))).revision();
    store().queue(new Change.Delete(WEB, first)).await();
    long again = store().queue(new Change.Create(WEB, named("a"))).revision();
    assertThat(again).isGreaterThan(first);
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> store().queue(new Change.Delete(WEB, first)));
  }

  @Test
  default void listsAKindInTheOrderOfIds() {
    store()
        .queue(
            new Change.Create(WEB, named("a")),
            new Change.Create(EP, named("b")),
            new Change.Create(DB, named("c")))
        .await();
    assertThat(store().list("network")).extracting(StateRecord::key).containsExactly(DB, WEB);
    assertThat(store().list("sandbox")).isEmpty();
    assertThat(store().snapshot().records())
        .extracting(StateRecord::key)
        .containsExactly(EP, DB, WEB);
  }

  @Test
  default void losesNoChangeOfManyThreads() throws InterruptedException, ExecutionException {
    store().queue(new Change.Create(WEB, Fields.builder().whole("count", 0).build())).await();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(threads.submit(() -> countTo(25)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertThat(store().snapshot().records())
        .extracting(found -> found.content().whole("count"))
        .containsExactly(200L);
  }

  /// Counts the record up so many times, whatever others do to it meanwhile.
  private void countTo(int times) {
    int done = 0;
    while (done < times) {
      StateRecord found = store().find(WEB).orElseThrow();
      Fields next = Fields.builder().whole("count", found.content().whole("count") + 1).build();
      try {
        store().queue(new Change.Replace(WEB, found.version(), next)).await();
        done++;
      } catch (NetworkException.Conflict other) {
        // It was counted by another meanwhile, and is read again.
        assertThat(other).hasMessageContaining("network/web");
      }
    }
  }

  @Test
  default void refusesChangesWhenItIsClosed() {
    store().queue(new Change.Create(WEB, named("a")));
    store().close();
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> store().queue(new Change.Create(DB, named("b"))))
        .withMessageContaining("closed");
    assertThatCode(() -> store().close()).doesNotThrowAnyException();
  }
}
