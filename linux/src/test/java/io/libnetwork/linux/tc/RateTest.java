package io.libnetwork.linux.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({
    "50mbit, 6250000",
    "8, 1",
    "8kbit, 1000",
    "1.5Mbit, 187500",
    "10gbit, 1250000000",
    "2tbit, 250000000000",
    "7bps, 7",
    "6.25mbps, 6250000",
    "3GBPS, 3000000000"
  })
  void isReadAsTcReadsIt(String text, long bytes) {
    assertThat(Rate.parse(text)).isEqualTo(Rate.ofBytes(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8bit", "8kbit", "50mbit", "1gbit", "12tbit", "12344bit", "1500kbit"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Rate.parse(text)).hasToString(text);
  }

  @Test
  void isWrittenAsItIsReadAtTheEnds() {
    for (Rate rate : new Rate[] {Rate.ofBytes(1), Rate.MOST}) {
      assertThat(Rate.parse(rate.toString())).isEqualTo(rate);
    }
  }

  @Test
  void isComparedBySize() {
    assertThat(Rate.parse("8kbit")).isLessThan(Rate.parse("9kbit"));
  }

  @Test
  void saysHowLongBytesTakeAndHowManyFitATime() {
    Rate rate = Rate.parse("50mbit");
    assertThat(rate.time(6_250_000)).isEqualTo(Duration.ofSeconds(1));
    assertThat(rate.time(1)).isEqualTo(Duration.ofNanos(160));
    assertThat(rate.bytes(Duration.ofMillis(50))).isEqualTo(312_500);
    assertThat(Rate.MOST.bytes(Duration.ofDays(1))).isEqualTo(Long.MAX_VALUE);
    assertThat(Rate.ofBytes(3).time(1)).isEqualTo(Duration.ofNanos(333_333_334));
  }

  @Nested
  class Refused {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "fast",
          "-1mbit",
          "50 mbit",
          "1e6bit",
          ".5mbit",
          "50mb",
          "50mibit",
          "0mbit",
          "7bit",
          "9223372036854775808bit",
          "10000000tbit",
          "999999999999999999999999999999tbps"
        })
    void isATextThatIsNoRate(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Rate.parse(text))
          .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 60, Long.MAX_VALUE})
    void isANumberOfBytesThatIsNone(long bytes) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Rate.ofBytes(bytes))
          .withMessageContaining(Long.toString(bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -50})
    void isANumberOfBitsThatIsNone(long bits) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Rate.ofBits(bits))
          .withMessageContaining(Long.toString(bits));
    }

    @Test
    void isABurstThatTakesLongerThanTheKernelCounts() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Tbf(Rate.parse("8kbit"), 1_000_000, 1))
          .withMessageContaining("1000000")
          .withMessageContaining("8kbit");
    }

    @Test
    void isABucketOfNothing() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Tbf(Rate.parse("1mbit"), 0, 1))
          .withMessageContaining("burst of 0 bytes");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Tbf(Rate.parse("1mbit"), 1, 1L << 32))
          .withMessageContaining("limit of 4294967296 bytes");
    }

    @Test
    void isACeilingBelowTheRate() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HtbClass.of(Rate.parse("2mbit"), 1).upTo(Rate.parse("1mbit"), 1))
          .withMessageContaining("1mbit")
          .withMessageContaining("2mbit");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:", "1:10", "ffff:", "root", "ingress", "a:b", "0:"})
  void handlesAreWrittenAsTheyAreRead(String text) {
    assertThat(Handle.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", ":", "10000:", "1:g", "1:2:3", "-1:"})
  void textsThatAreNoHandlesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Handle.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }
}
