package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.v1.ApiHost.Said;
import io.libnetwork.testing.ContainerProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who reaches whom, and what is wrong with the host, by our API.
class DiagnosisRoutesTest {

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
    Said _ = made("/v1/networks", "{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.89.0.0/24\"}]}");
    Said _ =
        made(
            "/v1/sandboxes/web/attach",
            "{\"network\": \"n\", \"endpoint\": {\"ports\": [\"8080:80\"]}}");
    Said _ = made("/v1/sandboxes/asking/attach", "{\"network\": \"n\"}");
  }

  @AfterEach
  void close() {
    if (api != null) {
      api.close();
    }
  }

  private Said made(String target, String json) {
    Said said = api.post(target, json);
    assertThat(said.status()).as(said.text()).isEqualTo(201);
    return said;
  }

  @Nested
  class Explaining {

    private Said explain(String from, String to, String port) {
      return api.post(
          "/v1/explain",
          "{\"from\": \"%s\", \"to\": \"%s\", \"port\": \"%s\"}".formatted(from, to, port));
    }

    @Test
    void tellsWhoIsReachedAndByWhichWay() {
      String key = api.get("/v1/sandboxes/web").at("/key");
      try (ContainerProcess _ = ContainerProcess.serve(key, 80, "page")) {
        Said reached = explain("container:asking", "container:web", "80/tcp");
        assertThat(reached.at("/answer")).as(reached.text()).isEqualTo("reached");
        assertThat(reached.at("/to")).isEqualTo("10.89.0.2");
        assertThat(reached.at("/listener")).contains("80");
        assertThat(reached.at("/seenAs")).isEqualTo("10.89.0.3");
        assertThat(reached.json().get("path")).isNotEmpty();
        String id = api.get("/v1/sandboxes/asking").at("/id");
        Said byId = explain("container:" + id, "netns:" + key, "80/tcp");
        assertThat(byId.at("/answer")).isEqualTo("reached");
      }
    }

    @Test
    void tellsWhichRuleStopsWhomOnTheWayToAPublishedPort() {
      Said _ =
          made("/v1/networks", "{\"name\": \"m\", \"pools\": [{\"prefix\": \"10.90.0.0/24\"}]}");
      Said _ = made("/v1/sandboxes/far/attach", "{\"network\": \"m\"}");
      String key = api.get("/v1/sandboxes/web").at("/key");
      try (ContainerProcess _ = ContainerProcess.serve(key, 80, "page")) {
        Said published = explain("container:far", "10.89.0.1", "8080/tcp");
        assertThat(published.at("/answer")).as(published.text()).isEqualTo("reached");
        assertThat(published.json().get("publication")).isNotEmpty();
        sh("nft add table inet mine");
        sh("nft 'add chain inet mine f { type filter hook forward priority 5; policy drop; }'");
        Said stopped = explain("container:far", "10.89.0.1", "8080/tcp");
        assertThat(stopped.at("/answer")).as(stopped.text()).isEqualTo("not reached");
        assertThat(stopped.at("/rule/table")).isEqualTo("mine");
        assertThat(stopped.json().get("rule").has("handle")).isFalse();
        assertThat(stopped.json().get("toType")).isNotEmpty();
      }
    }

    private void sh(String command) {
      api.host().run("sh", "-c", command);
    }

    @Test
    void tellsWhatStopsWhom() {
      Said stopped = explain("container:asking", "10.89.0.2", "81/tcp");
      assertThat(stopped.at("/answer")).isEqualTo("not reached");
      assertThat(stopped.at("/cause")).isNotEmpty();
      assertThat(stopped.json().get("onTheWayBack").asBoolean()).isFalse();
    }

    @Test
    void refusesWhatIsNoQuestion() {
      assertThat(explain("nobody", "10.89.0.2", "80/tcp").message()).contains("nobody");
      Said absent = explain("container:nobody", "10.89.0.2", "80/tcp");
      assertThat(absent.status()).isEqualTo(404);
      assertThat(absent.message()).contains("'nobody'");
      assertThat(explain("host", "10.89.0.2", "80").status()).isEqualTo(400);
      assertThat(explain("netns:/no/such", "10.89.0.2", "80/tcp").status()).isEqualTo(404);
      for (String no : List.of("netns:/dev/null", "netns:/etc/hostname", "pid:4194303")) {
        assertThat(explain(no, "10.89.0.2", "80/tcp").status()).as(no).isBetween(400, 404);
      }
      assertThat(explain("host", "10.89.0.256", "80/tcp").message()).contains("10.89.0.256");
      assertThat(api.post("/v1/explain", "{\"from\": \"host\"}").message()).contains("'to'");
      Said family =
          api.post(
              "/v1/explain",
              "{\"from\": \"host\", \"to\": \"container:web\", \"port\": \"80/tcp\", \"family\": \"ipx\"}");
      assertThat(family.message()).contains("'ipx'");
      Said noIpv6 =
          api.post(
              "/v1/explain",
              "{\"from\": \"host\", \"to\": \"container:web\", \"port\": \"80/tcp\", \"family\": \"ipv6\"}");
      assertThat(noIpv6.status()).isEqualTo(404);
      assertThat(noIpv6.message()).contains("container:web");
    }
  }

  @Nested
  class Examining {

    @Test
    void findsNothingWhereNothingIsWrong() {
      Said said = api.get("/v1/doctor");
      assertThat(said.json().get("findings")).as(said.text()).isEmpty();
      assertThat(said.json().get("recorded").asInt()).isEqualTo(5);
    }

    @Test
    void findsWhatIsWrongAndPutsRightWhatIsOurs() {
      String key = api.get("/v1/sandboxes/web").at("/key");
      api.host().run("nsenter", "--net=" + key, "ip", "addr", "flush", "dev", "eth0");
      Said found = api.get("/v1/doctor");
      assertThat(found.at("/verdict")).isEqualTo("findings");
      assertThat(found.text()).contains("10.89.0.2");
      Said plan = api.call("POST", "/v1/doctor/repair?dryRun=true", "", "");
      assertThat(plan.text()).contains("10.89.0.2");
      assertThat(api.get("/v1/doctor").at("/verdict")).isEqualTo("findings");
      Said repaired = api.call("POST", "/v1/doctor/repair", "", "");
      assertThat(repaired.json().get("mended")).as(repaired.text()).isNotEmpty();
      assertThat(repaired.json().get("failed")).isEmpty();
      assertThat(repaired.json().get("findings")).isEmpty();
      assertThat(api.host().run("nsenter", "--net=" + key, "ip", "addr")).contains("10.89.0.2/24");
      List<String> none = List.of();
      assertThat(api.controller().examine()).isEqualTo(none);
    }
  }
}
