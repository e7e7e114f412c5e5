package io.libnetwork.plugins.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.plugins.check.CheckResult;
import io.libnetwork.plugins.check.PluginCheck;
import io.libnetwork.plugins.client.NetworkPlugin;
import io.libnetwork.plugins.client.PluginClient;
import io.libnetwork.plugins.client.PluginException;
import io.libnetwork.plugins.client.PluginSettings;
import io.libnetwork.plugins.discovery.PluginAddress;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginMethod;
import io.libnetwork.wire.JsonObject;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plugin made with the kit, called and checked over its socket.
class PluginServerTest {

  @TempDir Path folder;

  private final Notebook notebook = new Notebook();
  private Path socket;
  private PluginServer server;
  private PluginClient client;

  @BeforeEach
  void serve() {
    socket = folder.resolve("notebook.sock");
    server = PluginServer.serve(socket, notebook);
    client =
        new PluginClient(
            "notebook",
            () -> Optional.of(new PluginAddress.Socket(socket)),
            PluginSettings.USUAL.withDeadline(Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() {
    server.close();
    assertThat(socket).doesNotExist();
  }

  private List<CheckResult> checked() {
    return PluginCheck.run(socket, Duration.ofSeconds(5), new Random(1), _ -> {});
  }

  private List<String> unmet() {
    return checked().stream().filter(result -> !result.met()).map(CheckResult::toString).toList();
  }

  @Nested
  class Serving {

    @Test
    void isForItsOwnUserAlone() throws Exception {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
    }

    @Test
    void tellsWhyItRefuses() {
      assertThatExceptionOfType(PluginException.Refused.class)
          .isThrownBy(() -> new NetworkPlugin(client).deleteNetwork(new NetworkCall("n")))
          .withMessageContaining("no network n");
    }

    @Test
    void tellsWhatIsMissingInACall() {
      assertThatExceptionOfType(PluginException.Refused.class)
          .isThrownBy(() -> client.call(NetworkMethod.DELETE_NETWORK, JsonObject.EMPTY))
          .withMessageContaining("no \"NetworkID\"");
    }

    @Test
    void doesNotKnowWhatItsServiceDoesNotKnow() {
      PluginMethod unknown = NetworkMethod.GATEWAY_CHECK;
      assertThatExceptionOfType(PluginException.Unknown.class)
          .isThrownBy(() -> client.call(unknown, JsonObject.EMPTY));
    }

    @Test
    void survivesWhoSpeaksSomethingElse() throws Exception {
      for (String noise : List.of("\u0000\u0001\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "POST")) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          assertThat(channel.connect(UnixDomainSocketAddress.of(socket))).isTrue();
          channel.write(ByteBuffer.wrap(noise.getBytes(StandardCharsets.ISO_8859_1)));
        }
      }
      assertThat(client.activation().implemented()).containsExactly("NetworkDriver", "IpamDriver");
    }
  }

  @Nested
  class Checking {

    @Test
    void isContentWithOneThatDoesItsWork() {
      assertThat(unmet()).isEmpty();
      assertThat(checked()).hasSizeGreaterThan(25);
      assertThat(notebook.kept()).isZero();
    }

    @Test
    void findsOneThatGivesAnAddressTwice() {
      notebook.forgetful = true;
      assertThat(unmet())
          .contains("FAILED  gives no address twice: it gave 203.0.113.77 a second time");
    }

    @Test
    void findsOneThatMakesAnotherNetworkOfAnId() {
      notebook.careless = true;
      assertThat(unmet())
          .contains("FAILED  refuses another network of the same id: it made another one");
    }

    @Test
    void findsThatNobodyListens() {
      server.close();
      assertThat(unmet())
          .singleElement()
          .asString()
          .startsWith("FAILED  says what it implements: nobody listens at unix://" + socket);
    }
  }
}
