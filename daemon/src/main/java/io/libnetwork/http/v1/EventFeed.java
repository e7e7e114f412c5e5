package io.libnetwork.http.v1;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.EventResource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Writes events as they come: server-sent events, as the HTML standard has them (section 9.2).
///
/// Begins with the id that who follows is at, so that he resumes there even before the first event;
/// says at least now and then that it is alive, with the id he is at by then.
final class EventFeed implements Answer.Writing {

  /// After which time a browser connects again.
  private static final String RETRY = "retry: 1000\n";

  /// A comment.
  private static final String ALIVE = ": alive\n";

  private final EventLog log;
  private final EventFilter filter;
  private final EventPosition begin;
  private final Duration heartbeat;

  /// @param heartbeat the longest time in which nothing is written
  EventFeed(EventLog log, EventFilter filter, EventPosition begin, Duration heartbeat) {
    this.log = log;
    this.filter = filter;
    this.begin = begin;
    this.heartbeat = heartbeat;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    try {
      follow(out);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(OutputStream out) throws IOException, InterruptedException {
    long position = begin(out);
    long written = System.nanoTime();
    boolean ended = false;
    while (!ended) {
      EventLog.Batch batch = log.behind(position, heartbeat.minus(since(written)));
      position = batch.position();
      boolean told = write(out, batch);
      if (!told && since(written).compareTo(heartbeat) >= 0) {
        send(out, ALIVE + at(position));
        out.flush();
        told = true;
      }
      written = told ? System.nanoTime() : written;
      ended = batch.ended();
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /// @return where to go on
  private long begin(OutputStream out) throws IOException {
    send(out, RETRY);
    if (begin instanceof EventPosition.Elsewhere) {
      EventResource restarted = log.restarted();
      send(out, text(restarted));
      out.flush();
      return restarted.revision();
    }
    long revision = ((EventPosition.Behind) begin).revision();
    send(out, at(revision));
    out.flush();
    return revision;
  }

  private String at(long revision) {
    return "id: %s-%d\n\n".formatted(log.epoch(), revision);
  }

  private boolean write(OutputStream out, EventLog.Batch batch) throws IOException {
    boolean any = false;
    for (EventResource event : batch.events()) {
      if (filter.passes(event)) {
        send(out, text(event));
        any = true;
      }
    }
    out.flush();
    return any;
  }

  private static String text(EventResource event) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(event.id(), event.kind(), new String(Json.write(event), StandardCharsets.UTF_8));
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
