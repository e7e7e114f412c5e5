package io.libnetwork.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/// What is answered to a request.
public sealed interface Answer {

  /// The status, RFC 9110 section 15.
  int status();

  /// Further headers.
  Map<String, String> headers();

  /// The same with one more header.
  Answer with(String header, String value);

  /// A value as JSON.
  ///
  /// @param value what [Json] can write: a record, a list, a map, a text
  record OfJson(int status, Object value, Map<String, String> headers) implements Answer {
    public OfJson {
      headers = Map.copyOf(headers);
    }

    @Override
    public OfJson with(String header, String value) {
      return new OfJson(status, this.value, more(headers, header, value));
    }
  }

  /// A text of some type.
  ///
  /// @param type as in `text/plain; charset=utf-8`
  record OfText(int status, String type, String text, Map<String, String> headers)
      implements Answer {
    public OfText {
      headers = Map.copyOf(headers);
    }

    @Override
    public OfText with(String header, String value) {
      return new OfText(status, type, text, more(headers, header, value));
    }
  }

  /// No body.
  record Empty(int status, Map<String, String> headers) implements Answer {
    public Empty {
      headers = Map.copyOf(headers);
    }

    @Override
    public Empty with(String header, String value) {
      return new Empty(status, more(headers, header, value));
    }
  }

  /// What is written bit by bit while there is somebody to read it.
  record Stream(int status, String type, Writing body, Map<String, String> headers)
      implements Answer {
    public Stream {
      headers = Map.copyOf(headers);
    }

    @Override
    public Stream with(String header, String value) {
      return new Stream(status, type, body, more(headers, header, value));
    }
  }

  /// Writes a body.
  @FunctionalInterface
  interface Writing {
    /// Returns when all is written. What is written arrives when it is flushed.
    ///
    /// @throws IOException when there is nobody to read it any more
    void write(OutputStream out) throws IOException;
  }

  /// A value as JSON, status 200.
  static OfJson json(Object value) {
    return json(200, value);
  }

  /// A value as JSON.
  static OfJson json(int status, Object value) {
    return new OfJson(status, value, Map.of());
  }

  /// A plain text, status 200.
  static OfText text(String text) {
    return new OfText(200, "text/plain; charset=utf-8", text, Map.of());
  }

  /// A status alone.
  static Empty empty(int status) {
    return new Empty(status, Map.of());
  }

  /// A body that is written bit by bit, status 200.
  static Stream stream(String type, Writing body) {
    return new Stream(200, type, body, Map.of());
  }

  private static Map<String, String> more(Map<String, String> all, String name, String value) {
    Map<String, String> more = new HashMap<>(all);
    more.put(name, value);
    return more;
  }
}
