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

/// Networks, and what they keep, by our API.
class NetworkRoutesTest {

  private static final String SHOP =
      """
      {"name": "shop", "ipv6": true,
       "pools": [{"prefix": "10.80.0.0/24", "range": "10.80.0.128/25", "gateway": "10.80.0.1",
                  "auxiliary": {"printer": "10.80.0.9"}}],
       "labels": {"team": "blue"}, "options": {"com.docker.network.driver.mtu": "1400"},
       "leases": [{"duration": "PT1H"}]}
      """;

  private static final List<Refused> REFUSED =
      Refused.table(
          """
          400 | {"name": "a b"}                                            | a b
          400 | {}                                                         | 'name'
          400 | {"name": "n", "id": "xyz"}                                 | xyz
          400 | {"name": "n", "pools": [{"prefix": "10.1.0.0/33"}]}        | 10.1.0.0/33
          400 | {"name": "n", "pools": [{"prefix": "10.1.0.1/24"}]}        | 10.1.0.1/24
          400 | {"name": "n", "pools": [{}]}                               | prefix null
          400 | {"name": "n", "pools": [{"family": "ipx"}]}                | 'ipx'
          400 | {"name": "n", "pools": [{"family": "ipv4", "length": 0}]}  | 0
          400 | {"name": "n", "pools": [{"prefix": "10.1.0.0/24", "gateway": "10.1.0.x"}]} | 10.1.0.x
          400 | {"name": "n", "pools": [{"prefix": "10.1.0.0/24", "gatway": "10.1.0.1"}]} | pools[0].gatway
          400 | {"name": "n", "pools": {"prefix": "10.1.0.0/24"}}          | pools: expected a list
          400 | {"name": "n", "pools": [null]}                             | pools[0]
          400 | {"name": "n", "labels": {"a": null}}                       | labels.a
          400 | {"name": "n", "labels": {"io.libnetwork.docker.options": "x"}} | io.libnetwork.docker.options
          400 | {"name": "n", "pools": [{"family": "ipv4", "length": 64}]} | 64
          400 | {"name": "n", "labels": []}                                | labels: expected an object
          400 | {"name": "n", "ipv4": "yes"}                               | ipv4: expected true or false
          400 | {"name": 5}                                                | name: expected a text
          400 | {"name": "n", "labels": {"a": 1}}                          | labels.a: expected a text
          400 | {"name": "n", "name": "m"}                                 | name
          400 | {"name": "n", "Driver": "bridge"}                          | 'Driver'
          400 | {"name": "n", "options": {"no.such.key": "1"}}             | no.such.key
          400 | {"name": "n", "leases": [{}]}                              | lease
          400 | {"name": "n", "leases": [{"duration": "1h"}]}              | '1h'
          400 | {"name": "n", "leases": [{"handle": true}]}                | handle true
          404 | {"name": "n", "leases": [{"pid": 4194303}]}                | 4194303
          400 | {"name": "n", "zones": [{"origin": "app", "text": "www 60 IN A 1.2.3"}]} | 1.2.3
          400 | {"name": "n", "zones": [{"origin": "app"}]}                | 'text'
          404 | {"name": "n", "driver": "token-ring"}                      | token-ring
          404 | {"name": "n", "ipamDriver": "dhcp"}                        | dhcp
          400 | {"name": "n", "ipv4": false}                               | neither
          403 | {"name": "n", "configOnly": true, "internal": true}        | template
          400 | {"name": "n"                                               | ends before
          400 | {"name": "n"} {}                                           | something follows
          400 | {"name": "n", "mtu"                                        | invalid JSON
          400 | nonsense                                                   | nonsense
          400 | []                                                         | invalid JSON
          400 | null                                                       | null
          """);

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

