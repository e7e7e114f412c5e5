package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.UInt128;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrdinalRunsTest {

  private static final UInt128 TOP_64 = UInt128.ofUnsigned(-1);

  /// Where the numbers of a model test lie: at the beginning, across 2^63 and 2^64, at the end.
  static Stream<UInt128> places() {
    return Stream.of(
        UInt128.ZERO,
        UInt128.ofUnsigned(Long.MAX_VALUE - 60),
        TOP_64.minus(number(60)),
        UInt128.MAX.minus(number(127)));
  }

  private static UInt128 number(long value) {
    return UInt128.ofUnsigned(value);
  }

  @ParameterizedTest
  @MethodSource("places")
  void doesAsASortedSetDoes(UInt128 place) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    OrdinalRuns runs = new OrdinalRuns();
    TreeSet<UInt128> model = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      // The bias drifts, so that the set is met nearly empty and nearly full.
      boolean adding = random.nextInt(100) < 50 + 45 * Math.sin(i / 500.0);
      UInt128 ordinal = place.plus(number(random.nextInt(128)));
      if (adding) {
        assertThat(runs.add(ordinal)).as("seed %d", seed).isEqualTo(model.add(ordinal));
      } else {
        assertThat(runs.remove(ordinal)).as("seed %d", seed).isEqualTo(model.remove(ordinal));
      }
      UInt128 from = place.plus(number(random.nextInt(128)));
      UInt128 to = place.plus(number(random.nextInt(128)));
      assertThat(runs.contains(from)).as("seed %d", seed).isEqualTo(model.contains(from));
      assertThat(runs.firstClear(from, to)).as("seed %d", seed).isEqualTo(clear(model, from, to));
      assertThat(runs.count(from, to)).as("seed %d", seed).isEqualTo(count(model, from, to));
      assertThat(runs.runs()).as("seed %d", seed).isEqualTo(runsOf(model));
    }
  }

  private static Optional<UInt128> clear(NavigableSet<UInt128> model, UInt128 from, UInt128 to) {
    if (from.compareTo(to) > 0) {
      return Optional.empty();
    }
    UInt128 at = from;
    while (model.contains(at)) {
      if (at.equals(to)) {
        return Optional.empty();
      }
      at = at.plus(UInt128.ONE);
    }
    return Optional.of(at);
  }

  private static UInt128 count(NavigableSet<UInt128> model, UInt128 from, UInt128 to) {
    return from.compareTo(to) > 0
        ? UInt128.ZERO
        : number(model.subSet(from, true, to, true).size());
  }

  private static int runsOf(NavigableSet<UInt128> model) {
    return (int)
        model.stream()
            .filter(o -> o.equals(UInt128.ZERO) || !model.contains(o.minus(UInt128.ONE)))
            .count();
  }

  @Test
  void keepsOneRunHoweverManyNumbersFollowEachOther() {
    OrdinalRuns runs = new OrdinalRuns();
    for (int i = 0; i < 100_000; i++) {
      runs.add(number(i));
    }
    assertThat(runs.runs()).isOne();
    assertThat(runs.count(UInt128.ZERO, UInt128.MAX)).isEqualTo(number(100_000));
  }

  @Test
  void keepsOneRunForEachOfTheWorstPattern() {
    OrdinalRuns runs = new OrdinalRuns();
    for (int i = 0; i < 65_536; i += 2) {
      runs.add(number(i));
    }
    assertThat(runs.runs()).isEqualTo(32_768);
    for (int i = 1; i < 65_536; i += 2) {
      assertThat(runs.firstClear(UInt128.ZERO, UInt128.MAX)).contains(number(i));
      runs.add(number(i));
    }
    assertThat(runs.runs()).isOne();
  }

  @Test
  void reachesTheLastNumberOfAll() {
    OrdinalRuns runs = new OrdinalRuns();
    assertThat(runs.add(UInt128.MAX)).isTrue();
    assertThat(runs.add(UInt128.MAX)).isFalse();
    assertThat(runs.add(UInt128.ZERO)).isTrue();
    assertThat(runs.runs()).isEqualTo(2);
    assertThat(runs.firstClear(UInt128.MAX, UInt128.MAX)).isEmpty();
    assertThat(runs.firstClear(UInt128.ZERO, UInt128.MAX)).contains(UInt128.ONE);
    assertThat(runs.remove(UInt128.MAX)).isTrue();
    assertThat(runs.remove(UInt128.MAX)).isFalse();
  }
}
