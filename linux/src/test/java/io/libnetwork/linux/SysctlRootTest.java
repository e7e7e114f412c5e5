package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.foreign.Descriptors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A procfs for so many namespaces, and then another one.
class SysctlRootTest {

  private static final String FORWARD = "net/ipv4/ip_forward";
  private static final int MANY = 300;

  @Test
  void isAnotherOneForEachFewNamespaces() {
    TestNamespace.requireRoot();
    Set<SysctlRoot> met = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int number = 1; number <= MANY; number++) {
      try (SysctlRoot root = SysctlRoot.take(new NamespaceId(number))) {
        met.add(root);
      }
    }
    assertThat(met).hasSizeBetween(MANY / 128, 10);
  }

  @Test
  void staysForWhoIsStillLookingIntoIt() {
    TestNamespace.requireRoot();
    try (SysctlRoot held = SysctlRoot.take(new NamespaceId(1))) {
      for (int number = 2; number <= MANY; number++) {
        SysctlRoot.take(new NamespaceId(number)).close();
      }
      int file = held.open(FORWARD, Descriptors.O_RDONLY);
      try {
        assertThat(Descriptors.read(file, FORWARD).strip()).isIn("0", "1");
      } finally {
        Descriptors.close(file);
      }
    }
  }

  @Test
  void showsEachNamespaceItsOwn() {
    TestNamespace.requireRoot();
    NamespaceThread thread = TestNamespace.thread();
    List<NetworkNamespace> made = new ArrayList<>();
    try {
      for (int number = 0; number < MANY; number++) {
        made.add(thread.create());
        Sysctl.write(thread, made.getLast(), List.of(forwarding(number)));
      }
      for (int number = 0; number < MANY; number++) {
        assertThat(Sysctl.read(thread, made.get(number), FORWARD))
            .isEqualTo(forwarding(number).value());
      }
    } finally {
      made.forEach(NetworkNamespace::close);
    }
  }

  private static Sysctl.Setting forwarding(int number) {
    return Sysctl.Setting.required(FORWARD, number % 3 == 0 ? "1" : "0");
  }
}
