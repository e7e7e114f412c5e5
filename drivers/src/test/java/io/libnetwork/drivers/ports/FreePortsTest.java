package io.libnetwork.drivers.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.Port;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void goRoundFromTheOneAfterTheCursorAndSkipReservedOnes() {
    FreePorts ports = FreePorts.parse("10\t15\n", "11,13-14\n");
    assertThat(ports.after(Optional.empty()).map(Port::number)).containsExactly(10, 12, 15);
    assertThat(ports.after(Optional.of(new Port(10))).map(Port::number))
        .containsExactly(12, 15, 10);
    assertThat(ports.after(Optional.of(new Port(15))).map(Port::number))
        .containsExactly(10, 12, 15);
    assertThat(ports.after(Optional.of(new Port(99))).map(Port::number))
        .containsExactly(10, 12, 15);
  }

  @Test
  void areAllOfTheRangeWhenNoneIsReserved() {
    assertThat(FreePorts.parse("32768\t60999\n", "\n").after(Optional.empty()).count())
        .isEqualTo(60999 - 32768 + 1);
  }

  @Test
  void refuseARangeOfAnotherForm() {
    assertThatThrownBy(() -> FreePorts.parse("3", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"3\"");
  }
}
