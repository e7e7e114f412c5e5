package io.libnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void isTheOneThisRunsOn() {
    Machine machine = Machine.current();

    assertThat(machine.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(machine.kernel()).startsWith("Linux ");
    assertThat(machine.jdk()).contains(String.valueOf(Runtime.version().feature()));
    assertThat(machine.cpu()).isNotBlank();
  }

  @Test
  void isNamedByItsFirstProcessor() {
    assertThat(
            Machine.model(List.of("processor\t: 0", "model name\t: Fast: 1 ", "model name\t: 2")))
        .isEqualTo("Fast: 1");
  }

  @Test
  void isNamedByItsArchitectureWhereProcessorsHaveNoModel() {
    assertThat(Machine.model(List.of("processor\t: 0", "model name\t:")))
        .isEqualTo(System.getProperty("os.arch"));
  }
}
