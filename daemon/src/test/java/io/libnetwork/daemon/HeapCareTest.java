package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapCareTest {

  private static final long ALIVE = 3 * HeapCare.ENOUGH;

  private long used = HeapCare.ENOUGH / 2;
  private long alive = HeapCare.ENOUGH / 4;
  private int collections;
  private final HeapCare care =
      new HeapCare(
          () -> used,
          () -> {
            collections++;
            used = alive;
          });

  @Test
  void collectsWhatTheStartAloneNeeded() {
    care.look();
    care.look();
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void collectsNothingWhereThereIsLittle() {
    care.look();
    used = HeapCare.ENOUGH;
    care.look();
    assertThat(collections).isEqualTo(1);
    used = HeapCare.ENOUGH + 1;
    care.look();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void collectsWhereWhatWasAliveHasDoubled() {
    alive = ALIVE;
    care.look();
    used = 2 * ALIVE;
    care.look();
    assertThat(collections).isEqualTo(1);
    used = 2 * ALIVE + 1;
    care.look();
    assertThat(collections).isEqualTo(2);
  }
}
