package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A store as text, and back.
class StateTextTest {

  private static final RecordKey WEB = new RecordKey("network", "4d1f");
  private static final RecordKey EP = new RecordKey("endpoint", "a/\"b");
  private static final String TEXT =
      """
      {"format":1,"revision":7,"records":[
      {"kind":"endpoint","id":"a/\\"b","version":7,"schema":1,"content":{}},
      {"kind":"network","id":"4d1f","version":3,"schema":1,"content":{"name":"web","mtu":1500,"routes":["a",[],{"up":true}]}}
      ]}
      """;
  private static final Snapshot SNAPSHOT =
      new Snapshot(
          7,
          List.of(
              new StateRecord(EP, 7, 1, Fields.NONE),
              new StateRecord(
                  WEB,
                  3,
                  1,
                  Fields.builder()
                      .text("name", "web")
                      .whole("mtu", 1500)
                      .items(
                          "routes",
                          List.of(
                              new StateValue.Text("a"),
                              new StateValue.Items(List.of()),
                              Fields.builder().flag("up", true).build()))
                      .build())));

  private static String written(Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateText.write(snapshot, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isALineForEachRecord() throws IOException {
    assertThat(written(SNAPSHOT)).isEqualTo(TEXT);
    assertThat(written(new Snapshot(0, List.of())))
        .isEqualTo("{\"format\":1,\"revision\":0,\"records\":[\n]}\n");
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(StateText.read(stream(TEXT))).isEqualTo(SNAPSHOT.records());
  }

  @Nested
  class Restored {

    private final StateStore store = new MemoryStore();

    @Test
    void isAllThatTheStoreHolds() {
      store.queue(new Change.Put(new RecordKey("network", "old"), Fields.NONE));
      StateText.restore(store, stream(TEXT), Schema.FIRST).await();
      assertThat(store.snapshot().records())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
          .isEqualTo(SNAPSHOT.records());
      assertThat(store.snapshot().records()).extracting(StateRecord::version).containsOnly(2L);
    }

    @Test
    void isMigrated() {
      Schema second =
          new Schema(List.of((_, _) -> Fields.builder().text("migrated", "yes").build()));
      StateText.restore(store, stream(TEXT), second).await();
      assertThat(store.snapshot().records())
          .extracting(found -> found.content().text("migrated"))
          .containsExactly("yes", "yes");
    }

    @Test
    void isRefusedWhenItIsOfALaterSchema() {
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() ->
              StateText.restore(
                  store,
                  stream(
                      TEXT.replace("\"schema\":1,\"content\":{}", "\"schema\":5,\"content\":{}")),
                  Schema.FIRST))
          .withMessageContaining("schema 5");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "}\\n                  | }\\n x               | 4 | 5",
          "\"format\":1          | \"format\":2         | 1 | 12",
          "\"format\":1,         | ''                   | 1 | 2",
          "\"mtu\":1500          | \"mtu\":1.5          | 3 | 82",
          "\"mtu\":1500          | \"mtu\":null         | 3 | 82",
          "\"mtu\":1500          | \"name\":1500        | 3 | 82",
          "\"mtu\":1500          | \"mtu\":99999999999999999999 | 3 | 82",
          "\"id\":\"4d1f\"       | \"id\":\"\"          | 3 | 20",
          "\"kind\":\"network\"  | \"kind\":\"Network\" | 3 | 8",
          "\"version\":3         | \"version\":0        | 3 | 30",
          "\"version\":3         | \"version\":\"3\"    | 3 | 30",
          "\"schema\":1,\"content\":{\"name\" | \"schema\":0,\"content\":{\"name\" | 3 | 40",
          "\"version\":7,        | \"version\":7,\"x\":1, | 2 | 40",
          "]}\\n                 | ''                   | 4 | 1",
          "{}},                  | {}}                  | 3 | 1",
          "network               | endpoint             | 3 | 1",
        })
    void isRefusedAndChangesNothingWhenItIsWrong(String right, String wrong, int line, int column) {
      String changed = changed(right, wrong);
      store.queue(new Change.Put(WEB, Fields.NONE));
      Snapshot before = store.snapshot();
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> StateText.restore(store, stream(changed), Schema.FIRST))
          .withMessageMatching("(?s).*line " + line + ", column \\d+: .*");
      assertThat(store.snapshot()).isEqualTo(before);
      assertThat(column).isPositive();
    }

    private static String changed(String right, String wrong) {
      String from = right.replace("\\n", "\n");
      String to = wrong.equals("''") ? "" : wrong.replace("\\n", "\n");
      String text =
          from.equals("network") ? TEXT.replace("\"id\":\"4d1f\"", "\"id\":\"a/\\\"b\"") : TEXT;
      assertThat(text).contains(from);
      return text.replace(from, to);
    }

    @Test
    void isRefusedWhenItIsNoText() {
      for (String garbage : List.of("", "garbage", "[]", "{", "\u0000", "{\"format\":1}")) {
        assertThatExceptionOfType(NetworkException.InvalidParameter.class)
            .as("'%s'", garbage)
            .isThrownBy(() -> StateText.restore(store, stream(garbage), Schema.FIRST))
            .withMessageContaining("line 1, column ");
      }
    }

    @Test
    void isRefusedWhenItIsNestedWithoutEnd() {
      String deep = "[".repeat(500);
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> StateText.read(stream(TEXT.replace("[\"a\"", deep))))
          .withMessageContaining("nested");
    }
  }
}
