package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "networks, netwrks, 1",
    "networks, entworks, 1",
    "'', abc, 3",
    "abc, '', 3",
    "abc, abc, 0",
    "ca, abc, 3",
    "abcdef, badcfe, 3"
  })
  void isAsFarAsThereAreChanges(String from, String to, int distance) {
    assertThat(Nearest.distance(from, to, 9)).isEqualTo(distance);
    assertThat(Nearest.distance(to, from, 9)).isEqualTo(distance);
    assertThat(Nearest.distance(from, to, distance)).isEqualTo(distance);
    if (distance > 0) {
      assertThat(Nearest.distance(from, to, distance - 1)).isEqualTo(distance);
    }
  }

  @Test
  void isNamedWhereItIsNear() {
    List<String> known = List.of("addresses", "aliases", "mtu");

    assertThat(Nearest.find("Adresses", known)).contains("addresses");
    assertThat(Nearest.find("alaises", known)).contains("aliases");
    assertThat(Nearest.find("mut", known)).contains("mtu");
    assertThat(Nearest.find("mx", known)).isEmpty();
    assertThat(Nearest.find("", known)).isEmpty();
  }

  @Test
  void isAmongAllWhereItIsFar() {
    List<String> many = IntStream.range(0, 25).mapToObj(i -> "name-" + i).toList();

    assertThat(Nearest.hint("x", List.of("a", "b"))).isEqualTo(": expected one of a, b");
    assertThat(Nearest.hint("x", List.of())).isEqualTo(": there is none");
    assertThat(Nearest.hint("x", many)).endsWith("name-19 and 5 more");
  }
}
