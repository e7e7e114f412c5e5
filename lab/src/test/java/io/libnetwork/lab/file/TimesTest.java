package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "90s, PT90S, 1m30s",
    "1h30m, PT90M, 1h30m",
    "200ms, PT0.2S, 200ms",
    "24h, P1D, 24h",
    "PT10M, PT10M, 10m",
    "PT0.000000001S, PT0.000000001S, PT0.000000001S",
    "0s, PT0S, PT0S"
  })
  void areReadAndWritten(String text, Duration time, String written) {
    assertThat(Times.parse(text)).isEqualTo(time);
    assertThat(Times.text(time)).isEqualTo(written);
    assertThat(Times.parse(written)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "1m1h", "-1s", "1 s", "9999999h"})
  void areRefusedByTheirText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Times.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }
}
