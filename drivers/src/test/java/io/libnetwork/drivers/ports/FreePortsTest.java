package io.libnetwork.drivers.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void leaveOutReservedOnes() {
    assertThat(FreePorts.parse("10\t15\n", "11,13-14\n").free().stream())
        .containsExactly(10, 12, 15);
    assertThat(FreePorts.parse("10\t15\n", "1-9,12-99\n").free().stream()).containsExactly(10, 11);
  }

  @Test
  void areAllOfTheRangeWhenNoneIsReserved() {
    assertThat(FreePorts.parse("32768\t60999\n", "\n").free().cardinality())
        .isEqualTo(60999 - 32768 + 1);
  }

  @Test
  void refuseARangeOfAnotherForm() {
    assertThatThrownBy(() -> FreePorts.parse("3", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"3\"");
  }
}
