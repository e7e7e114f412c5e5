package io.libnetwork.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  private static Call call(String method, String path) {
    return new Call("1", method, path, Map.of(), Query.NONE, Map.of(), RequestBody.NONE);
  }

  private static String said(Answer answer) {
    return answer instanceof Answer.OfJson json && json.value() instanceof Failure failure
        ? failure.message()
        : String.valueOf(answer);
  }

  @Nested
  class Paths {

    private final Router router =
        new Router()
            .add("GET", "/things", _ -> Answer.text("all"))
            .add("GET", "/things/first", _ -> Answer.text("first"))
            .add("GET", "/things/{id}", call -> Answer.text("one " + call.place("id")))
            .add(
                "POST",
                "/things/{id}/parts/{part}",
                call -> Answer.text(call.place("id") + " has " + call.place("part")))
            .add("GET", "/rest/{all...}", call -> Answer.text("rest " + call.place("all")));

    @ParameterizedTest
    @CsvSource({
      "GET, /things, all",
      "GET, /things/, all",
      "HEAD, /things, all",
      "GET, /things/first, first",
      "GET, /things/a, one a",
      "GET, /things/a%2Fb, one a/b",
      "GET, /things/a+b, one a+b",
      "GET, /things/%2e%2e, one ..",
      "GET, /things/%C3%A9, one é",
      "POST, /things/a/parts/b, a has b",
      "GET, /rest/a/b/c, rest a/b/c",
    })
    void areFoundByPattern(String method, String path, String text) {
      assertThat(router.answer(call(method, path)))
          .isEqualTo(new Answer.OfText(200, "text/plain; charset=utf-8", text, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/thing", "/things/a/parts", "/things//", "things", "/rest"})
    void areNotFound(String path) {
      assertThat(router.answer(call("GET", path)).status()).isEqualTo(404);
    }

    @Test
    void sayWhichMethodsTheyTake() {
      Answer answer = router.answer(call("DELETE", "/things/a"));
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("Allow", "GET");
      assertThat(said(answer)).contains("DELETE", "/things/a", "GET");
    }

    @Test
    void areRefusedWithAPercentSignAlone() {
      Answer answer = router.answer(call("GET", "/things/%zz"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(said(answer)).contains("%zz");
    }

    @Test
    void areTold() {
      assertThat(router.routes()).startsWith("GET /things", "GET /things/first");
    }
  }

  @Nested
  class Failures {

    private static Answer thrown(Exception failure) {
      Handler handler =
          _ -> {
            switch (failure) {
              case RuntimeException unchecked -> throw unchecked;
              case IOException gone -> throw gone;
              default -> throw new IllegalArgumentException(failure);
            }
          };
      return new Router().add("GET", "/x", handler).answer(call("GET", "/x"));
    }

    @Test
    void haveTheStatusOfTheirKind() {
      List<NetworkException> kinds =
          List.of(
              new NetworkException.InvalidParameter("no"),
              new NetworkException.Forbidden("no"),
              new NetworkException.NotFound("no"),
              new NetworkException.Conflict("no"),
              new NetworkException.NotImplemented("no"),
              new NetworkException.Unavailable("no"),
              new NetworkException.DeadlineExceeded("no"),
              new NetworkException.Cancelled("no", new InterruptedException()),
              new NetworkException.System("no", new IOException()));
      assertThat(kinds.stream().map(Failures::thrown).map(Answer::status))
          .containsExactly(400, 403, 404, 409, 501, 503, 500, 500, 500);
      assertThat(kinds.stream().map(Failures::thrown).map(RouterTest::said)).containsOnly("no");
    }

    @Test
    void ofOurOwnTellNothingButTheRequest() {
      Answer answer = thrown(new IllegalStateException("a secret"));
      assertThat(answer.status()).isEqualTo(500);
      assertThat(said(answer)).contains("request 1").doesNotContain("secret");
    }

    @Test
    void toReceiveTheBodyEndTheConnection() {
      assertThat(thrown(new RequestBody.TooLargeException()).status()).isEqualTo(413);
      assertThat(thrown(new RequestBody.TooLargeException()).headers())
          .containsEntry("Connection", "close");
      assertThat(thrown(new IOException("cut short")).status()).isEqualTo(400);
    }
  }
}
