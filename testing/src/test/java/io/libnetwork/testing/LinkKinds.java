package io.libnetwork.testing;

import org.junit.jupiter.api.Assumptions;

/// Which kinds of link the kernel has; the development kernel lacks some.
final class LinkKinds {

  private LinkKinds() {}

  /// Skips the test, and says why, where the kernel has no links of some kinds.
  static void require(String... kinds) {
    for (String kind : kinds) {
      if (!has(kind)) {
        System.err.println("SKIPPED: this kernel has no links of kind " + kind);
        Assumptions.abort("this kernel has no links of kind " + kind);
      }
    }
  }

  /// Whether the kernel has links of a kind.
  static boolean has(String kind) {
    try (TestHost host = TestHostOrSkip.create().host()) {
      host.run("ip", "link", "add", "base0", "type", "veth", "peer", "name", "base1");
      try {
        host.run(command(kind));
        return true;
      } catch (IllegalStateException refused) {
        return false;
      }
    }
  }

  private static String[] command(String kind) {
    String made =
        switch (kind) {
          case "dummy" -> "ip link add one type dummy";
          case "vlan" -> "ip link add link base0 name one type vlan id 7";
          default -> "ip link add link base0 name one type " + kind;
        };
    return made.split(" ", -1);
  }
}
