package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.v1.ApiHost.Said;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sandboxes, and attaching in one operation, by our API.
class SandboxRoutesTest {

  private static final String ALL = "/v1/sandboxes";

  private static final List<Refused> REFUSED =
      Refused.table(
          """
          400 | {}                                                       | 'container'
          400 | {"container": "a b"}                                     | a b
          400 | {"container": "c", "hostname": "-x-"}                    | -x-
          400 | {"container": "c", "domainName": "a..b"}                 | a..b
          400 | {"container": "c", "extraHosts": [{"name": "x"}]}        | 'address'
          400 | {"container": "c", "extraHosts": [{"name": "x", "address": "y"}]} | y
          400 | {"container": "c", "dns": ["nobody"]}                    | nobody
          400 | {"container": "c", "dnsSearch": ["a b"]}                 | a b
          400 | {"container": "c", "dnsOptions": ["a b"]}                | a b
          400 | {"container": "c", "namespace": {}}                      | path null
          400 | {"container": "c", "namespace": {"host": false}}         | host false
          400 | {"container": "c", "namespace": {"host": true, "pid": 1}} | pid 1
          400 | {"container": "c", "namespace": {"pid": 0}}              | 0
          400 | {"container": "c", "namespace": {"path": "net"}}         | 'net'
          400 | {"container": "c", "namespace": {"path": "/dev/null"}}   | /dev/null
          404 | {"container": "c", "namespace": {"pid": 4194303}}        | 4194303
          400 | {"container": "c", "files": "yes"}                       | files
          400 | {"container": "c", "leases": [{"duration": "PT1H"}, {"duration": "PT2H"}]} | PT2H
          400 | {"container": "c", "leases": [{"duration": "PT0S"}]}     | PT0S
          400 | {"container": "c", "leases": [{"duration": "PT1H", "started": 5}]} | started 5
          400 | {"container": "c", "labels": {"io.libnetwork.docker.container": ""}} | io.libnetwork.docker.container
          400 | {"container": "c", "image": "busybox"}                   | 'image'
          """);

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
    Said made =
        api.post("/v1/networks", "{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.86.0.0/24\"}]}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
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
  void areMadeWithEverythingThatCanBeAsked() {
    String request =
        """
        {"container": "c1", "hostname": "web", "domainName": "example.test",
         "extraHosts": [{"name": "db", "address": "192.0.2.5"},
                        {"name": "host.docker.internal", "address": "host-gateway"}],
         "dns": ["192.0.2.53"], "dnsSearch": ["example.test"], "dnsOptions": ["ndots:1"],
         "files": true, "labels": {"a": "b"}, "leases": [{"duration": "PT1H"}]}
        """;
    assertThat(api.post(ALL + "?dryRun=true", request).text()).contains("\"kind\":\"namespace\"");
    assertThat(api.get(ALL).json()).isEmpty();
    Said made = made(ALL, request);
    assertThat(made.at("/hostname")).isEqualTo("web");
    assertThat(made.at("/extraHosts/1/address")).isEqualTo("host-gateway");
    assertThat(made.at("/dns/0")).isEqualTo("192.0.2.53");
    assertThat(Path.of(made.at("/files/hosts"))).exists();
    assertThat(Path.of(made.at("/key"))).exists();
    String id = made.at("/id");
    assertThat(made.headers()).containsEntry("Location", ALL + "/" + id);
    assertThat(api.get(ALL + "/" + id.substring(0, 12)).json()).isEqualTo(made.json());
    assertThat(api.post(ALL, request).status()).isEqualTo(409);
    assertThat(api.put(ALL + "/c1/lease?dryRun=true", "{\"duration\": \"PT2H\"}").status())
        .isEqualTo(200);
    assertThat(api.put(ALL + "/c1/lease", "{\"duration\": \"PT2H\"}").at("/leases/0/duration"))
        .isEqualTo("PT2H");
    assertThat(api.put(ALL + "/c1/lease", "{}").message()).contains("'duration'");
    assertThat(api.delete(ALL + "/c1?dryRun=true").json().get("steps")).isNotEmpty();
    assertThat(api.delete(ALL + "/c1").status()).isEqualTo(204);
    assertThat(Path.of(made.at("/key"))).doesNotExist();
    assertThat(api.delete(ALL + "/c1").status()).isEqualTo(404);
  }

  @Test
  void canBeAnothersNamespace() {
    Said host = made(ALL, "{\"container\": \"h\", \"namespace\": {\"host\": true}}");
    assertThat(host.at("/key")).isEqualTo("default");
    Said none = api.post(ALL, "{\"container\": \"p\", \"namespace\": {\"path\": \"/no/such\"}}");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.message()).contains("/no/such");
    assertThat(api.get(ALL).json()).hasSize(1);
  }

