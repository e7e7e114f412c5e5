package io.libnetwork.doctor;

import io.libnetwork.store.Recovery;
import java.util.List;

/// That the store has lost nothing.
final class StoreHealth implements Check {

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<Finding> look(Scene scene) {
    return scene.stored().stream()
        .filter(stored -> stored.recovery() instanceof Recovery.Damaged)
        .map(stored -> (Recovery.Damaged) stored.recovery())
        .map(damaged ->
            new Finding(
                name(),
                "store " + scene.state(),
                "damaged: lost are " + damaged.lost(),
                "its file is not as it was written; what is left is as of " + damaged.committed(),
                List.of(
                    "put a copy of it back, or go on with what is left: libnetwork doctor --repair"),
                false))
        .toList();
  }
}
