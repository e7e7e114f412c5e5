package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.v1.ApiHost.Said;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services and their backends, by our API.
class ServiceRoutesTest {

  private static final String ALL = "/v1/networks/n/services";
  private static final String WEB = ALL + "/web";

  private static final List<Refused> REFUSED =
      Refused.table(
          """
          400 | {"ports": [{"port": 80}]}                                        | 'name'
          400 | {"name": "a.b", "ports": [{"port": 80}]}                         | a.b
          400 | {"name": "s"}                                                    | s
          400 | {"name": "s", "ports": [{}]}                                     | 'port'
          400 | {"name": "s", "ports": [{"port": 0}]}                            | 0
          400 | {"name": "s", "ports": [{"port": 80, "target": 70000}]}          | 70000
          400 | {"name": "s", "ports": [{"port": 80, "protocol": "sctp"}]}       | sctp
          400 | {"name": "s", "ports": [{"port": 80, "protocol": "icmp"}]}       | icmp
          400 | {"name": "s", "ports": [{"port": 80, "name": "-"}]}              | -
          400 | {"name": "s", "ports": [{"port": 80}], "balancing": {}}          | 'kind'
          400 | {"name": "s", "ports": [{"port": 80}], "balancing": {"kind": "luck"}} | 'luck'
          400 | {"name": "s", "ports": [{"port": 80}], "balancing": {"kind": "sticky"}} | 'time'
          400 | {"name": "s", "ports": [{"port": 80}], "balancing": {"kind": "sticky", "time": "PT7S"}} | PT7S
          400 | {"name": "s", "ports": [{"port": 80}], "balancing": {"kind": "random", "time": "PT1M"}} | 'PT1M'
          400 | {"name": "s", "ports": [{"port": 80}], "addresses": ["10.88.0.1"]} | 10.88.0.1
          403 | {"name": "s", "ports": [{"port": 80}], "addresses": ["10.87.0.1"]} | 10.87.0.1
          400 | {"name": "s", "ports": [{"port": 80}], "published": ["8080:81"]} | 81
          400 | {"name": "s", "ports": [{"port": 80}], "check": {}}              | 'port'
          400 | {"name": "s", "ports": [{"port": 80}], "check": {"port": 80, "path": "x"}} | x
          400 | {"name": "s", "ports": [{"port": 80}], "check": {"port": 80, "failures": 0}} | 0
          400 | {"name": "s", "ports": [{"port": 80}], "aliases": ["a.b"]}       | a.b
          400 | {"name": "s", "ports": [{"port": 80}], "vip": "10.87.0.9"}       | 'vip'
          """);

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
    Said _ = made("/v1/networks", "{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.87.0.0/24\"}]}");
    Said _ = made("/v1/sandboxes/c1/attach", "{\"network\": \"n\"}");
    Said _ = made("/v1/networks/n/endpoints", "{\"name\": \"idle\"}");
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

  @Test
  void areMadeToldAndTakenAway() {
    String request =
        """
        {"name": "web", "ports": [{"port": 80, "target": 8080, "name": "http"},
                                  {"protocol": "udp", "port": 53}],
         "balancing": {"kind": "sticky", "time": "PT1M"}, "addresses": ["10.87.0.100"],
         "published": ["8088:80/tcp"], "aliases": ["www"],
         "check": {"port": 8080, "path": "/health", "interval": "PT10S", "timeout": "PT0.5S",
                   "failures": 5, "successes": 1}}
        """;
    assertThat(api.post(ALL + "?dryRun=true", request).text()).contains("10.87.0.100", "8088");
    assertThat(api.get(ALL).json()).isEmpty();
    Said service = made(ALL, request);
    assertThat(service.at("/addresses/0")).isEqualTo("10.87.0.100");
    assertThat(service.json().at("/ports/0/target").asInt()).isEqualTo(8080);
    assertThat(service.json().at("/ports/1/target").asInt()).isEqualTo(53);
    assertThat(service.at("/balancing/time")).isEqualTo("PT1M");
    assertThat(service.at("/check/timeout")).isEqualTo("PT0.5S");
    assertThat(service.json().at("/bindings/0/hostPort").asInt()).isEqualTo(8088);
    assertThat(api.get(service.headers().getOrDefault("Location", ""))).isEqualTo(api.get(WEB));
    assertThat(api.get(ALL).json()).hasSize(1);
    assertThat(api.post(ALL, request).status()).isEqualTo(409);
    assertThat(api.delete("/v1/networks/n").status()).isEqualTo(403);
    assertThat(api.delete(WEB + "?dryRun=true").json().get("steps")).isNotEmpty();
    assertThat(api.delete(WEB).status()).isEqualTo(204);
    assertThat(api.delete(WEB).message()).contains("'web'");
  }

