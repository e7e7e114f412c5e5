package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.Answer;
import io.libnetwork.http.v1.ApiHost.Said;
import io.libnetwork.http.v1.Follower.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens is told as it happens, and to who comes back from where he was.
class EventRoutesTest {

  private static final String EVENTS = "/v1/events";

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
  }

  @AfterEach
  void close() {
    if (api != null) {
      api.close();
    }
  }

  private Follower follow(String target) {
    return follow(target, Map.of());
  }

  private Follower follow(String target, Map<String, String> headers) {
    return new Follower(api.router().answer(ApiHost.request("GET", target, headers, "")));
  }

  /// One that follows another log.
  private Follower follow(
      EventLog log, EventFilter filter, EventPosition begin, Duration heartbeat) {
    return new Follower(
        Answer.stream("text/event-stream", new EventFeed(log, filter, begin, heartbeat)));
  }

  private static EventFilter all() {
    return new EventFilter(Set.of(), Set.of());
  }

  private Said done(String method, String target, String json) {
    Said said = api.call(method, target, json.isEmpty() ? "" : "application/json", json);
    assertThat(said.status()).as(said.text()).isBetween(200, 299);
    return said;
  }

  private void network(String name) {
    Said _ = done("POST", "/v1/networks", "{\"name\": \"%s\", \"ipv4\": true}".formatted(name));
  }

  private Message held(Message message) {
    api.document().requireFitting("Event", message.data());
    assertThat(message.id()).isEqualTo(message.at("/id"));
    assertThat(message.event()).isEqualTo(message.at("/kind"));
    return message;
  }

  @Test
  void areToldInOrderAsTheDocumentSays() {
    try (Follower follower = follow(EVENTS)) {
      assertThat(follower.next().id()).isEqualTo(api.log().epoch() + "-0");
      network("n");
      Said _ = done("POST", "/v1/sandboxes/c1/attach", "{\"network\": \"n\"}");
      Said _ = done("DELETE", "/v1/sandboxes/c1", "");
      Said _ = done("DELETE", "/v1/networks/n", "");
      List<Message> told = follower.events(8).stream().map(this::held).toList();
      assertThat(told)
          .extracting(Message::event)
          .containsExactly(
              "network-created",
              "sandbox-created",
              "endpoint-created",
              "endpoint-joined",
              "endpoint-left",
              "endpoint-deleted",
              "sandbox-deleted",
              "network-deleted");
      assertThat(told.get(3).at("/network/name")).isEqualTo("n");
      assertThat(told.get(3).at("/endpoint/name")).isEqualTo("c1");
      assertThat(told.get(3).at("/sandbox/container")).isEqualTo("c1");
      for (int i = 0; i < told.size(); i++) {
        assertThat(told.get(i).json().get("revision").asInt()).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void ofEveryKindAreTold() {
    Set<String> kinds = new TreeSet<>(EventResources.kinds());
    kinds.remove("missed");
    try (Follower follower = follow(EVENTS)) {
      everythingHappens();
      while (!kinds.isEmpty()) {
        kinds.remove(held(follower.event()).event());
      }
    }
  }

  private void everythingHappens() {
    network("n");
    Said _ = done("PUT", "/v1/networks/n/zones/app", "{\"text\": \"w 60 IN A 192.0.2.1\"}");
    Said _ = done("POST", "/v1/sandboxes/c1/attach", "{\"network\": \"n\"}");
    Said _ = done("POST", "/v1/networks/n/endpoints/c1/ports", "{\"ports\": [\"8080:80\"]}");
    String service = "/v1/networks/n/services";
    Said _ = done("POST", service, "{\"name\": \"s\", \"ports\": [{\"port\": 80}]}");
    Said _ = done("POST", service + "/s/backends", "{\"endpoint\": \"c1\"}");
    String backend = service + "/s/backends/c1";
    Said _ = done("PUT", backend + "/weight", "{\"weight\": 2}");
    Said _ = done("PUT", backend + "/health", "{\"healthy\": false}");
    Said _ = done("POST", backend + "/drain", "{\"time\": \"PT1H\"}");
    Said _ = done("DELETE", backend, "");
    Said _ = done("DELETE", service + "/s", "");
    String key = api.get("/v1/sandboxes/c1").at("/key");
    api.host().run("nsenter", "--net=" + key, "ip", "addr", "flush", "dev", "eth0");
    Said _ = done("POST", "/v1/doctor/repair", "");
    Said _ = done("POST", "/v1/networks/n/endpoints/c1/leave", "");
    Said _ = done("DELETE", "/v1/networks/n/endpoints/c1", "");
    Said _ = done("DELETE", "/v1/sandboxes/c1", "");
    Said _ = done("DELETE", "/v1/networks/n", "");
  }

  @Nested
  class Resuming {

    @Test
    void goesOnBehindTheLastEventOrTheRevisionAskedFor() {
      List<Message> told = new ArrayList<>();
      try (Follower follower = follow(EVENTS)) {
        network("a");
        network("b");
        network("c");
        told.addAll(follower.events(3));
      }
      String second = told.get(1).id();
      for (String since : List.of(second, "2")) {
        try (Follower again = follow(EVENTS + "?since=" + since)) {
          assertThat(again.event()).isEqualTo(told.get(2));
        }
      }
      Map<String, String> header = Map.of("last-event-id", told.get(0).id());
      try (Follower again = follow(EVENTS + "?since=" + second, header)) {
        assertThat(again.event()).isEqualTo(told.get(1));
      }
      try (Follower everything = follow(EVENTS + "?since=0")) {
        assertThat(everything.events(3)).isEqualTo(told);
      }
      try (Follower now = follow(EVENTS)) {
        assertThat(now.next().id()).isEqualTo(told.get(2).id());
        network("d");
        assertThat(now.event().at("/network/name")).isEqualTo("d");
      }
    }

    @Test
    void saysWhatIsNoLongerKept() {
      try (EventLog few = new EventLog(api.controller(), InstantSource.system(), 2)) {
        for (String name : List.of("a", "b", "c", "d", "e")) {
          network(name);
        }
        awaitLatest(few, 5);
        EventFilter nothing = new EventFilter(Set.of("sandbox-created"), Set.of("x"));
        try (Follower follower =
            follow(few, nothing, new EventPosition.Behind(1), EventRoutes.HEARTBEAT)) {
          Message missed = held(follower.event());
          assertThat(missed.event()).isEqualTo("missed");
          assertThat(missed.json().get("from").asInt()).isEqualTo(2);
          assertThat(missed.json().get("to").asInt()).isEqualTo(3);
          assertThat(missed.id()).isEqualTo(few.epoch() + "-3");
        }
        try (Follower follower =
            follow(few, all(), new EventPosition.Behind(3), EventRoutes.HEARTBEAT)) {
          assertThat(follower.events(2))
              .extracting(each -> each.at("/network/name"))
              .containsExactly("d", "e");
        }
      }
    }

    @Test
    void saysThatAnotherProcessWasFollowed() {
      network("a");
      awaitLatest(api.log(), 1);
      for (String elsewhere : List.of("abcdef-1", api.log().epoch() + "-9", "9")) {
        try (Follower follower = follow(EVENTS + "?since=" + elsewhere)) {
          Message missed = held(follower.event());
          assertThat(missed.event()).isEqualTo("missed");
          assertThat(missed.json().get("restarted").asBoolean()).isTrue();
          assertThat(missed.json().get("to").asInt()).isEqualTo(1);
          assertThat(missed.id()).isEqualTo(api.log().epoch() + "-1");
        }
      }
      try (Follower follower = follow(EVENTS + "?since=abcdef-1")) {
        assertThat(follower.event().event()).isEqualTo("missed");
        network("b");
        assertThat(follower.event().at("/network/name")).isEqualTo("b");
      }
    }

    @Test
    void ofALogThatBeganLaterMissesNothing() {
      network("before");
      try (EventLog later = new EventLog(api.controller())) {
        try (Follower follower =
            follow(later, all(), new EventPosition.Behind(0), EventRoutes.HEARTBEAT)) {
          network("after");
          Message first = follower.event();
          assertThat(first.at("/network/name")).isEqualTo("after");
          assertThat(first.json().get("revision").asInt()).isEqualTo(2);
        }
      }
    }

    private void awaitLatest(EventLog log, long revision) {
      try {
        for (long at = 0; at < revision; ) {
          EventLog.Batch batch = log.behind(at, Duration.ofSeconds(10));
          assertThat(batch.position()).isGreaterThan(at);
          at = batch.position();
        }
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  @Nested
  class Filtering {

    @Test
    void tellsTheKindsAndNetworksAskedForAlone() {
      network("a");
      String id = api.get("/v1/networks/a").at("/id");
      try (Follower kinds = follow(EVENTS + "?kind=network-deleted&kind=sandbox-created");
          Follower byName = follow(EVENTS + "?network=a");
          Follower byId =
              follow(EVENTS + "?network=" + id.substring(0, 20) + "&kind=network-deleted");
          Follower former = follow(EVENTS + "?since=0&network=b")) {
        network("b");
        Said _ = done("POST", "/v1/sandboxes", "{\"container\": \"c1\"}");
        Said _ = done("PUT", "/v1/networks/a/zones/app", "{\"text\": \"w 60 IN A 192.0.2.1\"}");
        Said _ = done("DELETE", "/v1/networks/b", "");
        Said _ = done("DELETE", "/v1/networks/a", "");
        assertThat(kinds.events(3))
            .extracting(Message::event)
            .containsExactly("sandbox-created", "network-deleted", "network-deleted");
        assertThat(byName.events(2))
            .extracting(Message::event)
            .containsExactly("network-zone-changed", "network-deleted");
        assertThat(byId.event().at("/network/id")).isEqualTo(id);
        assertThat(former.events(2))
            .extracting(Message::event)
            .containsExactly("network-created", "network-deleted");
      }
    }

    @Test
    void refusesWhatIsNoFilter() {
      Said kind = api.get(EVENTS + "?kind=network-made");
      assertThat(kind.status()).isEqualTo(400);
      assertThat(kind.message()).contains("'network-made'", "network-created");
      assertThat(api.get(EVENTS + "?since=yesterday").message()).contains("'yesterday'");
      assertThat(api.get(EVENTS + "?since=1&since=2").status()).isEqualTo(400);
      assertThat(api.get(EVENTS + "?sinse=1").message()).contains("'sinse'");
      Said most = api.get(EVENTS + "?since=99999999999999999999");
      assertThat(most.status()).isEqualTo(400);
    }
  }

  @Nested
  class Lasting {

    @Test
    void saysThatItIsAliveAndWhereItIs() {
      EventFilter none = new EventFilter(Set.of("sandbox-created"), Set.of());
      try (Follower follower =
          follow(api.log(), none, new EventPosition.Behind(0), Duration.ofMillis(50))) {
        assertThat(follower.next().comment()).isFalse();
        network("a");
        Message alive = follower.next();
        while (!alive.id().endsWith("-1")) {
          alive = follower.next();
        }
        assertThat(alive.comment()).isTrue();
        assertThat(alive.data()).isEmpty();
      }
    }

    @Test
    @SuppressWarnings("try") // closing it early is what is tried
    void endsWithTheLog() {
      try (EventLog log = new EventLog(api.controller());
          Follower follower =
              follow(log, all(), new EventPosition.Behind(0), EventRoutes.HEARTBEAT)) {
        network("a");
        assertThat(follower.event().event()).isEqualTo("network-created");
        log.close();
        assertThat(follower.ended()).isTrue();
      }
    }

    @Test
    void isNotBegunWhereOnlyHeadersAreAskedFor() {
      Answer answer = api.router().answer(ApiHost.request("HEAD", EVENTS, Map.of(), ""));
      assertThat(answer).isInstanceOf(Answer.Empty.class);
      assertThat(answer.headers()).containsEntry("Content-Type", "text/event-stream");
    }
  }
}
