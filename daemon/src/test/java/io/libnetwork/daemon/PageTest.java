package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// The page in a real browser, on a host whose daemon is a process of its own.
@Tag("page")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageTest {

  private static final String MARKUP = "<img src=x onerror=window.ran=1>";
  private static final String LIVE =
      "document.querySelector('#state').dataset.state === 'live' && window.libnetwork.drawn.includes('web')";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MANY = 500;

  private static ServedHost host;
  private static Browser browser;
  private Tab tab;

  /// Whether a test has looked at what failed itself, because it is meant to fail.
  private boolean refusalsMeant;

  @BeforeAll
  static void serve() {
    assumeTrue(Browser.installed().isPresent(), "there is no chromium: apt-get install chromium");
    host = ServedHost.open();
    browser = Browser.start(host.host().namespacePath());
    network("front", false);
    network("back", true);
    host.attach("web", "front", ",\"endpoint\":{\"ports\":[\"8080:80\"]}");
    host.attach(
        "db",
        "back",
        ",\"endpoint\":{\"exposed\":[\"5432/tcp\"]},\"sandbox\":{\"labels\":{\"note\":\""
            + MARKUP
            + "\"}}");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (host != null) {
      host.close();
    }
  }

  private static void network(String name, boolean internal) {
    var _ =
        host.post("/v1/networks", "{\"name\":\"%s\",\"internal\":%s}".formatted(name, internal));
  }

  @BeforeEach
  void open() {
    tab = browser.tab();
    tab.open(host.url());
    tab.await(LIVE);
  }

  /// Whatever a test did, nothing was forbidden to the page, nothing failed in it, and it asked
  /// nobody else.
  @AfterEach
  void nothingWentWrong() {
    if (tab != null) {
      assertThat(tab.evaluate("window.violations").toString()).isEqualTo("[]");
      assertThat(refusalsMeant ? List.of() : tab.problems()).isEmpty();
      assertThat(tab.requests())
          .isNotEmpty()
          .allSatisfy(
              address -> assertThat(address).startsWith("http://" + ServedHost.ADDRESS + "/"));
      assertThat(tab.holds("window.ran")).isFalse();
      tab.close();
    }
  }

  /// Shows a thing's details as a click on the map does.
  private void click(String label) {
    JsonNode at = tab.evaluate("window.libnetwork.placeOf('" + label + "')");
    tab.click(at.get("x").asDouble(), at.get("y").asDouble());
    tab.await("document.querySelector('#details h2').textContent === '" + label + "'");
  }

  private String details() {
    return tab.text("document.querySelector('#details').innerText");
  }

  /// From the beginning of the navigation until the networks are drawn, the best of some.
  private double milliseconds(int tries) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      tab.reload();
      tab.await("performance.getEntriesByName('topology').length > 0 && " + LIVE);
      all.add(tab.evaluate("performance.getEntriesByName('topology')[0].startTime").asDouble());
    }
    System.out.println("page: drawn after " + all + " ms");
    return all.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  @Test
  void isDrawnWithinASecond() {
    assertThat(milliseconds(3)).isLessThan(1000);
    assertThat(tab.text("document.querySelector('#sums').innerText"))
        .contains("2 networks", "2 containers", "1 published port");
    assertThat(tab.text("location.href")).doesNotContain("token");
  }

  @Test
  void followsAChangeWithinASecond() {
    host.attach("late", "front", "");
    assertThat(tab.await("window.libnetwork.drawn.includes('late')")).isLessThan(SECOND);
    var _ = host.ask(Request.delete("/v1/sandboxes/late"));
    assertThat(tab.await("!window.libnetwork.drawn.includes('late')")).isLessThan(SECOND);
    assertThat(tab.text("document.querySelector('#events').textContent"))
        .contains("sandbox created", "endpoint joined", "sandbox deleted", "late");
  }

  @Test
  void showsWhatFlows() throws Exception {
    String key = host.ask(Request.get("/v1/sandboxes/web")).object().text("key");
    String talk =
        "for i in {1..300}; do printf '%0900d' 0 > /dev/udp/10.255.255.1/9; sleep 0.01; done";
    Process talking =
        new ProcessBuilder("nsenter", "--net=" + key, "bash", "-c", talk)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      click("web");
      tab.await(
          "/[1-9][0-9.]* [kM]bit\\/s out/.test(document.querySelector('#details').innerText)");
    } finally {
      talking.destroyForcibly();
      assertThat(talking.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void tellsAboutWhatIsClicked() {
    click("web");
    assertThat(details())
        .contains("Container", "On front", "Addresses", "MAC address", "8080 → 80/tcp");
    click("back");
    assertThat(details()).contains("Network", "none: the network is internal", "db");
    click("Host");
    assertThat(details()).contains("8080 → 80/tcp web");
  }

  @Test
  void findsByNameAddressAndLabel() {
    tab.press("/");
    tab.type("5432 nothing");
    tab.await("document.querySelector('#found').textContent.startsWith('0 of')");
    tab.press("Escape");
    tab.type("onerror");
    tab.await("document.querySelector('#found').textContent.startsWith('1 of')");
    tab.press("Enter");
    tab.await("document.querySelector('#details h2').textContent === 'db'");
    tab.click("#view-table");
    assertThat(
            tab.text(
                "[...document.querySelectorAll('#table-view tbody tr')].filter(r => !r.hidden).map(r => r.innerText).join()"))
        .contains("db")
        .doesNotContain("web");
  }

  @Test
  void explainsWhatIsBlockedAndWhatToType() {
    click("db");
    tab.click("#details .actions button:nth-child(2)");
    tab.await("document.querySelector('#explain-to').value === 'db'");
    assertThat(tab.text("document.querySelector('#explain-port').value")).isEqualTo("5432");
    tab.type("web");
    tab.press("Enter");
    tab.await("document.querySelector('#explain .verdict')");
    assertThat(tab.text("document.querySelector('#explain .result').innerText"))
        .contains("not reached", "The way");
    assertThat(tab.text("document.querySelectorAll('#explain .way li').length")).isNotEqualTo("0");
    assertThat(tab.text("document.querySelector('#explain .rule').innerText"))
        .contains("libnetwork");
  }

  @Test
  void showsTextsOfContainersAsText() {
    click("db");
    assertThat(details()).contains(MARKUP);
    tab.click("#tab-explain");
    tab.click("#explain-from");
    tab.type(MARKUP);
    tab.click("#explain-to");
    tab.type("db");
    tab.press("Enter");
    tab.await("document.querySelector('#explain .why')");
    assertThat(tab.text("document.querySelector('#explain .why').textContent")).contains(MARKUP);
    assertThat(tab.text("document.images.length")).isEqualTo("0");
    // What is refused by the daemon is a failed request, and is told as one.
    assertThat(tab.problems()).hasSize(1).first().asString().contains("400");
    refusalsMeant = true;
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void survivesARestartOfTheDaemon() {
    host.stop();
    tab.await("document.querySelector('#state').dataset.state === 'lost'");
    assertThat(tab.holds("window.libnetwork.drawn.includes('web')")).isTrue();
    host.startAgain();
    tab.await(LIVE);
    host.attach("after", "front", "");
    assertThat(tab.await("window.libnetwork.drawn.includes('after')")).isLessThan(SECOND);
    assertThat(tab.text("document.querySelector('#events').textContent"))
        .contains("connection lost", "connected again");
    var _ = host.ask(Request.delete("/v1/sandboxes/after"));
    // Requests that found nobody are told as problems by the browser, and nothing else is.
    assertThat(tab.problems()).allSatisfy(each -> assertThat(each).contains("Failed to load"));
    refusalsMeant = true;
  }

  @Test
  void asksWhoComesWithoutTheTokenForIt() {
    Tab stranger = browser.tab();
    stranger.open("about:blank");
    stranger.open("http://localhost:7380/");
    stranger.await(
        "document.querySelector('#denied') && !document.querySelector('#denied').hidden");
    assertThat(stranger.text("document.body.innerText"))
        .contains("This page needs its token", "sudo libnetwork page")
        .doesNotContain("front");
    stranger.evaluate("document.querySelector('#token').focus()");
    stranger.type(host.url());
    stranger.press("Enter");
    stranger.await(LIVE);
    stranger.close();
  }

  @Test
  void isWalkedByKeyboardAlone() {
    tab.press("Tab");
    assertThat(focused()).contains("Skip to the networks");
    List<String> met = new ArrayList<>();
    for (int i = 0; i < 10 && !met.contains("map"); i++) {
      tab.press("Tab");
      met.add(tab.text("document.activeElement.id"));
    }
    assertThat(met).contains("query", "view-map", "view-table", "theme", "map");
    tab.await("document.querySelector('#spoken').textContent.startsWith('Host, host')");
    tab.press("ArrowDown");
    tab.await("document.querySelector('#spoken').textContent.startsWith('web, container')");
    tab.press("ArrowDown");
    tab.await("document.querySelector('#spoken').textContent.startsWith('front, network')");
    tab.press("ArrowUp");
    tab.press("Enter");
    tab.await("document.activeElement.id === 'details'");
    assertThat(details()).contains("web", "On front");
    tab.press("Tab");
    assertThat(focused()).isEqualTo("Explain from here");
    tab.press("Enter");
    tab.await("document.activeElement.id === 'explain-to'");
    tab.type("host");
    tab.press("Enter");
    tab.await("document.querySelector('#explain .verdict')");
  }

  private String focused() {
    return tab.text("document.activeElement.textContent");
  }

  @Test
  void hasTheSameInTables() {
    tab.click("#view-table");
    String text = tab.text("document.querySelector('#table-view').innerText");
    assertThat(text).contains("Containers (2)", "web", "front", "eth0", "8080 → 80/tcp", "bit/s");
    assertThat(text).contains("Published ports (1)", "everywhere", "none: internal");
    tab.click("#table-view button.name");
    tab.await("document.activeElement.id === 'details'");
  }

  @Test
  void isFreeOfSeriousFindingsOfAccessibility() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      tab.colours(scheme);
      tab.reload();
      tab.await(LIVE);
      tab.evaluate(axe() + "; 0");
      click("web");
      assertThat(findings()).as(scheme + ": details").isEmpty();
      tab.click("#tab-explain");
      tab.evaluate("document.querySelector('#explain-from').value = 'web'; 0");
      tab.click("#explain-to");
      tab.type("db");
      tab.press("Enter");
      tab.await("document.querySelector('#explain .verdict')");
      tab.click("#view-table");
      assertThat(findings()).as(scheme + ": explain and tables").isEmpty();
      tab.click("#tab-events");
      assertThat(findings()).as(scheme + ": events").isEmpty();
    }
  }

  private static String axe() throws IOException {
    try (InputStream in = PageTest.class.getClassLoader().getResourceAsStream("axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Rules of axe-core that are broken, seriously or critically, and where.
  private List<String> findings() {
    JsonNode violations =
        tab.evaluate(
            "axe.run().then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; ')))");
    List<String> found = new ArrayList<>();
    violations.forEach(each -> found.add(each.asString()));
    return found;
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void staysQuickWithFiveHundred() {
    network("many", false);
    network("more", false);
    for (int i = 0; i < MANY; i++) {
      host.attach("c" + i, i % 3 == 0 ? "more" : "many", "");
    }
    tab.await("window.libnetwork.drawn.includes('c" + (MANY - 1) + "')");
    assertThat(milliseconds(4)).isLessThan(1000);
    host.attach("late", "many", "");
    assertThat(tab.await("window.libnetwork.drawn.includes('late')")).isLessThan(SECOND);
    double frame =
        tab.evaluate(
                "new Promise(done => { const times = []; let last = performance.now(); let n = 0;"
                    + " const step = () => { const now = performance.now(); times.push(now - last); last = now;"
                    + " document.querySelector(n % 2 ? '#zoom-in' : '#zoom-out').click();"
                    + " if (++n < 20) requestAnimationFrame(step); else done(times.sort((a, b) => a - b)[10]); };"
                    + " requestAnimationFrame(step); })")
            .asDouble();
    System.out.println("page: " + frame + " ms from frame to frame while " + MANY + " are zoomed");
    assertThat(frame).isLessThan(250);
    if (!System.getProperty("page.screenshots", "").isEmpty()) {
      tab.click("#zoom-all");
      tab.shoot(java.nio.file.Path.of(System.getProperty("page.screenshots"), "many.png"));
    }
  }

  /// What one connection of the host's own answers.
  private static String said(String request, String headers) {
    String script =
        "exec 3<>/dev/tcp/127.0.0.1/7380; printf '%s HTTP/1.1\\r\\n%sConnection: close\\r\\n\\r\\n' >&3; cat <&3"
            .formatted(request, headers);
    return host.run("bash", "-c", script);
  }

  @Test
  void refusesOtherNamesOtherPagesAndChanges() throws IOException {
    String own = "Host: 127.0.0.1:7380\\r\\n";
    String token = "Authorization: Bearer " + Files.readString(host.tokenFile()).strip() + "\\r\\n";
    assertThat(said("GET /", "Host: evil.example\\r\\n")).startsWith("HTTP/1.1 403 ");
    assertThat(said("GET /v1/topology", "Host: evil.example\\r\\n" + token))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain("front");
    assertThat(said("GET /v1/topology", own + token + "Origin: http://evil.example\\r\\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(said("GET /v1/topology", own)).startsWith("HTTP/1.1 401 ").doesNotContain("front");
    assertThat(said("GET /v1/topology", own + token)).startsWith("HTTP/1.1 200 ").contains("front");
    assertThat(said("DELETE /v1/networks/front", own + token)).startsWith("HTTP/1.1 403 ");
    assertThat(said("GET /networks", own + token)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void keepsItsTokenFromOthers() throws IOException {
    assertThat(Files.getPosixFilePermissions(host.tokenFile()))
        .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThat(host.log()).doesNotContain(Files.readString(host.tokenFile()).strip());
  }
}
