package io.libnetwork.linux.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Libnftables;
import io.libnetwork.linux.foreign.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In a process that has all low numbers in use; the library asks the kernel for nothing here.
class LibraryContextsTest {

  private static final int NETLINK_NETFILTER = 12;
  private static final int ROUNDS = 400;

  private final LibraryContexts contexts = new LibraryContexts();
  private final List<Integer> files = new ArrayList<>();

  @BeforeEach
  void useAllLowNumbers() {
    Assumptions.assumeTrue(Libnftables.loadable(), "libnftables is not installed");
    Nftables.prepare();
    contexts.keepRoom();
    int last = 0;
    while (last < LowDescriptors.LIMIT) {
      last = file();
      files.add(last);
    }
  }

  @AfterEach
  void close() {
    files.forEach(Descriptors::close);
  }

  private static int file() {
    return Descriptors.open("/dev/null", Descriptors.O_RDONLY, 0);
  }

  /// Of the library's sockets, those with numbers that it cannot use.
  private static List<Integer> unusable() {
    return IntStream.range(LowDescriptors.LIMIT, 2 * LowDescriptors.LIMIT)
        .filter(it ->
            Sockets.option(it, Sockets.SOL_SOCKET, Sockets.SO_PROTOCOL) == NETLINK_NETFILTER
                && !Descriptors.closedOnExec(it))
        .boxed()
        .toList();
  }

  @Test
  void areMadeUntilNoNumberIsLeft() {
    List<Long> made = new ArrayList<>();
    try {
      assertThatExceptionOfType(NftablesException.class)
          .isThrownBy(() -> {
            while (made.size() < LowDescriptors.LIMIT) {
              made.add(contexts.open());
            }
          })
          .withMessageContaining("takes no file descriptor above 1023");
      assertThat(made).hasSizeGreaterThanOrEqualTo(4);
      assertThat(unusable()).isEmpty();
    } finally {
      made.forEach(contexts::close);
    }
  }

  @Test
  void haveUsableSocketsAlthoughOtherThreadsOpenFiles() throws InterruptedException {
    AtomicBoolean enough = new AtomicBoolean();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              while (!enough.get()) {
                Descriptors.close(file());
              }
            });
    try {
      for (int i = 0; i < ROUNDS; i++) {
        long context = contexts.open();
        assertThat(unusable()).as("in round %d", i).isEmpty();
        contexts.close(context);
      }
    } finally {
      enough.set(true);
      other.join();
    }
  }
}
