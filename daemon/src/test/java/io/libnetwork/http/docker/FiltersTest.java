package io.libnetwork.http.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Query;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {

  private static final Set<String> KNOWN = Set.of("name", "label", "label!", "dangling");

  private static Filters read(String json) {
    return Filters.of(new Query(Map.of("filters", List.of(json))), KNOWN);
  }

  @Test
  void areReadInBothForms() {
    assertThat(read("{\"name\":[\"a\",\"b\"]}").get("name")).containsExactly("a", "b");
    assertThat(read("{\"name\":{\"a\":true,\"b\":false}}").get("name")).containsExactly("a");
    assertThat(Filters.of(Query.NONE, KNOWN)).isEqualTo(Filters.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "1", "{\"name\":\"a\"}", "{\"name\":1}", "{\"name\":[\"a\"]} x"})
  void areRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(NetworkException.InvalidParameter.class);
  }

  @Test
  void areRefusedWithAnUnknownKey() {
    assertThatThrownBy(() -> read("{\"colour\":[\"red\"]}"))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("colour");
  }

  @Test
  void takeOneValueOfEachKey() {
    Filters filters = read("{\"name\":[\"a\",\"b\"]}");
    assertThat(filters.any("name", "b"::equals)).isTrue();
    assertThat(filters.any("name", "c"::equals)).isFalse();
    assertThat(filters.any("label", _ -> false)).isTrue();
  }

  @Test
  void wantAllLabelsAndNoneOfTheOthers() {
    Map<String, String> labels = Map.of("tier", "front", "env", "");
    assertThat(read("{\"label\":[\"tier\",\"tier=front\",\"env=\"]}").labels(labels)).isTrue();
    assertThat(read("{\"label\":[\"tier\",\"zone\"]}").labels(labels)).isFalse();
    assertThat(read("{\"label\":[\"tier=back\"]}").labels(labels)).isFalse();
    assertThat(read("{\"label!\":[\"tier=back\"]}").labels(labels)).isTrue();
    assertThat(read("{\"label!\":[\"tier\"]}").labels(labels)).isFalse();
  }

  @Test
  void haveFlags() {
    assertThat(read("{\"dangling\":[\"1\"]}").flag("dangling")).contains(true);
    assertThat(read("{\"dangling\":[\"false\"]}").flag("dangling")).contains(false);
    assertThat(Filters.NONE.flag("dangling")).isEmpty();
    assertThatThrownBy(() -> read("{\"dangling\":[\"perhaps\"]}").flag("dangling"))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("perhaps");
  }
}
