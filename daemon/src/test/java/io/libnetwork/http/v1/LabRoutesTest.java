package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.v1.ApiHost.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Labs, by our API.
@Timeout(60)
class LabRoutesTest {

  private static final String YAML = "application/yaml";
  private static final String SHOP =
      """
      networks:
        front: {}
      sandboxes:
        web:
          command: "echo begun; exec sleep 1000"
          networks: {front: {ports: ["8080:80"]}}
        idle:
          networks: [front]
      services:
        api: {network: front, ports: ["80"], backends: [web]}
      """;

  @TempDir private Path state;
  private ApiHost api;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
  }

  @AfterEach
  void close() {
    if (api != null) {
      for (var lab : api.get("/v1/labs").json()) {
        assertThat(api.delete("/v1/labs/" + lab.get("name").asString()).status()).isEqualTo(204);
      }
      api.close();
    }
  }

  private Said apply(String query, String text) {
    return api.call("POST", "/v1/labs" + query, YAML, text);
  }

  @Test
  void areAppliedAndTold() {
    Said said = apply("?name=shop", SHOP);
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(said.at("/lab")).isEqualTo("shop");
    assertThat(said.json().at("/applied").asBoolean()).isTrue();
    assertThat(said.json().at("/changes").findValuesAsString("text"))
        .containsExactly(
            "+ networks.front", "+ sandboxes.web", "+ sandboxes.idle", "+ services.api");
    Said lab = api.get("/v1/labs/shop");
    assertThat(lab.at("/sandboxes/0/container")).isEqualTo("shop-web");
    assertThat(lab.json().at("/sandboxes/0/command/running").asBoolean()).isTrue();
    assertThat(lab.json().at("/services/0/ready").asInt()).isEqualTo(1);
    assertThat(lab.json().at("/sandboxes/1").has("command")).isFalse();
    assertThat(api.get("/v1/labs").json()).hasSize(1);
    assertThat(api.get("/v1/sandboxes/shop-web").status()).isEqualTo(200);
  }

  @Test
  void areOnlyPlannedWhereThatIsAskedFor() {
    String before = api.inventory();
    Said said = apply("?name=shop&dryRun=true", SHOP);
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(said.json().at("/applied").asBoolean()).isFalse();
    assertThat(said.json().at("/changes")).hasSize(4);
    assertThat(api.inventory()).isEqualTo(before);
  }

  @Test
  void changeNothingTheSecondTime() {
    var _ = apply("?name=shop", SHOP);
    assertThat(apply("?name=shop", SHOP).json().at("/changes")).isEmpty();
  }

  @Test
  void arePrunedAndMadeAnewOnlyWhereThatIsAllowed() {
    var _ = apply("?name=shop", SHOP);
    String less = SHOP.replace("  idle:\n    networks: [front]\n", "");
    assertThat(apply("?name=shop", less).at("/changes/0/verb")).isEqualTo("keep");
    assertThat(apply("?name=shop&prune=true", less).at("/changes/0/text"))
        .isEqualTo("- sandboxes.idle");
    String other = less.replace("front: {}", "front: {ipv6: true}");
    Said refused = apply("?name=shop", other);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).contains("networks.front").contains("ipv6: false -> true");
    assertThat(apply("?name=shop&replace=true", other).status()).isEqualTo(200);
  }

  @Test
  void stayAsTheyAreWhereTheKernelOrTheModelRefuses() {
    var _ = apply("?name=shop", SHOP);
    Said refused =
        apply("?name=shop&replace=true", SHOP.replace("front: {}", "front: {internal: true}"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("8080:80/tcp").contains("internal");
    assertThat(apply("?name=shop&prune=true", SHOP).json().at("/changes")).isEmpty();
  }

  @Test
  void areWrittenAsFilesThatChangeNothing() {
    var _ = apply("?name=shop", SHOP);
    Said _ =
        api.post("/v1/networks/shop-front/endpoints/web/ports", "{\"ports\": [\"9090:90/tcp\"]}");
    Said file = api.get("/v1/labs/shop/file");
    assertThat(file.text()).contains("9090:90").contains("lab: shop");
    assertThat(apply("?prune=true", file.text()).json().at("/changes")).isEmpty();
  }

  @Test
  void areWrittenOfWhatWasMadeWithoutThem() {
    var _ = apply("?name=shop", SHOP);
    assertThat(api.post("/v1/networks", "{\"name\": \"by.hand\"}").status()).isEqualTo(201);
    Said file = api.get("/v1/export?name=copy");
    assertThat(file.status()).as(file.text()).isEqualTo(200);
    assertThat(file.text())
        .contains("# Not here: network by.hand is called by-hand here\n", "lab: copy\n")
        .doesNotContain("front");
    assertThat(api.get("/v1/export").text()).contains("lab: host\n");
    assertThat(api.get("/v1/export?name=No%20Name").status()).isEqualTo(400);
    assertThat(api.delete("/v1/networks/by.hand").status()).isEqualTo(204);
  }

  @Test
  void tellWhatCommandsHaveWritten() throws Exception {
    var _ = apply("?name=shop", SHOP);
    long end = System.nanoTime() + 10_000_000_000L;
    while (api.get("/v1/labs/shop/sandboxes/web/log").text().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
    assertThat(api.get("/v1/labs/shop/sandboxes/web/log").text()).isEqualTo("begun\n");
    Files.writeString(
        state.resolve("labs").resolve("shop").resolve("web.log"), "0123456\n".repeat(40_000));
    assertThat(api.get("/v1/labs/shop/sandboxes/web/log").text())
        .startsWith("0123456\n")
        .hasSizeLessThan(262_145)
        .hasSizeGreaterThan(262_000);
    assertThat(api.get("/v1/labs/shop/sandboxes/idle/log").status()).isEqualTo(404);
  }

  @Test
  void areRefusedWithThePlaceOfEachMistake() {
    String before = api.inventory();
    Said said =
        apply(
            "?name=shop&file=shop.yaml",
            "networks: {front: {intrenal: true}}\nsandboxes: {web: {networks: [bakc]}}\n");
    assertThat(said.status()).isEqualTo(400);
    assertThat(said.message())
        .contains("shop.yaml:1:")
        .contains("intrenal")
        .contains("internal")
        .contains("shop.yaml:2:")
        .contains("bakc");
    assertThat(api.inventory()).isEqualTo(before);
    assertThat(apply("?name=shop", "x".repeat(1_100_000)).status()).isEqualTo(413);
    assertThat(apply("?nmae=shop", SHOP).message()).contains("nmae");
    assertThat(api.get("/v1/labs/nothing").status()).isEqualTo(404);
    assertThat(api.delete("/v1/labs/nothing").status()).isEqualTo(404);
  }
}
