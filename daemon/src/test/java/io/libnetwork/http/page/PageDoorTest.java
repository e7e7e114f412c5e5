package io.libnetwork.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.http.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Who is let in where browsers ask, and what he gets there.
class PageDoorTest {

  private static final String TOKEN = "correct-horse-battery-staple";
  private static final Pattern ASKED = Pattern.compile("\"(/page/[\\w.]+)\"");

  private final Router routes =
      new PageFiles()
          .routes(new Router())
          .add("GET", "/v1/networks", _ -> Answer.text("networks"))
          .add("POST", "/v1/networks", _ -> Answer.text("made"))
          .add("DELETE", "/v1/networks/{id}", _ -> Answer.text("gone"))
          .add("POST", "/v1/explain", _ -> Answer.text("explained"))
          .add("GET", "/networks", _ -> Answer.text("Docker's"));

  private final PageDoor door = new PageDoor(TOKEN, routes::answer);

  private Answer ask(String method, String path, String... headers) {
    Map<String, String> all = new HashMap<>(Map.of("host", "127.0.0.1:7380"));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return door.answer(new Call("1", method, path, Map.of(), Query.NONE, all, RequestBody.NONE));
  }

  private Answer allowed(String method, String path, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "authorization";
    all[headers.length + 1] = "Bearer " + TOKEN;
    return ask(method, path, all);
  }

  private static String text(Answer answer) {
    return answer instanceof Answer.OfText text ? text.text() : answer.toString();
  }

  @Nested
  class Data {

    @Test
    void isForWhoHasTheToken() {
      assertThat(text(allowed("GET", "/v1/networks"))).isEqualTo("networks");
      assertThat(text(allowed("POST", "/v1/explain"))).isEqualTo("explained");
      assertThat(allowed("GET", "/v1/networks").headers())
          .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void isForNobodyElse() {
      for (String said :
          List.of("", "Bearer", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
        Answer answer = ask("GET", "/v1/networks", "authorization", said);
        assertThat(answer.status()).as(said).isEqualTo(401);
        assertThat(answer.toString()).contains("libnetwork page").doesNotContain(TOKEN);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
      }
    }

    @Test
    void isOnlyLookedAt() {
      assertThat(allowed("POST", "/v1/networks").status()).isEqualTo(403);
      assertThat(allowed("DELETE", "/v1/networks/a").status()).isEqualTo(403);
      assertThat(allowed("GET", "/networks").status()).isEqualTo(403);
      assertThat(allowed("GET", "/metrics").status()).isEqualTo(403);
      assertThat(allowed("POST", "/page/app.mjs").status()).isEqualTo(403);
      assertThat(allowed("POST", "/v1/explain/").status()).isEqualTo(403);
    }
  }

  @Nested
  class Strangers {

    @Test
    void byAnotherNameAreRefused() {
      for (String host :
          List.of(
              "",
              "evil.example",
              "evil.example:7380",
              "localhost.evil.example",
              "127.0.0.1.evil",
              "10.0.0.1:7380",
              "127.0.0.1:7380@evil",
              "[::2]",
              "localhost:",
              "xlocalhost")) {
        assertThat(allowed("GET", "/v1/networks", "host", host).status()).as(host).isEqualTo(403);
        assertThat(ask("GET", "/", "host", host).status()).as(host).isEqualTo(403);
      }
      for (String host : List.of("localhost", "LOCALHOST:7380", "[::1]:80", "127.0.0.2:9")) {
        assertThat(allowed("GET", "/v1/networks", "host", host).status()).as(host).isEqualTo(200);
      }
    }

    @Test
    void fromAnotherPageAreRefused() {
      for (String origin :
          List.of("https://evil.example", "null", "http://localhost:7380", "http://127.0.0.1:1")) {
        assertThat(allowed("GET", "/v1/networks", "origin", origin).status())
            .as(origin)
            .isEqualTo(403);
      }
      assertThat(allowed("GET", "/v1/networks", "origin", "http://127.0.0.1:7380").status())
          .isEqualTo(200);
      assertThat(allowed("GET", "/v1/networks", "sec-fetch-site", "cross-site").status())
          .isEqualTo(403);
      assertThat(ask("GET", "/page/app.mjs", "sec-fetch-site", "same-site").status())
          .isEqualTo(403);
    }

    @Test
    void whoFollowALinkSeeThePage() {
      Answer followed =
          ask("GET", "/", "sec-fetch-site", "cross-site", "sec-fetch-mode", "navigate");
      assertThat(followed.status()).isEqualTo(200);
    }
  }

  @Nested
  class Files {

    @Test
    void areForWhoeverAsks() {
      assertThat(text(ask("GET", "/"))).contains("<!doctype html>");
      assertThat(text(ask("HEAD", "/page/"))).contains("<!doctype html>");
      Answer script = ask("GET", "/page/app.mjs");
      assertThat(((Answer.OfText) script).type()).startsWith("text/javascript");
      assertThat(ask("GET", "/page/Page.class").status()).isEqualTo(404);
      assertThat(ask("GET", "/page/..%2Fv1%2Fopenapi.json").status()).isEqualTo(404);
    }

    @Test
    void areAllThereThatTheyAskFor() {
      String index = text(ask("GET", "/"));
      List<String> asked =
          ASKED.matcher(index).results().map(found -> found.group(1)).distinct().toList();
      assertThat(asked).hasSizeGreaterThan(12).contains("/page/cytoscape.esm.min.mjs");
      for (String path : asked) {
        Answer answer = ask("GET", path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        ASKED
            .matcher(text(answer))
            .results()
            .forEach(found -> assertThat(ask("GET", found.group(1)).status()).isEqualTo(200));
      }
    }

    @Test
    void runNothingWithinTheDocument() {
      assertThat(ask("GET", "/").headers())
          .hasEntrySatisfying(
              "Content-Security-Policy",
              policy ->
                  assertThat(policy)
                      .contains(
                          "default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                      .doesNotContain("unsafe"))
          .containsEntry("X-Content-Type-Options", "nosniff")
          .containsEntry("Referrer-Policy", "no-referrer");
      assertThat(text(ask("GET", "/")))
          .doesNotContainPattern("<style|style=| on[a-z]+=|javascript:");
    }

    @Test
    void areSentOnce() {
      String tag = ask("GET", "/page/page.css").headers().getOrDefault("ETag", "");
      assertThat(tag).matches("\"[0-9a-f]{32}\"");
      assertThat(ask("GET", "/page/page.css", "if-none-match", tag).status()).isEqualTo(304);
      assertThat(ask("GET", "/page/page.css", "if-none-match", "\"x\"").status()).isEqualTo(200);
      assertThat(ask("GET", "/page/app.mjs", "if-none-match", tag).status()).isEqualTo(200);
    }
  }
}
