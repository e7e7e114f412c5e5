package io.libnetwork.cli.session;

import io.libnetwork.daemon.Daemon;
import io.libnetwork.daemon.DaemonConfig;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.http.Query;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Lines;
import io.libnetwork.wire.MalformedJsonException;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The daemon's routes called in this process, on the store of this host: a daemon for as long as a
/// command takes.
///
/// What comes bit by bit cannot be asked for: nothing happens here but what the command does.
public final class LocalApi implements Api {

  private static final int FIRST_FAILURE = 400;

  private final Function<Call, Answer> routes;
  private final AutoCloseable model;
  private int number;

  LocalApi(Function<Call, Answer> routes, AutoCloseable model) {
    this.routes = routes;
    this.model = model;
  }

  /// Opens the store, and what it has.
  ///
  /// @param options of the daemon
  /// @throws io.libnetwork.NetworkException if another process has the store, or it cannot be read
  static Api open(List<String> options) {
    Daemon daemon = Daemon.open(DaemonConfig.of(options, Map.of()));
    return new LocalApi(daemon::answer, daemon);
  }

  @Override
  public String place() {
    return "this process";
  }

  @Override
  public Reply call(Request request) {
    Answer answer = routes.apply(asked(request));
    String text = text(answer);
    if (answer.status() >= FIRST_FAILURE) {
      throw new ApiException.Refused(answer.status(), message(answer, text));
    }
    Map<String, String> headers = new HashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Reply(answer.status(), headers, text);
  }

  @Override
  public Lines open(Request request) {
    throw new ApiException.Refused(
        501, "--local does not go with what comes as it happens: only a daemon is told of it");
  }

  private Call asked(Request request) {
    String target = request.target();
    int question = target.indexOf('?');
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    if (!request.type().isEmpty()) {
      headers.put("content-type", request.type());
    }
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    return new Call(
        "local-" + ++number,
        request.method(),
        question < 0 ? target : target.substring(0, question),
        Map.of(),
        question < 0 ? Query.NONE : Query.parse(target.substring(question + 1)),
        headers,
        () -> body);
  }

  private static String text(Answer answer) {
    return switch (answer) {
      case Answer.OfJson json -> new String(Json.write(json.value()), StandardCharsets.UTF_8);
      case Answer.OfText text -> text.text();
      case Answer.Empty _ -> "";
      case Answer.Stream stream -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
          stream.body().write(out);
        } catch (IOException failure) {
          throw new ApiException.Broken("the answer was cut off", failure);
        }
        yield out.toString(StandardCharsets.UTF_8);
      }
    };
  }

  private static String message(Answer answer, String text) {
    try {
      return JsonValue.parse(text) instanceof JsonObject object
          ? object.text("message")
          : "refused with status " + answer.status();
    } catch (MalformedJsonException none) {
      return "refused with status " + answer.status();
    }
  }

  @Override
  public void close() {
    try {
      model.close();
    } catch (Exception failure) {
      throw new IllegalStateException("cannot close the store", failure);
    }
  }
}
