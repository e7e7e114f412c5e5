package io.libnetwork.bench;

import io.libnetwork.plugins.client.NetworkPlugin;
import io.libnetwork.plugins.client.PluginClient;
import io.libnetwork.plugins.client.PluginSettings;
import io.libnetwork.plugins.discovery.PluginAddress;
import io.libnetwork.plugins.kit.NetworkService;
import io.libnetwork.plugins.kit.PluginServer;
import io.libnetwork.plugins.protocol.CreateEndpointAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.PluginInterface;
import io.libnetwork.wire.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a call of a plugin costs beyond the socket's own round trip: the same plugin, which does
/// nothing, is called by the client, and asked by somebody who sends the same bytes, made
/// beforehand, and does not look at the answer.
final class PluginBenchmark {

  private static final int WARM_UP = 2_000;
  private static final int ROUNDS = 501;
  private static final int BUFFER = 8 << 10;

  private PluginBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path socket = folder.path().resolve("idle.sock");
      try (PluginServer _ = PluginServer.serve(socket, new Idle())) {
        rows.accept(measure(socket));
      }
    }
  }

  private static Row measure(Path socket) {
    NetworkPlugin plugin =
        new NetworkPlugin(
            new PluginClient(
                "idle", () -> Optional.of(new PluginAddress.Socket(socket)), PluginSettings.USUAL));
    CreateEndpointCall call =
        new CreateEndpointCall(
            "0".repeat(64), "1".repeat(64), PluginInterface.NOTHING, JsonObject.EMPTY);
    byte[] bytes = bytes(call.toJson().toString());
    Samples calls = new Samples();
    Samples floor = new Samples();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      boolean counted = round >= WARM_UP;
      (counted ? floor : new Samples()).time(() -> exchange(socket, bytes));
      (counted ? calls : new Samples()).time(() -> plugin.createEndpoint(call));
    }
    return Row.of("plugin-call", calls, "round trip", floor);
  }

  private static byte[] bytes(String body) {
    String request =
        "POST /NetworkDriver.CreateEndpoint HTTP/1.1\r\nHost: plugin\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  private static void exchange(Path socket, byte[] bytes) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer out = ByteBuffer.wrap(bytes);
      while (out.hasRemaining()) {
        int _ = channel.write(out);
      }
      ByteBuffer in = ByteBuffer.allocate(BUFFER);
      while (channel.read(in) >= 0) {
        in.clear();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A plugin that does nothing.
  private static final class Idle implements NetworkService {

    @Override
    public void createNetwork(CreateNetworkCall call) {}

    @Override
    public void deleteNetwork(NetworkCall call) {}

    @Override
    public CreateEndpointAnswer createEndpoint(CreateEndpointCall call) {
      return new CreateEndpointAnswer(PluginInterface.NOTHING);
    }

    @Override
    public void deleteEndpoint(EndpointCall call) {}

    @Override
    public JoinAnswer join(JoinCall call) {
      return new JoinAnswer(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
    }

    @Override
    public void leave(EndpointCall call) {}
  }
}
