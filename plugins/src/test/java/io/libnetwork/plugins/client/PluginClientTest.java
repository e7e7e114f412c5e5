package io.libnetwork.plugins.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.plugins.discovery.PluginAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls of whoever takes a connection and says nothing, and how often that is tried.
class PluginClientTest {

  private static final Duration DEADLINE = Duration.ofMillis(200);

  @TempDir Path folder;

  private ServerSocketChannel silent;
  private PluginClient client;

  @BeforeEach
  void listen() throws IOException {
    Path socket = folder.resolve("silent.sock");
    silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    assertThat(silent.bind(UnixDomainSocketAddress.of(socket))).isSameAs(silent);
    client =
        new PluginClient(
            "silent",
            () -> Optional.of(new PluginAddress.Socket(socket)),
            new PluginSettings(DEADLINE, Duration.ZERO, 3, Duration.ofHours(1), 1 << 10));
  }

  @AfterEach
  void close() throws IOException {
    silent.close();
  }

  @Test
  void aSilentPluginIsWaitedForThreeTimesAndThenLeftInPeace() {
    for (int time = 0; time < 3; time++) {
      assertThatExceptionOfType(PluginException.Late.class)
          .isThrownBy(client::activation)
          .withMessageContaining("has not answered /Plugin.Activate");
    }
    assertThatExceptionOfType(PluginException.NotReached.class)
        .isThrownBy(client::activation)
        .withMessageContaining("plugin silent has failed 3 times in a row")
        .withMessageContaining("has not answered /Plugin.Activate");
  }

  @Test
  void whoIsNotThereIsNeverLeftInPeace() throws IOException {
    silent.close();
    for (int time = 0; time < 5; time++) {
      assertThatExceptionOfType(PluginException.NotReached.class)
          .isThrownBy(client::activation)
          .withMessageContaining("nobody listens");
    }
  }

  @Test
  void afterAPauseOneCallTriesIt() {
    AtomicLong now = new AtomicLong();
    Breaker breaker = new Breaker(2, Duration.ofSeconds(1), now::get);
    breaker.failed("it was late");
    breaker.enter("plugin");
    breaker.failed("it was late again");
    assertThatExceptionOfType(PluginException.NotReached.class)
        .isThrownBy(() -> breaker.enter("plugin"))
        .withMessage(
            "plugin has failed 2 times in a row and is not asked for another 1000 ms: it was late again");
    now.addAndGet(1_000_000_000L);
    breaker.enter("plugin");
    assertThatExceptionOfType(PluginException.NotReached.class)
        .isThrownBy(() -> breaker.enter("plugin"))
        .withMessageContaining("as long as one call tries it");
    breaker.answered();
    breaker.enter("plugin");
    breaker.enter("plugin");
  }
}