  @Test
  void canShareOutNamesAlone() {
    Said service = made(ALL, "{\"name\": \"web\", \"balancing\": {\"kind\": \"roundRobin\"}}");
    assertThat(service.at("/balancing/kind")).isEqualTo("roundRobin");
    assertThat(service.json().get("addresses")).isEmpty();
    Said backend = made(WEB + "/backends", "{\"endpoint\": \"c1\"}");
    assertThat(backend.json().get("backends")).hasSize(1);
    assertThat(api.get(WEB + "/counters").json().has("connections")).isFalse();
  }

  @Test
  void haveBackendsThatComeChangeAndGo() {
    Said _ = made(ALL, "{\"name\": \"web\", \"ports\": [{\"port\": 80}]}");
    String backends = WEB + "/backends";
    assertThat(api.post(backends + "?dryRun=true", "{\"endpoint\": \"c1\"}").status())
        .isEqualTo(200);
    Said added = made(backends, "{\"endpoint\": \"c1\", \"weight\": 3}");
    assertThat(added.at("/backends/0/state")).isEqualTo("active");
    assertThat(added.json().at("/backends/0/weight").asInt()).isEqualTo(3);
    Said idle = made(backends, "{\"endpoint\": \"idle\"}");
    assertThat(idle.at("/backends/1/state")).isEqualTo("absent");
    assertThat(api.post(backends, "{\"endpoint\": \"c1\"}").status()).isEqualTo(409);
    Said counted = api.get(WEB + "/counters");
    assertThat(counted.json().at("/states/active").asInt()).isEqualTo(1);
    assertThat(counted.json().at("/connections").asInt()).isZero();
    String one = backends + "/c1";
    assertThat(api.put(one + "/weight?dryRun=true", "{\"weight\": 9}").json().has("steps"))
        .isTrue();
    assertThat(api.put(one + "/weight", "{\"weight\": 9}").json().at("/backends/0/weight").asInt())
        .isEqualTo(9);
    assertThat(api.put(one + "/health", "{\"healthy\": false}").at("/backends/0/state"))
        .isEqualTo("unwell");
    assertThat(api.put(one + "/health", "{\"healthy\": true}").at("/backends/0/state"))
        .isEqualTo("active");
    Said draining = api.post(one + "/drain", "{\"time\": \"PT1H\"}");
    assertThat(draining.at("/backends/0/state")).isEqualTo("draining");
    assertThat(draining.at("/backends/0/drains")).isNotEmpty();
    assertThat(api.delete(one + "?dryRun=true").json().has("steps")).isTrue();
    assertThat(api.delete(one).status()).isEqualTo(204);
    assertThat(api.delete(one).status()).isEqualTo(404);
    assertThat(api.get(WEB).json().get("backends")).hasSize(1);
  }

  @Test
  void refuseWhatIsWrongOfBackends() {
    Said _ = made(ALL, "{\"name\": \"web\", \"ports\": [{\"port\": 80}]}");
    Said _ = made(WEB + "/backends", "{\"endpoint\": \"c1\"}");
    Said before = api.get(WEB);
    String one = WEB + "/backends/c1";
    assertThat(api.post(WEB + "/backends", "{\"endpoint\": \"nobody\"}").message())
        .contains("'nobody'");
    assertThat(api.post(WEB + "/backends", "{\"endpoint\": \"idle\", \"weight\": 0}").message())
        .contains("0");
    assertThat(api.put(one + "/weight", "{\"weight\": 257}").message()).contains("257");
    assertThat(api.put(one + "/weight", "{}").message()).contains("'weight'");
    assertThat(api.put(one + "/health", "{\"healthy\": \"no\"}").message()).contains("healthy");
    assertThat(api.post(one + "/drain", "{\"time\": \"PT-1S\"}").message()).contains("PT-1S");
    assertThat(api.post(one + "/drain", "{\"time\": \"soon\"}").message()).contains("'soon'");
    assertThat(api.put(WEB + "/backends/idle/weight", "{\"weight\": 2}").status()).isEqualTo(404);
    assertThat(api.get(WEB)).isEqualTo(before);
  }

  @Test
  void refusalsNameWhatIsWrongAndLeaveNothing() {
    for (Refused it : REFUSED) {
      Said said = api.post(ALL, it.body());
      assertThat(said.message())
          .as(it.body())
          .contains(it.named())
          .doesNotContain("io.libnetwork.wire");
      assertThat(said.status()).as(said.message()).isEqualTo(it.status());
      assertThat(api.get(ALL).json()).isEmpty();
    }
    Said next = made(ALL, "{\"name\": \"next\", \"ports\": [{\"port\": 80}]}");
    assertThat(next.at("/addresses/0")).isEqualTo("10.87.0.4");
  }
}
