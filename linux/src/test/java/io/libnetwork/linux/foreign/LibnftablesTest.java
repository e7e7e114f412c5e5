package io.libnetwork.linux.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibnftablesTest {

  @Test
  void answersWhetherALibraryIsThere() {
    assertThat(Libnftables.loadable("libc.so.6")).isTrue();
    assertThat(Libnftables.loadable("libnftables.so.999")).isFalse();
  }
}
