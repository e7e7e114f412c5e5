package io.libnetwork.http.v1;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What happens, as it happens.
final class EventRoutes {

  /// Less than what proxies and firewalls take for dead.
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final String SINCE = "since";
  private static final String TYPE = "text/event-stream";

  private final EventLog log;
  private final References references;
  private final Duration heartbeat;

  EventRoutes(EventLog log, References references, Duration heartbeat) {
    this.log = log;
    this.references = references;
    this.heartbeat = heartbeat;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read(
            "GET", "/v1/events", this::follow, SINCE, EventFilter.KIND, EventFilter.NETWORK));
  }

  private Answer follow(Call call) {
    EventFilter filter = EventFilter.of(call, references);
    Optional<String> asked = Values.single(call, SINCE);
    EventPosition begin = EventPosition.of(call.header("last-event-id").or(() -> asked), log);
    if (call.method().equals("HEAD")) {
      return Answer.empty(200).with("Content-Type", TYPE);
    }
    return Answer.stream(TYPE, new EventFeed(log, filter, begin, heartbeat))
        .with("Cache-Control", "no-cache");
  }
}
