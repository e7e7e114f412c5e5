package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"lo", "eth0", "br-0123456789ab", "a.b", "...", "ü", "x@y"})
  void takesWhatTheKernelTakes(String text) {
    assertThat(InterfaceName.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/b",
        "a b",
        "a\tb",
        "a\nb",
        "a:1",
        "eth%d",
        "0123456789abcdef",
        "üüüüüüüü",
        "a\u0000",
        "a\u001b[2J",
        "a\u00a0b",
        "a\u2028b",
        "\ud800"
      })
  void refusesOthersAndTellsTheRule(String text) {
    assertThatThrownBy(() -> InterfaceName.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no interface name: \"")
        .hasMessageContaining("expected 1 to 15 bytes without /");
  }

  @Test
  void doesNotRepeatControlCharactersInAMessage() {
    assertThatThrownBy(() -> InterfaceName.of("a\u001b[2J")).hasMessageContaining("\"a?[2J\"");
  }
}
