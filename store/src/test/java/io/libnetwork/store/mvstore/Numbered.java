package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.util.List;

/// Records that are numbered from zero and only added.
final class Numbered {

  private Numbered() {}

  static RecordKey key(int number) {
    return new RecordKey("numbered", "%06d".formatted(number));
  }

  /// Writes one more, over what an attempt nobody was told of may have left.
  static void append(StateStore store, int number, long value) {
    store
        .queue(new Change.Put(key(number), Fields.builder().whole("value", value).build()))
        .await();
  }

  static void requireAll(StateStore store, List<Long> values, String where) {
    List<StateRecord> found = store.list("numbered");
    assertThat(found.stream().limit(values.size()).map(each -> each.content().whole("value")))
        .as(where)
        .containsExactlyElementsOf(values);
    assertThat(found.size()).as(where).isBetween(values.size(), values.size() + 1);
  }
}