  @Test
  void areMadeListedAndTakenAway() {
    Said made = api.post("/v1/networks", SHOP);
    assertThat(made.status()).isEqualTo(201);
    String id = made.at("/id");
    assertThat(made.headers()).containsEntry("Location", "/v1/networks/" + id);
    assertThat(made.at("/pools/0/prefix")).isEqualTo("10.80.0.0/24");
    assertThat(made.at("/pools/0/gateway")).isEqualTo("10.80.0.1/24");
    assertThat(made.at("/pools/0/auxiliary/printer")).isEqualTo("10.80.0.9");
    assertThat(made.at("/labels/team")).isEqualTo("blue");
    assertThat(made.at("/leases/0/duration")).isEqualTo("PT1H");
    assertThat(made.json().get("ipv6").asBoolean()).isTrue();
    assertThat(made.json().get("expires").asString()).isNotEmpty();
    assertThat(api.get("/v1/networks").json()).hasSize(1);
    assertThat(api.get("/v1/networks").at("/0/id")).isEqualTo(id);
    assertThat(api.host().run("ip", "-o", "link"))
        .contains("br-" + id.substring(0, 12), "mtu 1400");
    assertThat(api.delete("/v1/networks/shop").status()).isEqualTo(204);
    assertThat(api.get("/v1/networks").json()).isEmpty();
    assertThat(api.delete("/v1/networks/shop").status()).isEqualTo(404);
  }

