package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForwarderConfigTest {

  private static ForwarderConfig config(Duration deadline, int inFlight, Duration failureTtl) {
    return new ForwarderConfig(
        deadline, inFlight, 1, 0, 0, Duration.ofDays(1), Duration.ofHours(1), failureTtl);
  }

  @Test
  void isWithinItsOwnLimitsWhereItIsStandard() {
    assertThat(ForwarderConfig.standard().deadline()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void refusesWhatWouldAnswerNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ZERO, 1, Duration.ZERO))
        .withMessageContaining("deadline PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ofSeconds(1), 0, Duration.ZERO))
        .withMessageContaining("in flight 0: expected 1 or more");
  }

  @Test
  void refusesToKeepFailuresForLongerThanFiveMinutes() {
    assertThat(config(Duration.ofSeconds(1), 1, Duration.ofMinutes(5))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ofSeconds(1), 1, Duration.ofMinutes(6)))
        .withMessageContaining("PT6M")
        .withMessageContaining("PT5M");
  }
}
