package io.libnetwork.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

  @Test
  void countsWhereThereAreDigits() {
    List<String> order =
        List.of("", "a", "a01", "a1", "a2", "a2b", "a10", "a10b3", "a10b20", "b", "b1c2");
    List<String> shuffled = new ArrayList<>(order);
    Collections.reverse(shuffled);
    shuffled.sort(new NaturalOrder());
    assertThat(shuffled).isEqualTo(order);
  }
}
