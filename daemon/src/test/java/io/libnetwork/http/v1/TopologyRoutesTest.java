package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.wire.v1.PageResource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Everything in one answer, what passes through it, and where the page is, by our API.
class TopologyRoutesTest {

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
    made("/v1/networks", "{\"name\": \"n\"}");
    made(
        "/v1/sandboxes/web/attach",
        "{\"network\": \"n\", \"endpoint\": {\"ports\": [\"8080:80\"]}}");
    made("/v1/networks/n/services", "{\"name\": \"s\", \"ports\": [{\"port\": 80}]}");
    made("/v1/networks/n/services/s/backends", "{\"endpoint\": \"web\"}");
    made("/v1/networks/n/endpoints", "{\"name\": \"spare\"}");
  }

  private void made(String target, String body) {
    assertThat(api.post(target, body).status()).as(target).isBetween(200, 201);
  }

  @AfterEach
  void close() {
    if (api != null) {
      api.close();
    }
  }

  @Test
  void everythingIsInOneAnswer() {
    JsonNode all = api.get("/v1/topology").json();
    assertThat(all.at("/networks/0")).isEqualTo(api.get("/v1/networks/n").json());
    assertThat(all.at("/sandboxes/0/container").asString()).isEqualTo("web");
    assertThat(all.get("endpoints"))
        .containsExactlyInAnyOrder(
            api.get("/v1/networks/n/endpoints/web").json(),
            api.get("/v1/networks/n/endpoints/spare").json());
    assertThat(all.get("services")).containsExactly(api.get("/v1/networks/n/services/s").json());
  }

  @Test
  void whatComesBehindItIsFollowedFromThere() throws Exception {
    String resume = api.get("/v1/topology").at("/resume");
    assertThat(resume).startsWith(api.log().epoch() + "-");
    made("/v1/networks", "{\"name\": \"later\"}");
    long behind = Long.parseLong(resume.substring(resume.indexOf('-') + 1));
    boolean told = false;
    for (int i = 0; i < 20 && !told; i++) {
      EventLog.Batch batch = api.log().behind(behind, java.time.Duration.ofSeconds(5));
      behind = batch.position();
      told = batch.events().stream().anyMatch(event -> "later".equals(nameOf(event.network())));
    }
    assertThat(told).isTrue();
  }

  private static String nameOf(
      io.libnetwork.wire.v1.EventResource.@org.jspecify.annotations.Nullable NamedResource named) {
    return named == null ? "" : String.valueOf(named.name());
  }

  @Test
  void whatPassesIsCountedForEachThatHasALink() {
    String key = api.get("/v1/sandboxes/web").at("/key");
    JsonNode before = api.get("/v1/traffic").json();
    api.host()
        .run(
            "nsenter",
            "--net=" + key,
            "bash",
            "-c",
            "for i in {1..20}; do printf '%0800d' 0 > /dev/udp/192.0.2.1/9 || true; done");
    JsonNode after = api.get("/v1/traffic").json();
    String id = api.get("/v1/networks/n/endpoints/web").at("/id");
    assertThat(after.get("endpoints")).hasSize(1);
    assertThat(after.at("/endpoints/0/id").asString()).isEqualTo(id);
    assertThat(
            after.at("/endpoints/0/sentBytes").asLong()
                - before.at("/endpoints/0/sentBytes").asLong())
        .isGreaterThanOrEqualTo(20 * 800L);
    assertThat(after.at("/networks/0/id").asString())
        .isEqualTo(api.get("/v1/networks/n").at("/id"));
    assertThat(after.get("time").asLong()).isGreaterThanOrEqualTo(before.get("time").asLong());
    assertThat(after.get("epoch").asString()).isEqualTo(api.log().epoch());
  }

  @Test
  void thePageIsToldOfWhereItIsServed() {
    ApiHost.Said none = api.get("/v1/page");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.message()).contains("--page=127.0.0.1:7380");
    api.serve(new PageResource("http://127.0.0.1:7380/", "token"));
    assertThat(api.get("/v1/page").at("/token")).isEqualTo("token");
  }

  @Test
  void nothingIsTakenThatIsNotKnown() {
    assertThat(api.get("/v1/topology?network=n").status()).isEqualTo(400);
    assertThat(api.get("/v1/traffic?every=1").status()).isEqualTo(400);
  }
}
