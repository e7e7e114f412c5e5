package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Those who follow events are not waited for when the daemon stops.
class FollowersTest {

  /// Much less than the silence after which they would look by themselves.
  private static final Duration SOON = Duration.ofSeconds(3);

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/v1.41/events", "/v1/events"})
  void endWithTheDaemon(String path) throws InterruptedException {
    try (TestHost host = TestDaemon.host();
        TestDaemon running = TestDaemon.open(host)) {
      Thread before = follow(running.daemon(), path);
      while (before.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      running.daemon().endFollowers();
      Thread after = follow(running.daemon(), path);
      assertThat(before.join(SOON)).as("who followed before has ended").isTrue();
      assertThat(after.join(SOON)).as("who came too late has ended").isTrue();
    }
  }

  private static Thread follow(Daemon daemon, String path) {
    Call call = new Call("1", "GET", path, Map.of(), Query.NONE, Map.of(), RequestBody.NONE);
    Answer answer = daemon.answer(call);
    assertThat(answer).isInstanceOf(Answer.Stream.class);
    return Thread.ofPlatform()
        .start(() -> {
          try {
            ((Answer.Stream) answer).body().write(OutputStream.nullOutputStream());
          } catch (IOException impossible) {
            throw new AssertionError(impossible);
          }
        });
  }
}
