package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Trace;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// What it costs to be traced where nobody traces.
class UntracedTest {

  private static final int STEPS = 10_000;

  @Test
  void aStepTakesNoMemory() {
    assertThat(Trace.told()).isFalse();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int step = 0; step < STEPS; step++) {
        try (Span span = Trace.step("step")) {
          span.say("a", 1);
        }
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(STEPS);
  }
}
