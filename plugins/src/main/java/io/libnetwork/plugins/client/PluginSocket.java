package io.libnetwork.plugins.client;

import io.libnetwork.plugins.discovery.PluginAddress;
import io.libnetwork.plugins.protocol.PluginProtocol;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.HttpExchange;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import io.libnetwork.wire.TimeLimit;
import io.libnetwork.wire.TlsConnection;
import io.libnetwork.wire.Wire;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// One exchange with whoever listens at an address: a connection of its own, so that a plugin that
/// has been started again is never asked by a connection of before, and it is always clear whether
/// anything was sent.
///
/// @param address where
/// @param largest how many bytes an answer may have
record PluginSocket(PluginAddress address, int largest) {

  /// Asks, and answers whatever comes back.
  ///
  /// @param path as in `/Plugin.Activate`
  /// @param body empty for none
  /// @throws PluginException.NotReached if nothing was sent
  /// @throws PluginException.Late if there is no answer in time
  /// @throws PluginException.Broken if there is another one
  Reply ask(String path, JsonObject body, Duration limit) {
    Request request = request(path, body);
    return switch (address) {
      case PluginAddress.Socket(Path socket) -> bySocket(socket, request, limit);
      case PluginAddress.Tls tls -> byTls(tls, request, limit);
    };
  }

  /// An empty body where there is nothing to say, as Docker has it.
  private static Request request(String path, JsonObject body) {
    String text = body.members().isEmpty() ? "" : body.toString();
    String type = text.isEmpty() ? "" : PluginProtocol.CONTENT_TYPE;
    return new Request("POST", path, type, text, Map.of("Accept", PluginProtocol.CONTENT_TYPE));
  }

  /// The connection is opened within the limit too: it waits where too many wait already, unix(7).
  private Reply bySocket(Path socket, Request request, Duration limit) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        TimeLimit time = new TimeLimit(limit, channel)) {
      connect(channel, socket, time, limit);
      Wire wire =
          new Wire(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
      return exchange(request, PluginProtocol.LOCAL_HOST, wire, time, limit);
    } catch (IOException failure) {
      throw new PluginException.NotReached(
          "cannot open a socket for %s: %s".formatted(address, failure.getMessage()), failure);
    }
  }

  private void connect(SocketChannel channel, Path socket, TimeLimit time, Duration limit) {
    try {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted(request("/", JsonObject.EMPTY), interrupted);
    } catch (IOException failure) {
      if (time.over()) {
        throw new PluginException.Late(
            "%s has not taken the connection within %d ms".formatted(address, limit.toMillis()),
            failure);
      }
      throw new PluginException.NotReached(
          "nobody listens at %s: %s".formatted(address, failure.getMessage()), failure);
    }
  }

  private Reply byTls(PluginAddress.Tls to, Request request, Duration limit) {
    Wire wire = open(to, limit);
    try (wire;
        TimeLimit time = new TimeLimit(limit, wire)) {
      return exchange(request, to.at().host(), wire, time, limit);
    } catch (IOException failure) {
      throw new PluginException.Broken(
          "the connection to %s: %s".formatted(address, failure.getMessage()), failure);
    }
  }

  private static Wire open(PluginAddress.Tls to, Duration limit) {
    try {
      return TlsConnection.open(to.at(), to.files(), limit);
    } catch (ApiException.Unreachable failure) {
      throw new PluginException.NotReached(
          "cannot reach a plugin at %s: %s".formatted(to, reason(failure)), failure);
    }
  }

  /// What went wrong below: the words above are for who looks for a daemon.
  private static String reason(ApiException.Unreachable failure) {
    Throwable cause = failure.getCause();
    return String.valueOf((cause == null ? failure : cause).getMessage());
  }

  private Reply exchange(Request request, String host, Wire wire, TimeLimit time, Duration limit) {
    try {
      HttpExchange.send(request, host, Map.of(), wire.out());
      return HttpExchange.receive(wire.in(), largest);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted(request, interrupted);
    } catch (IOException failure) {
      throw time.over() ? late(request, limit, failure) : cutOff(request, failure);
    } catch (ApiException.Broken other) {
      throw new PluginException.Broken(
          "%s answered %s with no answer of HTTP: %s"
              .formatted(address, request.target(), other.getMessage()),
          other);
    }
  }

  private PluginException late(Request request, Duration limit, IOException failure) {
    return new PluginException.Late(
        "%s has not answered %s within %d ms"
            .formatted(address, request.target(), limit.toMillis()),
        failure);
  }

  private PluginException cutOff(Request request, IOException failure) {
    return new PluginException.Broken(
        "%s closed the connection instead of answering %s: %s"
            .formatted(address, request.target(), failure.getMessage()),
        failure);
  }

  private PluginException interrupted(Request request, ClosedByInterruptException interrupted) {
    Thread.currentThread().interrupt();
    return new PluginException.Interrupted(
        "the calling thread was interrupted while it waited for %s to answer %s"
            .formatted(address, request.target()),
        interrupted);
  }
}
