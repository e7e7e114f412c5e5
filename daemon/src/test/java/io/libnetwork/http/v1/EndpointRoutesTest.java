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

/// Endpoints, their ports and limits, and who joins by them, by our API.
class EndpointRoutesTest {

  private static final String ALL = "/v1/networks/n/endpoints";
  private static final String WEB = ALL + "/web";

  private static final List<Refused> REFUSED =
      Refused.table(
          """
          400 | {}                                                         | 'name'
          400 | {"name": "-x"}                                             | -x
          400 | {"name": "e", "addresses": ["10.84.0.300"]}                | 10.84.0.300
          400 | {"name": "e", "addresses": ["10.85.0.3"]}                  | 10.85.0.3
          403 | {"name": "e", "addresses": ["10.84.0.1"]}                  | 10.84.0.1
          400 | {"name": "e", "allocatedAddresses": ["10.84.0.9"]}         | 10.84.0.9
          400 | {"name": "e", "linkLocal": ["10.84.0.9"]}                  | 10.84.0.9
          400 | {"name": "e", "macAddress": "01:00:5e:00:00:01"}           | 01:00:5e:00:00:01
          400 | {"name": "e", "macAddress": "nonsense"}                    | nonsense
          400 | {"name": "e", "interfaceName": "a/b"}                      | a/b
          400 | {"name": "e", "hostInterfaceName": "much-too-long-a-name"} | much-too-long-a-name
          400 | {"name": "e", "mtu": 10}                                   | 10
          400 | {"name": "e", "mtu": 1400.5}                               | mtu
          400 | {"name": "e", "mtu": 99999999999}                          | mtu
          400 | {"name": "e", "sysctls": {"kernel.panic": "1"}}            | kernel.panic
          400 | {"name": "e", "announce": {"count": 9}}                    | 9
          400 | {"name": "e", "announce": {}}                              | 'count'
          400 | {"name": "e", "routes": [{"gateway": "10.84.0.1"}]}        | 'destination'
          400 | {"name": "e", "routes": [{"destination": "10.9.0.0/16", "type": "magic"}]} | 'magic'
          400 | {"name": "e", "routes": [{"destination": "10.9.0.0/16", "metric": -1}]} | -1
          400 | {"name": "e", "ports": ["x:80"]}                           | x
          400 | {"name": "e", "exposed": ["80/abc"]}                       | abc
          400 | {"name": "e", "bandwidth": {"egress": {"rate": "fast"}}}   | fast
          400 | {"name": "e", "bandwidth": {"egress": {"rate": "1mbit", "burst": 1}}} | 1 bytes
          400 | {"name": "e", "aliases": ["a b"]}                          | a b
          400 | {"name": "e", "links": {"a b": "x"}}                       | a b
          400 | {"name": "e", "port": ["80"]}                              | 'port'
          """);

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
    Said made =
        api.post("/v1/networks", "{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.84.0.0/24\"}]}");
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
    Said made =
        made(
            ALL,
            """
            {"name": "web", "addresses": ["10.84.0.7"], "linkLocal": ["169.254.7.7"],
             "macAddress": "02:42:0a:54:00:07", "interfaceName": "net0",
             "hostInterfaceName": "vweb", "mtu": 1400, "gatewayPriority": 5, "defaultRoute": true,
             "routes": [{"destination": "10.99.0.0/16", "gateway": "10.84.0.1", "metric": 7},
                        {"destination": "10.98.0.0/16", "type": "blackhole"}],
             "sysctls": {"net.ipv4.conf.IFNAME.rp_filter": "2"},
             "announce": {"count": 1, "interval": "PT0.2S"},
             "ports": ["8080:80"], "exposed": ["80/tcp", "53/udp"],
             "bandwidth": {"egress": {"rate": "50mbit"}}, "reserve": true, "ipv6": false,
             "aliases": ["www"], "links": {"db": "postgres"}, "labels": {"a": "b"}}
            """);
    assertThat(made.at("/addresses/0")).isEqualTo("10.84.0.7/24");
    assertThat(made.at("/macAddress")).isEqualTo("02:42:0a:54:00:07");
    assertThat(made.at("/published/0")).isEqualTo("8080:80/tcp");
    assertThat(made.at("/exposed/0")).isEqualTo("53/udp");
    assertThat(made.at("/bandwidth/egress/rate")).isEqualTo("50mbit");
    assertThat(made.at("/labels/a")).isEqualTo("b");
    assertThat(made.json().get("reserved").asBoolean()).isTrue();
    assertThat(made.json().has("sandbox")).isFalse();
    Said joined = api.post(WEB + "/join", "{\"create\": {\"container\": \"c1\"}}");
    assertThat(joined.status()).as(joined.text()).isEqualTo(200);
    assertThat(joined.at("/interfaceName")).isEqualTo("net0");
    String inside = inside("c1", "ip addr; ip route; sysctl net.ipv4.conf.net0.rp_filter");
    assertThat(inside)
        .contains("mtu 1400", "10.84.0.7/24", "169.254.7.7", "10.99.0.0/16 via 10.84.0.1")
        .contains("blackhole 10.98.0.0/16", "rp_filter = 2");
    assertThat(api.host().run("ip", "-o", "link")).contains("vweb@");
  }

  private String inside(String container, String command) {
    String key = api.get("/v1/sandboxes/" + container).at("/key");
    return api.host().run("nsenter", "--net=" + key, "sh", "-c", command);
  }

  @Test
  void areFoundByIdNameAndTheBeginningOfTheId() {
    Said made = made(ALL, "{\"name\": \"web\"}");
    String id = made.at("/id");
    assertThat(made.headers().get("Location")).endsWith("/endpoints/" + id);
    assertThat(api.get(made.headers().getOrDefault("Location", ""))).isEqualTo(api.get(WEB));
    assertThat(api.get(ALL + "/" + id.substring(0, 20)).at("/name")).isEqualTo("web");
    assertThat(api.get(ALL + "/nobody").message()).contains("'nobody'", "network n");
    assertThat(api.get("/v1/networks/m/endpoints").status()).isEqualTo(404);
  }

  @Test
  void joinAndLeave() {
    Said _ = made(ALL, "{\"name\": \"web\"}");
    Said sandbox = made("/v1/sandboxes", "{\"container\": \"c1\"}");
    String join = "{\"sandbox\": \"%s\"}".formatted(sandbox.at("/id").substring(0, 16));
    assertThat(api.post(WEB + "/join?dryRun=true", join).text()).contains("eth0", "10.84.0.2/24");
    assertThat(api.get(WEB).json().has("sandbox")).isFalse();
    Said joined = api.post(WEB + "/join", join);
    assertThat(joined.at("/sandbox/container")).isEqualTo("c1");
    assertThat(joined.at("/gateways/ipv4")).isEqualTo("10.84.0.1");
    assertThat(inside("c1", "ip addr")).contains("10.84.0.2/24");
    assertThat(api.get("/v1/sandboxes/c1").at("/gateways/ipv4/name")).isEqualTo("web");
    assertThat(api.post(WEB + "/join", join).status()).isEqualTo(403);
    assertThat(api.delete(WEB).status()).isEqualTo(403);
    assertThat(api.call("POST", WEB + "/leave?dryRun=true", "", "").text()).contains("remove");
    Said left = api.call("POST", WEB + "/leave", "", "");
    assertThat(left.json().has("sandbox")).isFalse();
    assertThat(inside("c1", "ip addr")).doesNotContain("10.84.0.2");
    assertThat(api.post(WEB + "/join", join).status()).isEqualTo(200);
    assertThat(api.delete(WEB + "?force=true&dryRun=true").json().get("steps")).isNotEmpty();
    assertThat(api.delete(WEB + "?force=true").status()).isEqualTo(204);
    assertThat(api.get(ALL).json()).isEmpty();
  }

  @Test
  void saysWhoIsToJoinExactly() {
    Said _ = made(ALL, "{\"name\": \"web\"}");
    assertThat(api.post(WEB + "/join", "{}").status()).isEqualTo(400);
    Said both = api.post(WEB + "/join", "{\"sandbox\": \"a\", \"create\": {\"container\": \"b\"}}");
    assertThat(both.status()).isEqualTo(400);
    assertThat(both.message()).contains("sandbox a", "create b");
    Said none = api.post(WEB + "/join", "{\"sandbox\": \"nobody\"}");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.message()).contains("'nobody'");
    assertThat(api.post(WEB + "/join", "{\"create\": {}}").message()).contains("'container'");
    assertThat(api.get("/v1/sandboxes").json()).isEmpty();
  }

  @Test
  void haveTheirBandwidthLimitedAndFreed() {
    Said _ = made(ALL, "{\"name\": \"web\"}");
    String limit = "{\"ingress\": {\"rate\": \"8mbit\", \"burst\": 200000}}";
    assertThat(api.put(WEB + "/bandwidth?dryRun=true", limit).json().has("steps")).isTrue();
    Said limited = api.put(WEB + "/bandwidth", limit);
    assertThat(limited.at("/bandwidth/ingress/rate")).isEqualTo("8mbit");
    assertThat(limited.json().at("/bandwidth/ingress/burst").asLong()).isEqualTo(200_000);
    assertThat(limited.json().at("/bandwidth").has("egress")).isFalse();
    assertThat(api.put(WEB + "/bandwidth", "{}").json().at("/bandwidth")).isEmpty();
    assertThat(api.put(WEB + "/bandwidth", "{\"egress\": {\"rate\": \"1bit\"}}").status())
        .isEqualTo(400);
    assertThat(api.put(WEB + "/bandwidth", "{\"egress\": {}}").message()).contains("'rate'");
  }

  @Nested
  class Ports {

    private static final String PORTS = WEB + "/ports";

    @BeforeEach
    void join() {
      Said _ =
          made(
              "/v1/sandboxes/c1/attach",
              "{\"network\": \"n\", \"endpoint\": {\"name\": \"web\", \"ports\": [\"8080:80\"]}}");
    }

    @Test
    void arePublishedAndUnpublishedLive() {
      String more = "{\"ports\": [\"127.0.0.1:8443:443/tcp\", \"9000-9002:9000-9002/udp\"]}";
      assertThat(api.post(PORTS + "?dryRun=true", more).text()).contains("8443", "9000");
      assertThat(api.get(PORTS).json().get("published")).hasSize(1);
      Said published = api.post(PORTS, more);
      assertThat(published.status()).as(published.text()).isEqualTo(200);
      assertThat(published.json().at("/bindings/0/hostPort").asInt()).isEqualTo(8443);
      assertThat(published.at("/bindings/0/hostAddress")).isEqualTo("127.0.0.1");
      Said all = api.get(PORTS);
      assertThat(all.json().get("published")).hasSize(3);
      assertThat(all.text()).contains("\"count\":3");
      String gone = PORTS + "?port=127.0.0.1:8443:443/tcp&port=9000-9002%3A9000-9002%2Fudp";
      assertThat(api.delete(gone + "&dryRun=true").json().get("steps")).isNotEmpty();
      assertThat(api.get(PORTS)).isEqualTo(all);
      assertThat(api.delete(gone).status()).isEqualTo(204);
      assertThat(api.get(PORTS).at("/published/0")).isEqualTo("8080:80/tcp");
      assertThat(api.get(PORTS).json().get("published")).hasSize(1);
      assertThat(api.delete(gone).status()).isEqualTo(204);
    }

    @Test
    void thatAreTakenOrNoneAreRefusedAllTogether() {
      Said before = api.get(PORTS);
      Said _ = made(ALL, "{\"name\": \"other\"}");
      Said joined = api.post(ALL + "/other/join", "{\"create\": {\"container\": \"c2\"}}");
      assertThat(joined.status()).isEqualTo(200);
      Said taken = api.post(ALL + "/other/ports", "{\"ports\": [\"8081:80\", \"8080:80\"]}");
      assertThat(taken.status()).isEqualTo(409);
      assertThat(taken.message()).contains("8080");
      assertThat(api.get(ALL + "/other/ports").json().get("bindings")).isEmpty();
      Said wrong = api.post(PORTS, "{\"ports\": [\"8082:80\", \"99999:80\"]}");
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.message()).contains("99999");
      assertThat(api.post(PORTS, "{\"ports\": []}").status()).isEqualTo(400);
      assertThat(api.delete(PORTS).message()).contains("'port'");
      assertThat(api.delete(PORTS + "?port=x").message()).contains("x");
      assertThat(api.get(PORTS)).isEqualTo(before);
    }
  }

  @Nested
  class Refusals {

    @Test
    void nameWhatIsWrongAndLeaveNothing() {
      for (Refused it : REFUSED) {
        String before = api.inventory();
        for (String target : new String[] {ALL, ALL + "?dryRun=true"}) {
          Said said = api.post(target, it.body());
          assertThat(said.message())
              .as(it.body())
              .contains(it.named())
              .doesNotContain("io.libnetwork.wire");
          assertThat(said.status()).as(said.message()).isEqualTo(it.status());
        }
        assertThat(api.inventory()).isEqualTo(before);
      }
      Said free = api.post(ALL, "{\"name\": \"after\"}");
      assertThat(free.at("/addresses/0")).isEqualTo("10.84.0.2/24");
    }

    @Test
    void ofNamesThatAreTaken() {
      Said _ = made(ALL, "{\"name\": \"web\"}");
      assertThat(api.post(ALL, "{\"name\": \"web\"}").status()).isEqualTo(409);
      assertThat(api.delete("/v1/networks/n").status()).isEqualTo(403);
      assertThat(api.delete(WEB + "?force=maybe").message()).contains("'maybe'");
      assertThat(api.delete(WEB).status()).isEqualTo(204);
      assertThat(api.delete(WEB).status()).isEqualTo(404);
    }
  }
}
