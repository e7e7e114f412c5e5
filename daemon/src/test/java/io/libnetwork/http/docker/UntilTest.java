package io.libnetwork.http.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTest {

  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "1767225600, 2026-01-01T00:00:00Z",
    "1767225600.5, 2026-01-01T00:00:00.5Z",
    "1767225600.000000001, 2026-01-01T00:00:00.000000001Z",
    "10m, 2026-03-04T11:50:00Z",
    "1h30m, 2026-03-04T10:30:00Z",
    "1.5s, 2026-03-04T11:59:58.5Z",
    "2026-01-02, 2026-01-02T00:00:00Z",
    "2026-01-02T03:04:05, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
    "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z",
  })
  void readsATime(String text, String time) {
    assertThat(Until.parse(text, NOW)).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "1d", "2026-13-01", "2026-01-02T25:00:00Z", "-5"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Until.parse(text, NOW))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
