package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Router;
import io.libnetwork.http.docker.DockerEvents.Follower;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// `/events`: an object of JSON for each, on a line of its own, as it happens.
final class EventRoutes {

  private static final Set<String> FILTERS =
      Set.of(
          "config",
          "container",
          "daemon",
          "event",
          "image",
          "label",
          "network",
          "node",
          "plugin",
          "scope",
          "secret",
          "service",
          "type",
          "volume");

  /// After so long without an event an empty line is written, which tells whether anybody reads.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final DockerEvents events;
  private final InstantSource clock;

  EventRoutes(DockerEvents events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  void addTo(Router router) {
    router.add("GET", "/events", this::follow);
  }

  private Answer follow(Call call) {
    Filters filters = Filters.of(call.query(), FILTERS);
    Optional<Instant> since = time(call, "since");
    Optional<Instant> until = time(call, "until");
    if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
      throw new NetworkException.InvalidParameter(
          "`since` time (%s) cannot be after `until` time (%s)"
              .formatted(seconds(since.get()), seconds(until.get())));
    }
    return Answer.stream("application/json", out -> write(out, filters, since, until));
  }

  private static String seconds(Instant time) {
    return "%d.%09d".formatted(time.getEpochSecond(), time.getNano());
  }

  private Optional<Instant> time(Call call, String name) {
    return call.query()
        .find(name)
        .filter(text -> !text.isEmpty() && !text.equals("0"))
        .map(text -> Until.parse(text, clock.instant()));
  }

  private void write(
      OutputStream out, Filters filters, Optional<Instant> since, Optional<Instant> until)
      throws IOException {
    out.flush();
    try (Follower follower = events.follow(since)) {
      while (!follower.ended() && until.map(clock.instant()::isBefore).orElse(true)) {
        Duration left = until.map(end -> Duration.between(clock.instant(), end)).orElse(SILENCE);
        one(out, follower, filters, shorter(left));
      }
      drain(out, follower, filters, until);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration patience) {
    Duration some = patience.compareTo(SILENCE) < 0 ? patience : SILENCE;
    return some.isNegative() ? Duration.ZERO : some;
  }

  private static void one(OutputStream out, Follower follower, Filters filters, Duration patience)
      throws IOException, InterruptedException {
    Optional<DockerEvent> next = follower.next(patience);
    if (next.isEmpty()) {
      out.write('\n');
      out.flush();
    } else if (next.get().fits(filters)) {
      out.write(next.get().json());
      out.write('\n');
      out.flush();
    }
  }

  /// What was until the end of the time that was asked for.
  private static void drain(
      OutputStream out, Follower follower, Filters filters, Optional<Instant> until)
      throws IOException, InterruptedException {
    Optional<DockerEvent> next = follower.next(Duration.ZERO);
    while (next.isPresent()) {
      DockerEvent event = next.get();
      boolean inTime = until.map(end -> !event.time().isAfter(end)).orElse(true);
      if (inTime && event.fits(filters)) {
        out.write(event.json());
        out.write('\n');
      }
      next = follower.next(Duration.ZERO);
    }
    out.flush();
  }
}
