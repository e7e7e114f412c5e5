package io.libnetwork.http.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.daemon.Daemon;
import io.libnetwork.daemon.DaemonConfig;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.http.Query;
import io.libnetwork.testing.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of containers as they are started, stopped and connected, and over restarts of the
/// daemon and of the machine.
class ContainerLifeTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path folder;
  private TestHost host;
  private Daemon daemon;

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
  }

  @BeforeEach
  void open() {
    host = TestHost.create();
    daemon = start();
  }

  @AfterEach
  void close() {
    daemon.controller().removeAll(daemon.controller().sandboxes());
    daemon.controller().networks().stream()
        .filter(network -> network.driver().equals("bridge"))
        .forEach(network -> network.delete());
    daemon.close();
    host.close();
  }

  private Daemon start() {
    return Daemon.open(
        DaemonConfig.of(
            List.of(
                "--netns",
                host.namespacePath().toString(),
                "--run",
                host.host().runRoot().toString(),
                "--state",
                folder.resolve("state").toString(),
                "--reconcile-every",
                "0"),
            Map.of("LIBNETWORK_CONFIG", configuration())));
  }

  /// Nothing of this machine's.
  private String configuration() {
    try {
      return java.nio.file.Files.writeString(folder.resolve("daemon.json"), "{}").toString();
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private void restart() {
    daemon.close();
    daemon = start();
  }

  private Answer ask(String method, String target, String body) {
    int mark = target.indexOf('?');
    return daemon.answer(
        new Call(
            "1",
            method,
            mark < 0 ? target : target.substring(0, mark),
            Map.of(),
            mark < 0 ? Query.NONE : Query.parse(target.substring(mark + 1)),
            Map.of("content-type", "application/json"),
            () -> body.getBytes(StandardCharsets.UTF_8)));
  }

  private JsonNode json(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.OfJson.class);
    return MAPPER.readTree(Json.write(((Answer.OfJson) answer).value()));
  }

  private JsonNode get(String target) {
    Answer answer = ask("GET", target, "");
    assertThat(answer.status()).as(target).isEqualTo(200);
    return json(answer);
  }

  private void post(String target, String body, int status) {
    Answer answer = ask("POST", target, body);
    String said = answer instanceof Answer.OfJson some ? String.valueOf(some.value()) : "";
    assertThat(answer.status()).as("%s: %s", target, said).isEqualTo(status);
  }

  private String create(String name, String body) {
    Answer answer = ask("POST", "/containers/create?name=" + name, body);
    assertThat(answer.status()).as(name).isEqualTo(201);
    return json(answer).get("Id").asString();
  }

  private void network(String name) {
    post("/networks/create", "{\"Name\":\"%s\"}".formatted(name), 201);
  }

  private String status(String container) {
    return get("/containers/" + container + "/json").at("/State/Status").asString();
  }

  private JsonNode on(String container, String network) {
    return get("/containers/" + container + "/json").at("/NetworkSettings/Networks/" + network);
  }

  private List<String> running() {
    return get("/containers/json").valueStream().map(one -> one.at("/Names/0").asString()).toList();
  }

  @Test
  void isOnItsNetworksWhileItRuns() {
    network("shop");
    create("web", "{\"HostConfig\":{\"NetworkMode\":\"shop\"}}");
    assertThat(status("web")).isEqualTo("created");
    assertThat(on("web", "shop").get("IPAddress").asString()).isEmpty();
    assertThat(running()).isEmpty();
    post("/containers/web/start", "", 204);
    post("/containers/web/start", "", 304);
    assertThat(on("web", "shop").get("IPAddress").asString()).startsWith("172.");
    assertThat(running()).containsExactly("/web");
    post("/containers/web/stop", "", 204);
    post("/containers/web/stop", "", 304);
    assertThat(status("web")).isEqualTo("exited");
    assertThat(on("web", "shop").get("IPAddress").asString()).isEmpty();
    assertThat(daemon.controller().getNetwork("shop").endpoints()).isEmpty();
  }

  @Test
  void notesNetworksWhileItDoesNotRun() {
    network("shop");
    create("web", "{}");
    post(
        "/networks/shop/connect",
        "{\"Container\":\"web\",\"EndpointConfig\":{\"Aliases\":[\"www\"]}}",
        200);
    // What was asked for first stands.
    post("/networks/shop/connect", "{\"Container\":\"web\"}", 200);
    post("/networks/bridge/disconnect", "{\"Container\":\"web\"}", 200);
    post("/containers/web/start", "", 204);
    JsonNode shop = on("web", "shop");
    assertThat(shop.get("IPAddress").asString()).isNotEmpty();
    assertThat(shop.get("DNSNames").valueStream().map(JsonNode::asString)).contains("web", "www");
    assertThat(on("web", "bridge").isMissingNode()).isTrue();
  }

  @Test
  void isNotConnectedWhereThatFails() {
    network("shop");
    create("web", "{}");
    post("/containers/web/start", "", 204);
    post(
        "/networks/shop/connect",
        "{\"Container\":\"web\",\"EndpointConfig\":{\"IPAMConfig\":{\"IPv4Address\":\"192.0.2.1\"}}}",
        400);
    assertThat(on("web", "shop").isMissingNode()).isTrue();
    restart();
    assertThat(on("web", "shop").isMissingNode()).isTrue();
    post("/networks/shop/connect", "{\"Container\":\"web\"}", 200);
  }

  @Test
  void hasWhatItsNetworksDriverIsAskedFor() {
    network("shop");
    create("web", "{}");
    post("/containers/web/start", "", 204);
    String asked = "{\"Container\":\"web\",\"EndpointConfig\":{\"DriverOpts\":{\"%s\":\"%s\"}}}";
    post("/networks/shop/connect", asked.formatted("io.libnetwork.bridge.isolatd", "true"), 400);
    post("/networks/shop/connect", asked.formatted("io.libnetwork.bridge.isolated", "maybe"), 400);
    assertThat(on("web", "shop").isMissingNode()).isTrue();
    post("/networks/shop/connect", asked.formatted("io.libnetwork.bridge.isolated", "true"), 200);
    assertThat(host.run("bridge", "-d", "link")).contains("isolated on");
    restart();
    post("/containers/web/stop", "", 204);
    assertThat(host.run("bridge", "-d", "link")).doesNotContain("isolated on");
    post("/containers/web/start", "", 204);
    assertThat(host.run("bridge", "-d", "link")).contains("isolated on");
  }

  @Test
  void isNotMadeWithAnOptionThatADriverDoesNotKnow() {
    network("shop");
    String asked =
        """
        {"HostConfig": {"NetworkMode": "shop"}, "NetworkingConfig":
          {"EndpointsConfig": {"shop": {"DriverOpts": {"some": "thing"}}}}}
        """;
    Answer answer = ask("POST", "/containers/create?name=web", asked);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).toString()).contains("driver bridge takes no option some");
    assertThat(ask("GET", "/containers/web/json", "").status()).isEqualTo(404);
  }

  @Test
  void publishesItsPortsWhereverItsWayOutIs() {
    network("shop");
    create("web", "{\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]}}}");
    post("/containers/web/start", "", 204);
    assertThat(ports()).containsOnly(8080);
    post(
        "/networks/shop/connect",
        "{\"Container\":\"web\",\"EndpointConfig\":{\"GwPriority\":1}}",
        200);
    assertThat(ports()).containsOnly(8080);
    assertThat(
            daemon.controller().getNetwork("shop").getEndpoint("web").driverInformation().ports())
        .isNotEmpty();
    post("/networks/shop/disconnect", "{\"Container\":\"web\"}", 200);
    assertThat(ports()).containsOnly(8080);
    post("/networks/bridge/disconnect", "{\"Container\":\"web\"}", 200);
    assertThat(ports()).isEmpty();
    post("/networks/shop/connect", "{\"Container\":\"web\"}", 200);
    assertThat(ports()).containsOnly(8080);
  }

  private List<Integer> ports() {
    return get("/containers/json")
        .at("/0/Ports")
        .valueStream()
        .filter(port -> port.has("PublicPort"))
        .map(port -> port.get("PublicPort").asInt())
        .toList();
  }

  @Test
  void sharesTheNetworkOfAnother() {
    create("first", "{}");
    post("/containers/first/start", "", 204);
    create("second", "{\"HostConfig\":{\"NetworkMode\":\"container:first\"}}");
    post("/containers/second/start", "", 204);
    assertThat(get("/containers/second/json").at("/NetworkSettings/Networks").isEmpty()).isTrue();
    network("shop");
    post("/networks/shop/connect", "{\"Container\":\"second\"}", 400);
  }

  @Test
  void leavesNothingWhenItIsRemoved() {
    create("web", "{}");
    post("/containers/web/start", "", 204);
    assertThat(ask("DELETE", "/containers/web", "").status()).isEqualTo(409);
    assertThat(ask("DELETE", "/containers/web?force=1", "").status()).isEqualTo(204);
    assertThat(ask("GET", "/containers/web/json", "").status()).isEqualTo(404);
    assertThat(daemon.controller().sandboxes()).isEmpty();
    create("web", "{}");
  }

  @Nested
  class AfterARestart {

    @Test
    void isAsItWas() {
      network("shop");
      String id =
          create(
              "web", "{\"Labels\":{\"tier\":\"front\"},\"HostConfig\":{\"NetworkMode\":\"shop\"}}");
      post("/containers/web/start", "", 204);
      create("idle", "{}");
      post("/networks/shop/connect", "{\"Container\":\"idle\"}", 200);
      String before = get("/containers/web/json").toString();
      restart();
      assertThat(get("/containers/web/json")).hasToString(before);
      assertThat(get("/containers/" + id.substring(0, 8) + "/json").get("Id").asString())
          .isEqualTo(id);
      assertThat(running()).containsExactly("/web");
      assertThat(status("idle")).isEqualTo("created");
      post("/containers/idle/start", "", 204);
      assertThat(on("idle", "shop").get("IPAddress").asString()).isNotEmpty();
    }

    @Test
    void ofTheMachineHasStoppedAndCanBeStarted() {
      network("shop");
      create("web", "{\"HostConfig\":{\"NetworkMode\":\"shop\"}}");
      post("/containers/web/start", "", 204);
      post("/networks/bridge/connect", "{\"Container\":\"web\"}", 200);
      daemon.close();
      host = host.rebooted();
      daemon = start();
      assertThat(status("web")).isEqualTo("exited");
      post("/containers/web/start", "", 204);
      assertThat(on("web", "shop").get("IPAddress").asString()).isNotEmpty();
      assertThat(on("web", "bridge").get("IPAddress").asString()).isNotEmpty();
    }

    @Test
    void itsNameIsTaken() {
      create("web", "{}");
      restart();
      Answer again = ask("POST", "/containers/create?name=web", "{}");
      assertThat(again.status()).isEqualTo(409);
    }

    @Test
    void ofAProcessThatWasCutShortWhileItStoppedItIsOnNoNetwork() {
      create("web", "{}");
      post("/containers/web/start", "", 204);
      String id = get("/containers/web/json").get("Id").asString();
      ContainerRecord record = record(id).running(false, java.time.Instant.EPOCH);
      daemon.close();
      store(record);
      daemon = start();
      assertThat(status("web")).isNotEqualTo("running");
      assertThat(daemon.controller().getNetwork("bridge").endpoints()).isEmpty();
    }

    @Test
    void ofAProcessThatWasCutShortWhileItMadeOneThereIsNone() {
      create("web", "{}");
      String id = get("/containers/web/json").get("Id").asString();
      daemon.close();
      forget(id);
      daemon = start();
      assertThat(ask("GET", "/containers/web/json", "").status()).isEqualTo(404);
      assertThat(daemon.controller().sandboxes()).isEmpty();
    }

    private ContainerRecord record(String id) {
      return Json.read(
          Json.write(
              new ContainerRecord(
                  id,
                  "web",
                  0,
                  Json.read("{}", io.libnetwork.wire.docker.ContainerCreateRequest.class),
                  Map.of(),
                  true,
                  0)),
          ContainerRecord.class);
    }

    private void store(ContainerRecord record) {
      try (var store = open()) {
        new ContainerStore(java.util.Optional.of(store)).put(record);
      }
    }

    private void forget(String id) {
      try (var store = open()) {
        new ContainerStore(java.util.Optional.of(store)).remove(record(id));
      }
    }

    private io.libnetwork.store.StateStore open() {
      return io.libnetwork.store.StateStoreProvider.named("mvstore")
          .open(folder.resolve("state"), io.libnetwork.store.Schema.FIRST);
    }
  }

  @Nested
  class MadeByOthers {

    @Test
    void runsAsLongAsItIsThere() {
      var _ = daemon.controller().createSandbox("theirs");
      assertThat(running()).containsExactly("/theirs");
      network("shop");
      post("/networks/shop/connect", "{\"Container\":\"theirs\"}", 200);
      assertThat(on("theirs", "shop").get("IPAddress").asString()).isNotEmpty();
      assertThat(get("/networks/shop").get("Containers").size()).isEqualTo(1);
      post("/containers/theirs/stop", "", 501);
      post("/networks/shop/disconnect", "{\"Container\":\"theirs\"}", 200);
      assertThat(ask("DELETE", "/containers/theirs?force=1", "").status()).isEqualTo(204);
      assertThat(daemon.controller().sandboxes()).isEmpty();
    }
  }
}
