package io.libnetwork.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys, fields and schemas check themselves.
class StoredValuesTest {

  @Nested
  class AKey {

    @Test
    void isParsedAsItIsPrinted() {
      RecordKey key = new RecordKey("bridge-endpoint", "4d1f/eth0 (\u00fc)");
      assertThat(key).hasToString("bridge-endpoint/4d1f/eth0 (\u00fc)");
      assertThat(RecordKey.parse(key.toString())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "network",
          "/x",
          "Network/x",
          "1/x",
          "-a/x",
          "a_b/x",
          "network/",
          "a/\u0000"
        })
    void isRefusedWhenItIsMalformed(String text) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> RecordKey.parse(text));
    }

    @Test
    void isRefusedWhenItIsTooLong() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> new RecordKey("a".repeat(65), "x"));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> new RecordKey("a", "x".repeat(513)))
          .withMessageContaining("513");
      assertThat(new RecordKey("a".repeat(64), "x".repeat(512)).kind()).hasSize(64);
    }

    @Test
    void isOrderedByKindAndThenById() {
      assertThat(
              List.of(new RecordKey("a", "b"), new RecordKey("a", "c"), new RecordKey("a-b", "a")))
          .isSorted();
    }
  }

  @Nested
  class SomeFields {

    private final Fields fields =
        Fields.builder()
            .text("name", "web")
            .whole("mtu", 1500)
            .flag("internal", true)
            .texts("aliases", List.of("a", "b"))
            .value("ipam", Fields.builder().text("pool", "10.0.0.0/8").build())
            .build();

    @Test
    void areAskedForByNameAndKind() {
      assertThat(fields.text("name")).isEqualTo("web");
      assertThat(fields.whole("mtu")).isEqualTo(1500);
      assertThat(fields.flag("internal")).isTrue();
      assertThat(fields.texts("aliases")).containsExactly("a", "b");
      assertThat(fields.fields("ipam").text("pool")).isEqualTo("10.0.0.0/8");
      assertThat(fields.find("nothing")).isEmpty();
      assertThat(fields.values().keySet())
          .containsExactly("name", "mtu", "internal", "aliases", "ipam");
    }

    @Test
    void sayWhatIsMissingOrOfAnotherKind() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> fields.text("id"))
          .withMessageContaining("'id' (a text)")
          .withMessageContaining("internal");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> fields.whole("name"))
          .withMessage("field 'name' is a text, expected a whole number");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> Fields.builder().items("x", List.of(Fields.NONE)).build().texts("x"))
          .withMessageContaining("fields");
    }

    @Test
    void areNamedOnce() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> Fields.builder().text("a", "1").whole("a", 2))
          .withMessageContaining("'a'");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> Fields.builder().text("", "1").build());
    }
  }

  @Nested
  class Values {

    @Test
    void areRefusedWhenTheyHoldHalfACharacter() {
      for (String half : List.of("\ud800", "a\udc00b", "\ud83d\ude00\ud83d")) {
        assertThatExceptionOfType(NetworkException.InvalidParameter.class)
            .isThrownBy(() -> new StateValue.Text(half))
            .withMessageContaining("half of a character");
        assertThatExceptionOfType(NetworkException.InvalidParameter.class)
            .isThrownBy(() -> new RecordKey("network", half));
        assertThatExceptionOfType(NetworkException.InvalidParameter.class)
            .isThrownBy(() -> Fields.builder().text(half, "").build());
      }
      assertThat(new StateValue.Text("\ud83d\ude00").value()).hasSize(2);
    }

    @Test
    void areRefusedWhenTheyAreTooLongOrTooDeep() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> new StateValue.Text("x".repeat(StateValue.MAX_TEXT_LENGTH + 1)));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> Fields.builder().text("x".repeat(257), "").build());
      assertThat(nested(StateValue.MAX_DEPTH).depth()).isEqualTo(StateValue.MAX_DEPTH);
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> nested(StateValue.MAX_DEPTH + 1))
          .withMessageContaining("32 deep");
    }

    private static StateValue nested(int depth) {
      StateValue value = new StateValue.Flag(true);
      for (int i = 0; i < depth; i++) {
        value = i % 2 == 0 ? new StateValue.Items(List.of(value)) : fields(value);
      }
      return value;
    }

    private static Fields fields(StateValue value) {
      return Fields.builder().value("in", value).build();
    }
  }

  @Nested
  class ASchema {

    private static final RecordKey KEY = new RecordKey("network", "web");

    private final Schema third =
        new Schema(
            List.of(
                (_, content) -> Fields.builder().text("b", content.text("a") + "2").build(),
                (_, content) -> Fields.builder().text("c", content.text("b") + "3").build()));

    @Test
    void migratesFromTheSchemaARecordIsIn() {
      assertThat(third.version()).isEqualTo(3);
      assertThat(third.migrate(new StateRecord(KEY, 9, 1, text("a", "1"))))
          .isEqualTo(new StateRecord(KEY, 9, 3, text("c", "123")));
      assertThat(third.migrate(new StateRecord(KEY, 9, 2, text("b", "1"))))
          .isEqualTo(new StateRecord(KEY, 9, 3, text("c", "13")));
      StateRecord own = new StateRecord(KEY, 9, 3, text("c", "1"));
      assertThat(third.migrate(own)).isEqualTo(own);
    }

    @Test
    void refusesALaterOne() {
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> third.migrate(new StateRecord(KEY, 9, 4, Fields.NONE)))
          .withMessageContaining("record network/web is of schema 4")
          .withMessageContaining("schemas 1 to 3");
    }

    private static Fields text(String name, String value) {
      return Fields.builder().text(name, value).build();
    }
  }
}
