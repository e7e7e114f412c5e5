package io.libnetwork.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"a\\\"\\\\\\n\\t\\r\\u0001\u00e9\ud83d\ude00\"",
        "123456789012345678901234567890.50",
        "-1e400",
        "[]",
        "{}",
        "{\"b\":1,\"a\":[1,{\"c\":null}],\"0\":false}",
      })
  void printsWhatItParsed(String text) {
    assertThat(JsonValue.parse(text)).hasToString(text);
    assertThat(JsonValue.parse(JsonValue.parse(text).indented())).isEqualTo(JsonValue.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1,]", "{\"a\" 1}", "1 2", "nul", "'a'", "01", "\"\n\"", "]"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("no JSON: ");
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void keepsTheLastOfTwoMembersWithOneName() {
    assertThat(JsonValue.parse("{\"a\":1,\"a\":2}")).hasToString("{\"a\":2}");
  }

  @Test
  void isIndentedAsDockerDoes() {
    assertThat(JsonValue.parse("[{\"a\":1,\"b\":[],\"c\":{},\"d\":[1,2]}]").indented())
        .isEqualTo(
            """
            [
                {
                    "a": 1,
                    "b": [],
                    "c": {},
                    "d": [
                        1,
                        2
                    ]
                }
            ]\
            """);
  }

  @Test
  void saysWhatAMemberIs() {
    JsonObject object =
        (JsonObject) JsonValue.parse("{\"t\":\"x\",\"n\":1.0,\"y\":true,\"o\":{\"p\":[1]}}");
    assertThat(object.text("t")).isEqualTo("x");
    assertThat(object.text("n")).isEqualTo("1.0");
    assertThat(object.text("o")).isEmpty();
    assertThat(object.text("none")).isEmpty();
    assertThat(object.holds("y")).isTrue();
    assertThat(object.holds("t")).isFalse();
    assertThat(object.object("o").items("p")).hasSize(1);
    assertThat(object.object("t")).isEqualTo(JsonObject.EMPTY);
    assertThat(((JsonValue.Number) object.get("n")).value()).isEqualTo(new BigDecimal("1.0"));
    assertThat(object.get("t").text()).contains("x");
    assertThat(object.get("n").text()).isEmpty();
  }
}
