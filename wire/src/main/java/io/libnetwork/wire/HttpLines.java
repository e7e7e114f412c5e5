package io.libnetwork.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A body read line by line, with a limit for how long nothing may come.
final class HttpLines implements Lines {

  private static final int LONGEST = 16 << 20;

  private final HttpApi api;
  private final Request request;
  private final Wire wire;
  private final TimeLimit time;
  private InputStream body = InputStream.nullInputStream();
  private volatile boolean closed;

  HttpLines(HttpApi api, Request request, Wire wire, TimeLimit time) {
    this.api = api;
    this.request = request;
    this.wire = wire;
    this.time = time;
  }

  /// Reads this from now on.
  void of(InputStream lines) {
    this.body = lines;
  }

  @Override
  public Optional<String> next() {
    time.restart();
    try {
      return line();
    } catch (IOException failure) {
      if (closed && !time.over()) {
        return Optional.empty();
      }
      throw api.broken(request, time, failure);
    }
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = body.read();
    if (read < 0) {
      return Optional.empty();
    }
    while (read >= 0 && read != '\n') {
      if (line.size() >= LONGEST) {
        throw new ApiException.Broken(
            "the daemon's answer has a line of more than " + LONGEST + " bytes");
      }
      line.write(read);
      read = body.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public void close() {
    closed = true;
    time.close();
    try {
      wire.close();
    } catch (IOException alreadyGone) {
      closed = true;
    }
  }
}
