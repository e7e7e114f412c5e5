package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final SandboxId ID = new SandboxId("0".repeat(64));

  private final EventStream stream = new EventStream();
  private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

  private static LongFunction<Event> created(String container) {
    return revision -> new Event.SandboxCreated(revision, ID, container);
  }

  private Event next() throws InterruptedException {
    Event event = heard.poll(10, TimeUnit.SECONDS);
    assertThat(event).as("the next event").isNotNull();
    return event;
  }

  @AfterEach
  void closes() {
    stream.close();
  }

  @Test
  void deliversInOrderWithRisingRevisions() throws Exception {
    stream.subscribe(heard::add);
    for (int i = 1; i <= 1000; i++) {
      stream.publish(created("c" + i));
    }
    for (int i = 1; i <= 1000; i++) {
      assertThat(next()).isEqualTo(new Event.SandboxCreated(i, ID, "c" + i));
    }
  }

  @Test
  void aSubscriberHearsWhatHappensFromThenOn() throws Exception {
    stream.publish(created("before"));
    stream.subscribe(heard::add);
    stream.publish(created("after"));
    assertThat(next()).isEqualTo(new Event.SandboxCreated(2, ID, "after"));
  }

  @Test
  void tellsWhatASlowSubscriberMissed() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    stream.subscribe(event -> {
      await(go);
      heard.add(event);
    });
    int published = 5000;
    for (int i = 1; i <= published; i++) {
      stream.publish(created("c"));
    }
    go.countDown();
    long expected = 1;
    Event event = next();
    while (!(event instanceof Event.Missed)) {
      assertThat(event.revision()).isEqualTo(expected++);
      event = next();
    }
    assertThat(event).isEqualTo(new Event.Missed(expected, published));
    assertThat(expected).as("what a queue holds").isBetween(4097L, 4098L);
    stream.publish(created("later"));
    assertThat(next()).isEqualTo(new Event.SandboxCreated(published + 1, ID, "later"));
  }

  @Test
  void aSlowSubscriberKeepsNobodyFromPublishing() {
    CountDownLatch never = new CountDownLatch(1);
    stream.subscribe(_ -> await(never));
    for (int i = 0; i < 10_000; i++) {
      stream.publish(created("c"));
    }
    never.countDown();
  }

  @Test
  void aFailingSubscriberHearsTheRestAndSoDoOthers() throws Exception {
    BlockingQueue<Event> failing = new LinkedBlockingQueue<>();
    stream.subscribe(event -> {
      failing.add(event);
      if (event.revision() == 1) {
        throw new IllegalStateException("refused");
      }
      throw new AssertionError("refused harder");
    });
    stream.subscribe(heard::add);
    LongStream.rangeClosed(1, 3).forEach(_ -> stream.publish(created("c")));
    for (long revision = 1; revision <= 3; revision++) {
      assertThat(next().revision()).isEqualTo(revision);
      Event failed = failing.poll(10, TimeUnit.SECONDS);
      assertThat(failed).isNotNull();
      assertThat(failed.revision()).isEqualTo(revision);
    }
  }

  @Test
  void anEndedSubscriptionHearsNothingMore() throws Exception {
    BlockingQueue<Event> other = new LinkedBlockingQueue<>();
    AutoCloseable subscription = stream.subscribe(heard::add);
    stream.subscribe(other::add);
    stream.publish(created("one"));
    assertThat(next().revision()).isEqualTo(1);
    subscription.close();
    stream.publish(created("two"));
    stream.publish(created("three"));
    assertThat(List.of(other.take(), other.take(), other.take()))
        .extracting(Event::revision)
        .containsExactly(1L, 2L, 3L);
    assertThat(heard).isEmpty();
  }

  @Test
  void deliversWhatWasPublishedBeforeItCloses() throws Exception {
    stream.subscribe(heard::add);
    stream.publish(created("one"));
    stream.publish(created("two"));
    stream.close();
    assertThat(next().revision()).isEqualTo(1);
    assertThat(next().revision()).isEqualTo(2);
  }

  @Test
  void aClosedStreamTakesNoSubscriber() {
    stream.close();
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> stream.subscribe(heard::add))
        .withMessageContaining("closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
