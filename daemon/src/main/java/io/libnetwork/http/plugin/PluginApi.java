package io.libnetwork.http.plugin;

import io.libnetwork.Controller;
import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Router;
import io.libnetwork.plugins.protocol.Activation;
import io.libnetwork.plugins.protocol.ErrorMember;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.MalformedMessageException;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginProtocol;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.MalformedJsonException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every call of Docker's plugin protocol that the daemon answers, to whoever asks at the socket
/// for it.
///
/// A failure has status 500, by which an engine tells it from an answer, and is told by both
/// members that engines read. What is not served is 404, which an engine takes for "not
/// implemented".
public final class PluginApi {

  private static final Logger LOG = LoggerFactory.getLogger(PluginApi.class);
  private static final int FAILURE = 500;

  private static final Activation ACTIVATION =
      new Activation(List.of(NetworkMethod.SERVICE, IpamMethod.SERVICE));

  private final Router router = new Router();

  /// One call: its message, and the answer's.
  @FunctionalInterface
  interface Operation {
    /// Does what is asked for.
    ///
    /// @throws NetworkException as the model refuses it
    /// @throws MalformedMessageException where the message is none of the protocol
    JsonObject answer(JsonObject message);
  }

  /// @param pools what engines have of our addresses
  public PluginApi(Controller controller, EnginePools pools) {
    add(PluginProtocol.ACTIVATE, _ -> ACTIVATION.toJson());
    new NetworkCalls(controller)
        .operations()
        .forEach((method, operation) -> add(method.path(), operation));
    new IpamCalls(pools).operations().forEach((method, operation) -> add(method.path(), operation));
  }

  private void add(String path, Operation operation) {
    Router _ = router.add("POST", path, call -> answer(operation, call));
  }

  /// Answers a call, whatever happens.
  public Answer answer(Call call) {
    return router.answer(call);
  }

  private static Answer answer(Operation operation, Call call) throws IOException {
    try {
      return message(200, operation.answer(body(call)));
    } catch (NetworkException refused) {
      LOG.warn("a Docker Engine's {} failed: {}", call.path(), refused.getMessage());
      LOG.debug("because of this", refused);
      return failure(String.valueOf(refused.getMessage()));
    } catch (MalformedMessageException | MalformedJsonException malformed) {
      LOG.warn("a Docker Engine's {} is malformed: {}", call.path(), malformed.getMessage());
      return failure(String.valueOf(malformed.getMessage()));
    } catch (RuntimeException bug) {
      LOG.error("a Docker Engine's {} failed (request {})", call.path(), call.id(), bug);
      return failure("internal error: see the daemon's log for request " + call.id());
    }
  }

  /// Some calls have no body, and some engines send `null` for it.
  private static JsonObject body(Call call) throws IOException {
    byte[] body = call.body().read();
    if (body.length == 0) {
      return JsonObject.EMPTY;
    }
    return switch (JsonValue.parse(body)) {
      case JsonObject object -> object;
      case JsonValue.Null _ -> JsonObject.EMPTY;
      default ->
          throw new NetworkException.InvalidParameter(
              "malformed body of %s: expected an object".formatted(call.path()));
    };
  }

  private static Answer failure(String message) {
    return message(
        FAILURE, ErrorMember.ERR.answer(message).with(ErrorMember.ERROR.member(), message));
  }

  private static Answer message(int status, JsonObject message) {
    return new Answer.OfText(status, PluginProtocol.CONTENT_TYPE, message.toString(), Map.of());
  }
}
