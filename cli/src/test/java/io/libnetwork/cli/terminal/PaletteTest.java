package io.libnetwork.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static final Map<String, String> TERMINAL = Map.of("TERM", "xterm");

  @Test
  void colouredOnATerminal() {
    assertThat(Palette.of(true, TERMINAL)).isEqualTo(Palette.COLOURED);
    assertThat(Palette.COLOURED.good("ok")).isEqualTo("\u001b[32mok\u001b[0m");
  }

  @Test
  void plainElsewhere() {
    assertThat(Palette.of(false, TERMINAL)).isEqualTo(Palette.PLAIN);
    assertThat(Palette.PLAIN.good("ok")).isEqualTo("ok");
  }

  @Test
  void plainOnATerminalThatKnowsNoColours() {
    assertThat(Palette.of(true, Map.of("TERM", "dumb"))).isEqualTo(Palette.PLAIN);
    assertThat(Palette.of(true, Map.of())).isEqualTo(Palette.PLAIN);
  }

  @Test
  void honoursNoColor() {
    assertThat(Palette.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(Palette.PLAIN);
    assertThat(Palette.of(true, Map.of("TERM", "xterm", "NO_COLOR", "")))
        .isEqualTo(Palette.COLOURED);
  }
}
