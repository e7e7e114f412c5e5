package io.libnetwork.linux.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {

  private final Timers timers = new Timers();
  private final List<String> done = new ArrayList<>();

  @Test
  void areDueInTheOrderOfTheirTimes() {
    timers.add(20, () -> done.add("second"));
    timers.add(10, () -> done.add("first"));
    timers.add(30, () -> done.add("third"));

    timers.due(20).forEach(Runnable::run);

    assertThat(done).containsExactly("first", "second");
    assertThat(timers.first()).hasValue(30);
  }

  @Test
  void areNotDueOnceCalledOff() {
    timers.add(10, () -> done.add("first")).cancel();
    timers.add(20, () -> done.add("second"));

    timers.due(30).forEach(Runnable::run);

    assertThat(done).containsExactly("second");
    assertThat(timers.first()).isEmpty();
  }

  @Test
  void canBeCalledOffByOneOfTheSameTurn() {
    Timers.Timer[] second = new Timers.Timer[1];
    timers.add(10, () -> second[0].cancel());
    second[0] = timers.add(10, () -> done.add("second"));

    timers.due(10).forEach(Runnable::run);

    assertThat(done).isEmpty();
  }

  @Test
  void goOnWhereTheClockTurnsOver() {
    timers.add(Long.MAX_VALUE - 1, () -> done.add("before"));
    timers.add(Long.MIN_VALUE + 1, () -> done.add("after"));

    timers.due(Long.MAX_VALUE).forEach(Runnable::run);

    assertThat(done).containsExactly("before");
  }

  @Test
  void doNotGatherThoseCalledOff() {
    timers.add(Long.MAX_VALUE, () -> done.add("kept"));
    for (int i = 0; i < 100_000; i++) {
      timers.add(1_000_000 + i, () -> done.add("called off")).cancel();
    }

    assertThat(timers.size()).isLessThan(3_000);
    timers.due(Long.MAX_VALUE).forEach(Runnable::run);
    assertThat(done).containsExactly("kept");
  }
}
