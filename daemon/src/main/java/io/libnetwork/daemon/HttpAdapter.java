package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Failure;
import io.libnetwork.http.Json;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.http.page.PageDoor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Between Jetty's requests and ours. Each is handled on a virtual thread of its own, which has
/// [ChangeThreads] carry out what changes something.
final class HttpAdapter extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);

  /// The name of the connector at which browsers ask.
  static final String PAGE = "page";

  private static final String REQUEST_ID = "X-Request-Id";
  private static final String REQUEST = "request";
  private static final int TOO_LARGE = 413;

  private final Function<Call, Answer> routes;
  private final Tokens tokens;
  private final Optional<PageDoor> door;
  private final ChangeThreads changes = new ChangeThreads();

  /// Tells the requests of this process from those of others, in logs.
  private final AtomicLong numbers = new AtomicLong(System.nanoTime());

  /// @param door for those who ask where the page is served
  HttpAdapter(Function<Call, Answer> routes, Tokens tokens, Optional<PageDoor> door) {
    this.routes = routes;
    this.tokens = tokens;
    this.door = door;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String id = HexFormat.of().toHexDigits(numbers.incrementAndGet());
    MDC.put(REQUEST, id);
    long began = System.nanoTime();
    try {
      Answer answer = answer(request, id).with(REQUEST_ID, id);
      write(request, response, answer, callback);
      log(request, answer, System.nanoTime() - began);
    } catch (IOException gone) {
      LOG.debug("{} {}: nobody reads the answer", request.getMethod(), path(request), gone);
      callback.failed(gone);
    } finally {
      MDC.remove(REQUEST);
    }
    return true;
  }

  private Answer answer(Request request, String id) {
    Optional<PageDoor> entered = door.filter(_ -> isPage(request));
    if (entered.isEmpty() && !tokens.allow(request)) {
      return Failure.answer(401, "a token is needed: send it as 'Authorization: Bearer <token>'")
          .with("WWW-Authenticate", "Bearer");
    }
    try {
      Call call = call(request, id);
      Answer answer = entered.map(page -> page.answer(call)).orElseGet(() -> answer(call));
      if (answer.status() != TOO_LARGE) {
        passOver(request);
      }
      return answer;
    } catch (NetworkException.InvalidParameter malformed) {
      return Failure.answer(400, String.valueOf(malformed.getMessage()));
    }
  }

  private static boolean isPage(Request request) {
    return PAGE.equals(request.getConnectionMetaData().getConnector().getName());
  }

  private Answer answer(Call call) {
    if (call.method().equals("GET") || call.method().equals("HEAD")) {
      return routes.apply(call);
    }
    return changes.call(() -> {
      MDC.put(REQUEST, call.id());
      try {
        return routes.apply(call);
      } finally {
        MDC.remove(REQUEST);
      }
    });
  }

  @Override
  protected void doStop() throws Exception {
    changes.close();
    super.doStop();
  }

  /// Reads what nobody asked for: the connection of who is still sending it would be ended, and he
  /// would not get to read the answer.
  private static void passOver(Request request) {
    if (request.getLength() > RequestBody.LARGEST) {
      return;
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      long _ = in.skip(RequestBody.LARGEST);
    } catch (IOException gone) {
      LOG.debug("{} {} was not sent whole", request.getMethod(), path(request), gone);
    }
  }

  private static Call call(Request request, String id) {
    String query = request.getHttpURI().getQuery();
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return new Call(
        id,
        request.getMethod(),
        path(request),
        Map.of(),
        query == null ? Query.NONE : Query.parse(query),
        headers,
        () -> read(request));
  }

  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static byte[] read(Request request) throws IOException {
    if (request.getLength() > RequestBody.LARGEST) {
      throw new RequestBody.TooLargeException();
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(RequestBody.LARGEST + 1);
      if (body.length > RequestBody.LARGEST) {
        throw new RequestBody.TooLargeException();
      }
      return body;
    }
  }

  private static void write(Request request, Response response, Answer answer, Callback callback)
      throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    switch (answer) {
      case Answer.OfJson json ->
          whole(request, response, "application/json", Json.write(json.value()), callback);
      case Answer.OfText text ->
          whole(
              request,
              response,
              text.type(),
              text.text().getBytes(StandardCharsets.UTF_8),
              callback);
      case Answer.Empty _ -> response.write(true, ByteBuffer.allocate(0), callback);
      case Answer.Stream stream -> stream(response, stream, callback);
    }
  }

  private static void whole(
      Request request, Response response, String type, byte[] body, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
  }

  private static void stream(Response response, Answer.Stream stream, Callback callback)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.type());
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      stream.body().write(out);
    }
    callback.succeeded();
  }

  private static void log(Request request, Answer answer, long nanos) {
    LOG.atDebug()
        .addKeyValue("status", answer.status())
        .addKeyValue("micros", nanos / 1_000)
        .log("{} {}", request.getMethod(), path(request));
  }
}
