package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private final Registry<Integer, String> registry = new Registry<>("thing");

  private void put(int id, String name) {
    registry.claim(id, name);
    registry.add(id, name + "!");
  }

  @Test
  void findsByIdAndByName() {
    put(1, "one");
    assertThat(registry.byId(1)).contains("one!");
    assertThat(registry.byName("one")).contains("one!");
    assertThat(registry.byName("two")).isEmpty();
    assertThat(registry.byId(2)).isEmpty();
  }

  @Test
  void refusesANameThatIsTaken() {
    put(1, "one");
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> registry.claim(2, "one"))
        .withMessage("thing one exists already: its id is 1");
    put(2, "two");
  }

  @Test
  void refusesAnIdThatIsTaken() {
    put(1, "one");
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> registry.claim(1, "two"))
        .withMessageContaining("id 1");
    put(2, "two");
    assertThat(registry.byName("one")).contains("one!");
  }

  @Test
  void showsNothingThatIsOnlyClaimed() {
    registry.claim(1, "one");
    assertThat(registry.byName("one")).isEmpty();
    assertThat(registry.all()).isEmpty();
    assertThatExceptionOfType(NetworkException.Conflict.class)
        .isThrownBy(() -> registry.claim(2, "one"));
  }

  @Test
  void givesNameAndIdBack() {
    put(1, "one");
    registry.remove(1);
    registry.remove(1);
    assertThat(registry.byName("one")).isEmpty();
    put(1, "one");
  }

  @Test
  void answersInTheOrderOfIdsAndOfAdding() {
    put(2, "b");
    put(3, "c");
    put(1, "a");
    assertThat(registry.all()).containsExactly("a!", "b!", "c!");
    assertThat(registry.inOrderOfAdding()).containsExactly("b!", "c!", "a!");
  }

  @Test
  void ofManyWhoClaimANameAtOnceOneGetsIt() throws Exception {
    int threads = 16;
    for (int round = 0; round < 50; round++) {
      Registry<Integer, String> contended = new Registry<>("thing");
      CountDownLatch start = new CountDownLatch(1);
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Boolean>> claims =
            IntStream.range(0, threads)
                .mapToObj(id -> pool.submit(claim(contended, id, start)))
                .toList();
        start.countDown();
        assertThat(claims.stream().filter(RegistryTest::won)).hasSize(1);
      }
    }
  }

  private static Callable<Boolean> claim(
      Registry<Integer, String> contended, int id, CountDownLatch start) {
    return () -> {
      start.await();
      try {
        contended.claim(id, "wanted");
        return true;
      } catch (NetworkException.Conflict taken) {
        return false;
      }
    };
  }

  private static boolean won(Future<Boolean> claim) {
    try {
      return claim.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
