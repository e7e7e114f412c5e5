package io.libnetwork.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @Test
  void hasTheFirstOfSeveralValues() {
    Query query = Query.parse("a=1&b=x%20y&a=2&c&=z&d=a+b");
    assertThat(query.find("a")).contains("1");
    assertThat(query.values().get("a")).containsExactly("1", "2");
    assertThat(query.find("b")).contains("x y");
    assertThat(query.find("c")).contains("");
    assertThat(query.find("d")).contains("a b");
    assertThat(query.find("e")).isEmpty();
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(Query.parse("").values()).isEmpty();
    assertThat(Query.parse("&&").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1", "a=true", "a=yes", "a=2"})
  void isTrue(String text) {
    assertThat(Query.parse(text).flag("a")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=0", "a=false", "a=no", "a=none", "a=False", "b=1"})
  void isFalse(String text) {
    assertThat(Query.parse(text).flag("a")).isFalse();
  }

  @Test
  void hasWholeNumbersOnly() {
    assertThat(Query.parse("a=12").number("a")).contains(12L);
    assertThat(Query.parse("a=").number("a")).isEmpty();
    assertThatThrownBy(() -> Query.parse("a=-1").number("a"))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("'-1'");
  }

  @Test
  void refusesHalfAPercentSign() {
    assertThatThrownBy(() -> Query.parse("a=%4"))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("%4");
  }
}