  @Test
  void areFoundByTheBeginningOfTheirContainersId() {
    String container = "fe" + "0".repeat(62);
    Said made = made(ALL, "{\"container\": \"%s\"}".formatted(container));
    Said _ = made(ALL, "{\"container\": \"fex\"}");
    assertThat(api.get(ALL + "/fe0000000000")).isEqualTo(api.get(ALL + "/" + container));
    assertThat(api.get(ALL + "/fe0000000000").at("/id")).isEqualTo(made.at("/id"));
    assertThat(api.get(ALL + "/fex").at("/container")).isEqualTo("fex");
    assertThat(api.get(ALL + "/fex0").status()).isEqualTo(404);
  }

  @Nested
  class Attaching {

    private static final String C1 = ALL + "/c1/attach";

    @Test
    void makesTheSandboxTheEndpointAndTheJoinInOne() {
      String request =
          """
          {"network": "n", "endpoint": {"addresses": ["10.86.0.9"], "ports": ["8080:80"]},
           "sandbox": {"hostname": "web"}}
          """;
      Said plan = api.post(C1 + "?dryRun=true", request);
      assertThat(plan.text()).contains("10.86.0.9/24", "8080", "\"container\":\"c1\"");
      assertThat(api.get(ALL).json()).isEmpty();
      Said attached = made(C1, request);
      assertThat(attached.at("/sandbox/container")).isEqualTo("c1");
      assertThat(attached.at("/sandbox/hostname")).isEqualTo("web");
      assertThat(attached.at("/endpoint/name")).isEqualTo("c1");
      assertThat(attached.at("/endpoint/addresses/0")).isEqualTo("10.86.0.9/24");
      assertThat(attached.json().at("/endpoint/bindings")).isNotEmpty();
      assertThat(api.get(ALL + "/c1").json()).isEqualTo(attached.json().get("sandbox"));
    }

    @Test
    void findsTheSandboxThatIsThereAndNamesTheEndpointAsAsked() {
      String id = made(ALL, "{\"container\": \"c1\"}").at("/id");
      Said attached =
          made(
              ALL + "/" + id + "/attach",
              "{\"network\": \"n\", \"endpoint\": {\"name\": \"web\"}}");
      assertThat(attached.at("/sandbox/id")).isEqualTo(id);
      assertThat(attached.at("/endpoint/name")).isEqualTo("web");
    }

    @Test
    void doesNotTakeTheBeginningOfAnIdForAnothersSandbox() {
      String id = made(ALL, "{\"container\": \"c1\"}").at("/id");
      Said attached = made(ALL + "/" + id.substring(0, 12) + "/attach", "{\"network\": \"n\"}");
      assertThat(attached.at("/sandbox/id")).isNotEqualTo(id);
      assertThat(attached.at("/sandbox/container")).isEqualTo(id.substring(0, 12));
    }

    @Test
    void leavesNothingWhenItIsRefused() {
      String before = api.inventory();
      assertThat(api.post(C1, "{\"network\": \"m\"}").message()).contains("'m'");
      assertThat(api.post(C1, "{}").message()).contains("'network'");
      Said taken =
          api.post(C1, "{\"network\": \"n\", \"endpoint\": {\"addresses\": [\"10.86.0.1\"]}}");
      assertThat(taken.status()).isEqualTo(403);
      Said named = api.post(C1, "{\"network\": \"n\", \"sandbox\": {\"container\": \"c2\"}}");
      assertThat(named.status()).isEqualTo(400);
      assertThat(named.message()).contains("'c2'");
      assertThat(api.inventory()).isEqualTo(before);
      assertThat(api.host().sandboxNamespaces()).isEmpty();
    }
  }

  @Test
  void refusalsNameWhatIsWrongAndLeaveNothing() {
    for (Refused it : REFUSED) {
      String before = api.inventory();
      Said said = api.post(ALL, it.body());
      assertThat(said.message())
          .as(it.body())
          .contains(it.named())
          .doesNotContain("io.libnetwork.wire");
      assertThat(said.status()).as(said.message()).isEqualTo(it.status());
      assertThat(api.inventory()).isEqualTo(before);
      assertThat(api.host().sandboxNamespaces()).isEmpty();
    }
  }
}
