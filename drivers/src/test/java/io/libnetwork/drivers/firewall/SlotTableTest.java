package io.libnetwork.drivers.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Whose the slots of a service are, and how many change hands.
class SlotTableTest {

  private static final int MANY = 1_000;

  private final SlotTable<Integer> table = new SlotTable<>(true);

  /// What an observer has who saw every change, by slot.
  private final Map<Integer, Integer> seen = new HashMap<>();

  private int put(int backend, int weight) {
    return see(table.put(backend, weight));
  }

  private int remove(int backend) {
    return see(table.remove(backend));
  }

  /// @return how many slots led elsewhere
  private int see(SlotTable.Change<Integer> change) {
    change.gone().forEach(slot -> assertThat(seen.remove(slot.number())).isEqualTo(slot.backend()));
    change.come().forEach(slot -> assertThat(seen.put(slot.number(), slot.backend())).isNull());
    assertThat(seen).hasSize(table.size());
    return change.gone().size();
  }

  private void requireSeenAll() {
    table.slots().forEach(slot -> assertThat(seen).containsEntry(slot.number(), slot.backend()));
  }

  @Nested
  class Shares {

    @Test
    void areEvenToASlot() {
      for (int backend = 0; backend < 3; backend++) {
        put(backend, 1);
      }
      assertThat(List.of(table.slots(0), table.slots(1), table.slots(2)))
          .allSatisfy(slots -> assertThat(slots).isBetween(85, 86));
      requireSeenAll();
    }

    @Test
    void goByWeight() {
      put(1, 1);
      put(2, 3);
      assertThat(table.slots(1)).isEqualTo(64);
      assertThat(table.slots(2)).isEqualTo(192);
      put(1, 3);
      assertThat(table.slots(1)).isEqualTo(128);
      put(2, 1);
      assertThat(table.slots(2)).isEqualTo(64);
      requireSeenAll();
    }

    @Test
    void stayEvenWhateverComesAndGoes() {
      Random random = new Random(7);
      for (int step = 0; step < 3_000; step++) {
        int backend = random.nextInt(100);
        if (random.nextBoolean()) {
          put(backend, 1);
        } else {
          remove(backend);
        }
      }
      requireSeenAll();
      long there = table.slots().stream().map(SlotTable.Slot::backend).distinct().count();
      double fair = (double) table.size() / there;
      for (int backend = 0; backend < 100; backend++) {
        if (table.slots(backend) > 0) {
          assertThat((double) table.slots(backend)).isBetween(fair - 2, fair + 2);
        }
      }
    }
  }

  @Nested
  class Changes {

    @Test
    void moveAShareAndNoMore() {
      for (int backend = 0; backend < MANY; backend++) {
        put(backend, 1);
      }
      assertThat(table.size()).isEqualTo(16_384);
      assertThat(remove(17)).isBetween(15, 18);
      assertThat(put(17, 1)).isBetween(15, 18);
      assertThat(put(17, 1)).isZero();
      assertThat(remove(MANY)).isZero();
      requireSeenAll();
    }

    @Test
    void leaveNothingBehindTheLast() {
      put(1, 1);
      assertThat(remove(1)).isEqualTo(256);
      assertThat(table.size()).isZero();
      put(2, 1);
      assertThat(table.slots(2)).isEqualTo(256);
    }

    @Test
    void ofSizeLeadWhereTheSmallerTableLed() {
      for (int backend = 0; backend < 32; backend++) {
        put(backend, 1);
      }
      assertThat(table.size()).isEqualTo(256);
      List<SlotTable.Slot<Integer>> before = table.slots();
      put(32, 1);
      assertThat(table.size()).isEqualTo(2_048);
      List<SlotTable.Slot<Integer>> after = table.slots();
      long same =
          after.stream()
              .filter(slot -> before.get(slot.number() % 256).backend().equals(slot.backend()))
              .count();
      assertThat(same).isEqualTo(2_048 - table.slots(32));
      requireSeenAll();
    }

    @Test
    void toMoreBackendsThanFitAreRefused() {
      for (int backend = 0; backend < 2_048; backend++) {
        table.put(backend, 1);
      }
      assertThatThrownBy(() -> table.put(2_048, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("2048");
    }
  }
}
