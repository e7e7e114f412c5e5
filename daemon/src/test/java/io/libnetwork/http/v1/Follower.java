package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who reads a stream of server-sent events, as the HTML standard has it.
final class Follower implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern BLANK = Pattern.compile("\n\n");

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Thread thread;

  /// What stands between two blank lines.
  ///
  /// @param id empty where none is told
  /// @param event its name; empty where there is none
  /// @param data empty where there is none
  /// @param comment whether there is a line that means nothing
  record Message(String id, String event, String data, boolean comment) {

    JsonNode json() {
      return MAPPER.readTree(data);
    }

    String at(String pointer) {
      return json().at(pointer).asString();
    }

    private static Message parse(String text) {
      Map<String, String> fields = new HashMap<>();
      for (String line : text.lines().toList()) {
        int colon = line.indexOf(':');
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      return new Message(
          fields.getOrDefault("id", ""),
          fields.getOrDefault("event", ""),
          fields.getOrDefault("data", ""),
          fields.containsKey(""));
    }
  }

  /// Hands over what has been written whenever that is flushed.
  private final class Line extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
      bytes.write(octet);
    }

    @Override
    public void flush() throws IOException {
      String text = bytes.toString(StandardCharsets.UTF_8);
      bytes.reset();
      BLANK.splitAsStream(text).map(Message::parse).forEach(messages::add);
    }
  }

  Follower(Answer answer) {
    assertThat(answer).as(answer.toString()).isInstanceOf(Answer.Stream.class);
    Answer.Writing body = ((Answer.Stream) answer).body();
    this.thread = Thread.ofVirtual().start(() -> write(body));
  }

  private void write(Answer.Writing body) {
    try {
      body.write(new Line());
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  /// What comes next, whatever it is.
  Message next() {
    try {
      Message message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(message).as("told within %s", PATIENCE).isNotNull();
      return message;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// The next event.
  Message event() {
    Message message = next();
    while (message.event().isEmpty()) {
      message = next();
    }
    return message;
  }

  /// So many events.
  List<Message> events(int count) {
    return java.util.stream.Stream.generate(this::event).limit(count).toList();
  }

  /// Whether the stream has ended by itself.
  boolean ended() {
    try {
      return thread.join(PATIENCE);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    assertThat(ended()).isTrue();
  }
}
