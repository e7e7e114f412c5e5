package io.libnetwork.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @TempDir private Path folder;

  private void answering(String answer, Consumer<Api> client) throws IOException {
    try (CannedServer server = CannedServer.answering(folder, answer);
        Api api = HttpApi.at(server.address(), LONG)) {
      client.accept(api);
    }
  }

  private void hanging(String answer, Consumer<Api> client) throws IOException {
    try (CannedServer server = CannedServer.hanging(folder, answer);
        Api api = HttpApi.at(server.address(), SHORT)) {
      client.accept(api);
    }
  }

  private static Reply get(Api api) {
    return api.call(Request.get("/networks"));
  }

  @Nested
  class Asked {

    @Test
    void isWhatTheRequestSays() throws IOException {
      try (CannedServer server = CannedServer.answering(folder, OK + "Content-Length: 0\r\n\r\n");
          Api api = HttpApi.at(server.address(), LONG)) {
        JsonObject body = JsonObject.EMPTY.with("Name", "caf\u00e9");
        api.call(Request.post("/networks/create", body).with("X-More", "1"));
        assertThat(server.asked())
            .containsExactly(
                """
                POST /networks/create HTTP/1.1
                Host: localhost
                User-Agent: libnetwork
                Connection: close
                Content-Type: application/json
                Content-Length: 16
                X-More: 1

                {"Name":"caf\u00e9"}\
                """);
      }
    }

    @Test
    void bearsATokenWhereThereIsOne() throws IOException {
      try (CannedServer server = CannedServer.answering(folder, OK + "Content-Length: 0\r\n\r\n");
          HttpApi api = HttpApi.at(server.address(), LONG)) {
        get(api.bearing("abc+/="));
        assertThat(server.asked().getFirst()).contains("\nAuthorization: Bearer abc+/=\n");
        assertThatThrownBy(() -> api.bearing("a\r\nb"))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }

    @Test
    void escapesWhatWouldLeadElsewhere() {
      assertThat(Request.path("networks", "a/../b?c d+e"))
          .isEqualTo("/networks/a%2F..%2Fb%3Fc%20d%2Be");
      assertThat(Request.path("networks", "..")).isEqualTo("/networks/%2E%2E");
      assertThat(Request.query(Request.query("/n", "a", "1&2"), "b", "\u00e9"))
          .isEqualTo("/n?a=1%262&b=%C3%A9");
    }

    @Test
    void groupsFiltersByTheirNames() {
      assertThat(
              Request.filtered(
                  "/n", java.util.List.of("driver=bridge", "label=a=b", "driver=host")))
          .isEqualTo(
              Request.query(
                  "/n", "filters", "{\"driver\":[\"bridge\",\"host\"],\"label\":[\"a=b\"]}"));
      assertThatThrownBy(() -> Request.filtered("/n", java.util.List.of("driver")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'driver'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "networks", "/a b", "/a\r\nHost: x", "/\u00e9"})
    void isNoTargetThatWouldBreakTheLine(String target) {
      assertThatThrownBy(() -> Request.get(target)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNoHeaderThatWouldBreakTheLine() {
      assertThatThrownBy(() -> Request.get("/").with("A", "b\r\nC: d"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Answered {

    @Test
    void withALength() throws IOException {
      answering(
          OK + "Content-Type: application/json\r\ncontent-LENGTH: 7\r\n\r\n{\"a\":1}and more",
          api -> {
            Reply reply = get(api);
            assertThat(reply.object().text("a")).isEqualTo("1");
            assertThat(reply.headers()).containsEntry("content-type", "application/json");
          });
    }

    @Test
    void inPieces() throws IOException {
      answering(
          OK
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "5;x=y\r\n[1,2,\r\nA\r\n\"\u00e9\",4,5,6\r\n1\r\n]\r\n0\r\nTrailer: x\r\n\r\n",
          api -> assertThat(get(api).array()).hasToString("[1,2,\"\u00e9\",4,5,6]"));
    }

    @Test
    void upToTheEndOfTheConnection() throws IOException {
      answering(OK + "\r\nplain", api -> assertThat(get(api).text()).isEqualTo("plain"));
    }

    @Test
    void withNothing() throws IOException {
      answering(
          "HTTP/1.1 204 No Content\r\n\r\n",
          api -> assertThat(get(api)).isEqualTo(new Reply(204, Map.of(), "")));
    }

    @Test
    void behindOneThatOnlyAnnouncesIt() throws IOException {
      answering(
          "HTTP/1.1 100 Continue\r\n\r\n" + OK + "Content-Length: 2\r\n\r\nok",
          api -> assertThat(get(api).text()).isEqualTo("ok"));
    }

    @Test
    void lineByLine() throws IOException {
      answering(
          OK
              + "Transfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n5\r\n\r\ntwo\r\n2\r\nx\n\r\n0\r\n\r\n",
          api -> {
            try (Lines lines = api.open(Request.get("/events"))) {
              assertThat(lines.next()).contains("one");
              assertThat(lines.next()).contains("");
              assertThat(lines.next()).contains("twox");
              assertThat(lines.next()).isEmpty();
            }
          });
    }

    @Test
    void aStreamEndsForWhoWaitsWhenItIsClosed() throws IOException {
      try (CannedServer server =
              CannedServer.hanging(
                  folder, OK + "Transfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
          Api api = HttpApi.at(server.address(), LONG)) {
        Lines lines = api.open(Request.get("/events"));
        assertThat(lines.next()).contains("one");
        Thread closing = Thread.ofPlatform().start(lines::close);
        assertThat(lines.next()).isEmpty();
        assertThat(closing).isNotNull();
      }
    }
  }

  @Nested
  class Refused {

    @Test
    void saysWhatTheDaemonSays() throws IOException {
      answering(
          "HTTP/1.1 404 Not Found\r\nContent-Length: 35\r\n\r\n{\"message\":\"network web not found\"}",
          api ->
              assertThatThrownBy(() -> get(api))
                  .isInstanceOfSatisfying(
                      ApiException.Refused.class,
                      refused -> {
                        assertThat(refused).hasMessage("network web not found");
                        assertThat(refused.status()).isEqualTo(404);
                        assertThat(refused.notFound()).isTrue();
                      }));
    }

    @Test
    void orTheStatusWhereNothingIsSaid() throws IOException {
      answering(
          "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
          api ->
              assertThatThrownBy(() -> api.open(Request.get("/events")))
                  .isInstanceOf(ApiException.Refused.class)
                  .hasMessage("the daemon answered 500"));
    }
  }

  @Nested
  class Broken {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "SSH-2.0-OpenSSH_9.2\r\n",
          "HTTP/1.1 2x0 OK\r\n\r\n",
          "HTTP/1.1 200\r\nno colon\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
        })
    void isWhatDoesNotSpeakHttp(String answer) throws IOException {
      answering(
          answer,
          api -> assertThatThrownBy(() -> get(api)).isInstanceOf(ApiException.Broken.class));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "HTTP/1.1 200 OK\r\nContent-Le",
          "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        })
    void isWhatIsCutOff(String answer) throws IOException {
      answering(
          answer,
          api ->
              assertThatThrownBy(() -> get(api))
                  .isInstanceOf(ApiException.Broken.class)
                  .hasMessageContaining("GET /networks at unix://")
                  .hasMessageContaining("was cut off"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"})
    void isWhatComesTooLate(String answer) throws IOException {
      hanging(
          answer,
          api ->
              assertThatThrownBy(() -> get(api))
                  .isInstanceOf(ApiException.Broken.class)
                  .hasMessageContaining("no answer to GET /networks")
                  .hasMessageContaining("within 0 s"));
    }

    @Test
    void isAStreamThatFallsSilent() throws IOException {
      hanging(
          OK + "\r\nline\n",
          api -> {
            try (Lines lines = api.open(Request.get("/events"))) {
              assertThat(lines.next()).contains("line");
              assertThatThrownBy(lines::next).isInstanceOf(ApiException.Broken.class);
            }
          });
    }

    @Test
    void isWhatIsLargerThanAnybodyReads() throws IOException {
      answering(
          OK + "\r\n" + "x".repeat(HttpApi.LARGEST + 1),
          api ->
              assertThatThrownBy(() -> get(api))
                  .isInstanceOf(ApiException.Broken.class)
                  .hasMessageContaining(HttpApi.LARGEST + " bytes"));
    }

    @Test
    void isALineWithoutEnd() throws IOException {
      answering(
          OK + "X: " + "x".repeat(1 << 17),
          api ->
              assertThatThrownBy(() -> get(api))
                  .isInstanceOf(ApiException.Broken.class)
                  .hasMessageContaining("16384 bytes"));
    }

    @Test
    void isWhatIsNoJson() throws IOException {
      answering(
          OK + "\r\n{\"a\":",
          api ->
              assertThatThrownBy(() -> get(api).object())
                  .isInstanceOf(ApiException.Broken.class)
                  .hasMessageContaining("no JSON"));
    }
  }

  @Nested
  class Unreachable {

    private void expect(Path socket, String... said) {
      try (Api api = HttpApi.at(new DaemonAddress.Unix(socket), LONG)) {
        assertThatThrownBy(() -> get(api))
            .isInstanceOf(ApiException.Unreachable.class)
            .hasMessageContaining("cannot reach the daemon at unix://" + socket)
            .hasMessageContaining("libnetwork daemon")
            .hasMessageContaining("--local")
            .hasMessageContainingAll(said);
      }
    }

    @Test
    void isWhereThereIsNoSocket() {
      expect(folder.toAbsolutePath().resolve("none"), "there is no such socket");
    }

    @Test
    void isWhereNobodyListens() throws IOException {
      CannedServer server = CannedServer.answering(folder, "");
      server.close();
      expect(server.address().path(), "nobody listens");
    }

    @Test
    void isWhereThereIsAnotherKindOfFile() throws IOException {
      expect(Files.writeString(folder.toAbsolutePath().resolve("file"), "text"), "nobody listens");
    }
  }
}
