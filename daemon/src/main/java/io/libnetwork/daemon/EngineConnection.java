package io.libnetwork.daemon;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Failure;
import io.libnetwork.http.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a Docker Engine: a request, its answer, the next request.
final class EngineConnection {

  private static final Logger LOG = LoggerFactory.getLogger(EngineConnection.class);

  private final SocketChannel channel;
  private final Function<Call, Answer> routes;

  /// Held while a call is answered.
  private final ReentrantLock answering = new ReentrantLock();

  EngineConnection(SocketChannel channel, Function<Call, Answer> routes) {
    this.channel = channel;
    this.routes = routes;
  }

  /// Answers until the engine has gone, or says something that is no request.
  void serve() {
    try (channel) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      OutputStream out = Channels.newOutputStream(channel);
      boolean more = true;
      while (more) {
        more = next(in, out);
      }
    } catch (IOException gone) {
      LOG.debug("an engine's connection has ended", gone);
    }
  }

  /// @return whether another request may follow
  private boolean next(InputStream in, OutputStream out) throws IOException {
    Optional<EngineRequest> request;
    try {
      request = EngineRequest.read(in);
    } catch (EngineRequest.MalformedException malformed) {
      String message = String.valueOf(malformed.getMessage());
      write(out, Failure.answer(malformed.status(), message), false);
      return false;
    }
    return request.isPresent() && answer(request.get(), out);
  }

  private boolean answer(EngineRequest request, OutputStream out) throws IOException {
    answering.lock();
    try {
      Answer answer = routes.apply(request.call());
      write(out, answer, request.keepsAlive());
      return request.keepsAlive();
    } finally {
      answering.unlock();
    }
  }

  private static void write(OutputStream out, Answer answer, boolean keep) throws IOException {
    byte[] body = body(answer);
    String head =
        "HTTP/1.1 %d -\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(
                answer.status(), type(answer), body.length, keep ? "" : "Connection: close\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(body);
    out.write(whole.toByteArray());
    out.flush();
  }

  private static String type(Answer answer) {
    return switch (answer) {
      case Answer.OfJson _, Answer.Empty _ -> "application/json";
      case Answer.OfText text -> text.type();
      case Answer.Stream stream -> stream.type();
    };
  }

  private static byte[] body(Answer answer) throws IOException {
    return switch (answer) {
      case Answer.OfJson json -> Json.write(json.value());
      case Answer.OfText text -> text.text().getBytes(StandardCharsets.UTF_8);
      case Answer.Empty _ -> new byte[0];
      case Answer.Stream stream -> {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        stream.body().write(whole);
        yield whole.toByteArray();
      }
    };
  }

  /// Ends it, behind a call that is being answered.
  ///
  /// @param patience how long that may take
  void close(Duration patience) {
    boolean idle = false;
    try {
      idle = answering.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
      channel.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException failure) {
      LOG.debug("an engine's connection did not end well", failure);
    } finally {
      if (idle) {
        answering.unlock();
      }
    }
  }
}