  @Test
  void areFoundByIdThenByNameThenByTheBeginningOfTheId() {
    String first = "ab" + "0".repeat(62);
    String second = "ab1" + "0".repeat(61);
    made("{\"name\": \"one\", \"id\": \"%s\"}".formatted(first));
    made("{\"name\": \"ab1\", \"id\": \"%s\"}".formatted("c" + "0".repeat(63)));
    made("{\"name\": \"three\", \"id\": \"%s\"}".formatted(second));
    assertThat(api.get("/v1/networks/" + second).at("/name")).isEqualTo("three");
    assertThat(api.get("/v1/networks/ab1").at("/name")).isEqualTo("ab1");
    assertThat(api.get("/v1/networks/ab0").at("/name")).isEqualTo("one");
    Said several = api.get("/v1/networks/ab");
    assertThat(several.status()).isEqualTo(400);
    assertThat(several.message()).contains("'ab'", "ab0000000000", "ab1000000000");
    Said none = api.get("/v1/networks/nobody");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.message()).contains("'nobody'");
  }

  private Said made(String json) {
    Said said = api.post("/v1/networks", json);
    assertThat(said.status()).as(said.text()).isEqualTo(201);
    return said;
  }

  @Test
  void tellWhatMakingAndTakingAwayWouldDo() {
    Said plan = api.post("/v1/networks?dryRun=true", SHOP);
    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.text()).contains("make", "\"kind\":\"link\"", "10.80.0.1/24");
    assertThat(plan.json().get("clear").asBoolean()).isTrue();
    assertThat(api.get("/v1/networks").json()).isEmpty();
    assertThat(api.host().run("ip", "-o", "link")).doesNotContain("br-");
    made(SHOP);
    assertThat(api.delete("/v1/networks/shop?dryRun=true").text()).contains("\"verb\":\"remove\"");
    assertThat(api.get("/v1/networks").json()).hasSize(1);
    assertThat(api.delete("/v1/networks/shop?dryRun=false").status()).isEqualTo(204);
  }

  @Test
  void haveTheirTimeRenewed() {
    made(SHOP);
    String before = api.get("/v1/networks/shop").at("/expires");
    Said plan = api.put("/v1/networks/shop/lease?dryRun=true", "{\"duration\": \"PT2H\"}");
    assertThat(plan.json().has("steps")).isTrue();
    Said renewed = api.put("/v1/networks/shop/lease", "{\"duration\": \"PT2H\"}");
    assertThat(renewed.at("/leases/0/duration")).isEqualTo("PT2H");
    assertThat(renewed.at("/expires")).isGreaterThan(before);
    made("{\"name\": \"forever\"}");
    Said refused = api.put("/v1/networks/forever/lease", "{\"duration\": \"PT2H\"}");
    assertThat(refused.status()).isEqualTo(403);
  }

  @Test
  void canBeTemplatesAndMadeOfThem() {
    made(
        "{\"name\": \"template\", \"configOnly\": true, \"pools\": [{\"family\": \"ipv4\", \"length\": 28}]}");
    Said made = made("{\"name\": \"copy\", \"configFrom\": \"template\", \"internal\": true}");
    assertThat(made.at("/configFrom")).isEqualTo("template");
    assertThat(made.at("/pools/0/prefix")).endsWith("/28");
    assertThat(made.json().get("internal").asBoolean()).isTrue();
  }

  @Nested
  class Refusals {

    @Test
    void nameWhatIsWrongAndLeaveNothing() {
      for (Refused it : REFUSED) {
        String before = api.inventory();
        Said said = api.post("/v1/networks", it.body());
        assertThat(said.message())
            .as(it.body())
            .contains(it.named())
            .doesNotContain("io.libnetwork.wire");
        assertThat(said.status()).as(said.message()).isEqualTo(it.status());
        assertThat(api.inventory()).isEqualTo(before);
        assertThat(api.host().run("ip", "-o", "link")).doesNotContain("br-");
      }
    }

    @Test
    void ofWhatIsNoJsonAtAll() {
      Said said = api.call("POST", "/v1/networks", "text/plain", "{\"name\": \"n\"}");
      assertThat(said.status()).isEqualTo(400);
      assertThat(said.message()).contains("'text/plain'");
      assertThat(api.call("POST", "/v1/networks", "", "").status()).isEqualTo(400);
    }

    @Test
    void ofTooMuch() {
      String huge = "{\"name\": \"%s\"}".formatted("n".repeat(2 << 20));
      assertThat(api.post("/v1/networks", huge).status()).isEqualTo(413);
    }

    @Test
    void ofParametersThatAreNotKnown() {
      for (String query :
          new String[] {"dryrun=true", "dryRun=yes", "dryRun", "dryRun=true&dryRun=false"}) {
        Said said = api.post("/v1/networks?" + query, "{\"name\": \"n\"}");
        assertThat(said.status()).as(query).isEqualTo(400);
        assertThat(said.message()).containsIgnoringCase("dryrun");
      }
      assertThat(api.get("/v1/networks").json()).isEmpty();
      assertThat(api.get("/v1/networks?limit=5").message()).contains("'limit'");
    }

    @Test
    void ofWhatIsTaken() {
      made("{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.81.0.0/24\"}]}");
      assertThat(api.post("/v1/networks", "{\"name\": \"n\"}").status()).isEqualTo(409);
      Said overlap =
          api.post(
              "/v1/networks", "{\"name\": \"m\", \"pools\": [{\"prefix\": \"10.81.0.0/25\"}]}");
      assertThat(overlap.status()).isEqualTo(403);
      assertThat(overlap.message()).contains("10.81.0.0/25");
      Said plan = api.post("/v1/networks?dryRun=true", "{\"name\": \"n\"}");
      assertThat(plan.status()).isEqualTo(409);
    }

    @Test
    void ofPathsAndMethodsThatAreNotThere() {
      assertThat(api.get("/v1/nothing").status()).isEqualTo(404);
      Said patch = api.call("PATCH", "/v1/networks", "", "");
      assertThat(patch.status()).isEqualTo(405);
      assertThat(patch.headers()).containsEntry("Allow", "GET, POST");
      assertThat(api.get("/v1/networks/..%2f..%2fetc").status()).isEqualTo(404);
    }
  }

  @Nested
  class Reservations {

    @Test
    void areMadeAndReleased() {
      made("{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.82.0.0/24\"}]}");
      String all = "/v1/networks/n/reservations";
      Said plan = api.post(all + "?dryRun=true", "{\"name\": \"db\"}");
      assertThat(plan.json().has("steps")).isTrue();
      Said made = api.post(all, "{\"name\": \"db\", \"addresses\": [\"10.82.0.7\"]}");
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      assertThat(made.at("/addresses/0")).isEqualTo("10.82.0.7/24");
      assertThat(api.get(made.headers().getOrDefault("Location", "")))
          .isEqualTo(api.get(all + "/db"));
      assertThat(api.get(all).json()).hasSize(1);
      assertThat(api.get("/v1/networks/n").json().get("reservations").asInt()).isEqualTo(1);
      assertThat(api.post(all, "{\"name\": \"db\"}").status()).isEqualTo(409);
      Said endpoint = api.post("/v1/networks/n/endpoints", "{\"name\": \"db\"}");
      assertThat(endpoint.at("/addresses/0")).isEqualTo("10.82.0.7/24");
      assertThat(endpoint.json().get("reserved").asBoolean()).isTrue();
      assertThat(api.get(all + "/db").at("/endpoint/id")).isEqualTo(endpoint.at("/id"));
      assertThat(api.delete(all + "/db").status()).isEqualTo(403);
      assertThat(api.delete("/v1/networks/n/endpoints/db").status()).isEqualTo(204);
      assertThat(api.delete(all + "/db?dryRun=true").json().has("steps")).isTrue();
      assertThat(api.delete(all + "/db").status()).isEqualTo(204);
      assertThat(api.delete(all + "/db").status()).isEqualTo(404);
    }

    @Test
    void ofAddressesThatAreNoneAreRefused() {
      made("{\"name\": \"n\", \"pools\": [{\"prefix\": \"10.82.0.0/24\"}]}");
      String all = "/v1/networks/n/reservations";
      Said elsewhere = api.post(all, "{\"name\": \"db\", \"addresses\": [\"10.83.0.7\"]}");
      assertThat(elsewhere.status()).isEqualTo(400);
      assertThat(elsewhere.message()).contains("10.83.0.7");
      assertThat(api.post(all, "{\"name\": \"db\", \"addresses\": [\"x\"]}").status())
          .isEqualTo(400);
      assertThat(api.get(all).json()).isEmpty();
    }
  }

  @Nested
  class Zones {

    private static final String ZONE = "/v1/networks/n/zones/app";
    private static final String TEXT = "www 60 IN A 192.0.2.1\nmail IN MX 10 www\n";

    @Test
    void arePutReadAndRemoved() {
      made("{\"name\": \"n\"}");
      assertThat(api.call("PUT", ZONE + "?dryRun=true", "text/plain", TEXT).json().has("steps"))
          .isTrue();
      assertThat(api.get("/v1/networks/n/zones").json()).isEmpty();
      Said put = api.call("PUT", ZONE, "text/plain; charset=utf-8", TEXT);
      assertThat(put.status()).as(put.text()).isEqualTo(200);
      assertThat(put.at("/origin")).isEqualTo("app.");
      assertThat(put.at("/records/0/owner")).isEqualTo("www.app.");
      assertThat(put.at("/records/0/type")).isEqualTo("A");
      assertThat(put.at("/records/0/data")).isEqualTo("192.0.2.1");
      assertThat(put.json().at("/records/0/ttl").asInt()).isEqualTo(60);
      String text = api.get(ZONE + "?format=text").text();
      assertThat(text).contains("www.app.\t60\tIN\tA\t192.0.2.1");
      Said again =
          api.put(
              ZONE, "{\"text\": \"%s\"}".formatted(text.replace("\n", "\\n").replace("\t", " ")));
      assertThat(again.json()).isEqualTo(put.json());
      assertThat(api.get("/v1/networks/n/zones").at("/0/origin")).isEqualTo("app.");
      assertThat(api.delete(ZONE + "?dryRun=true").json().has("steps")).isTrue();
      assertThat(api.delete(ZONE).status()).isEqualTo(204);
      assertThat(api.delete(ZONE).status()).isEqualTo(204);
      assertThat(api.get(ZONE).status()).isEqualTo(404);
    }

    @Test
    void withMistakesAreRefusedWhole() {
      made("{\"name\": \"n\"}");
      Said put = api.call("PUT", ZONE, "text/plain", TEXT);
      Said mistaken = api.call("PUT", ZONE, "text/plain", "www IN A 192.0.2.1\nx IN A nonsense\n");
      assertThat(mistaken.status()).isEqualTo(400);
      assertThat(mistaken.message()).contains("nonsense", "2");
      assertThat(api.put(ZONE, "{\"zone\": \"\"}").message()).contains("'zone'");
      assertThat(api.get(ZONE + "?format=yaml").message()).contains("'yaml'");
      assertThat(api.get(ZONE).json()).isEqualTo(put.json());
      assertThat(api.call("PUT", "/v1/networks/n/zones/a..b", "text/plain", TEXT).status())
          .isEqualTo(400);
    }
  }
}
