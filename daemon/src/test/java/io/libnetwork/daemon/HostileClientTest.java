package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Network;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients do that mean ill or are broken: each gets its status, and nobody else notices.
@Timeout(60)
class HostileClientTest {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final int LARGEST = 1 << 20;

  private static TestHost host;
  private static LeakAudit audit;
  private static TestDaemon daemon;
  private static Path socket;

  @BeforeAll
  static void open() {
    host = TestDaemon.host();
    audit = LeakAudit.begin(host);
    daemon = TestDaemon.open(host);
    socket = daemon.socket();
  }

  @AfterAll
  static void nothingIsLeft() {
    if (daemon != null) {
      daemon.close();
      assertThat(audit.leaks())
          .filteredOn(leak -> leak.contains("socket") || leak.startsWith("thread"))
          .isEmpty();
      host.close();
    }
  }

  @AfterEach
  void othersAreUnaffected() throws Exception {
    assertThat(RawClient.ask(socket, RawClient.request("GET", "/_ping", "", "")).text())
        .startsWith("HTTP/1.1 200 ")
        .endsWith("OK");
    assertThat(daemon.daemon().controller().networks())
        .extracting(Network::name)
        .containsExactlyInAnyOrder("bridge", "host", "none");
  }

  private static RawClient.Said create(String headers, String body) throws Exception {
    return RawClient.ask(socket, RawClient.request("POST", "/networks/create", headers, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"Name\":",
        "{\"Name\":\"shop\"",
        "null",
        "[]",
        "5",
        "\"shop\"",
        "{\"Name\":5}",
        "{\"Name\":[\"shop\"]}",
        "{\"Name\":\"shop\",\"Internal\":\"yes\"}",
        "{\"Name\":\"shop\",\"Labels\":[\"a\"]}",
        "{\"Name\":\"shop\",\"IPAM\":{\"Config\":{}}}",
        "{\"Name\":\"shop\"} {}",
        "{\"Name\":\"shop\"}]",
        "{\"Name\":\"shop\"} trailing",
        "{'Name':'shop'}",
        "{\"Name\":\"shop\",}",
        "{\"Name\":\"sh\u0000op\"}"
      })
  void aBodyThatIsNoNetworkIsRefused(String body) throws Exception {
    RawClient.Said said = create(JSON, body);
    assertThat(said.status()).as(said.text()).isEqualTo(400);
    assertThat(said.text()).contains("{\"message\":\"").doesNotContain("jackson");
  }

  @Test
  void aBodyThatNestsTooDeepIsRefused() throws Exception {
    String deep = "{\"Labels\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(create(JSON, deep).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: application/jsonx\r\n",
        "Content-Type: ;\r\n"
      })
  void aBodyOfAnotherTypeIsRefused(String header) throws Exception {
    RawClient.Said said = create(header, "{\"Name\":\"shop\"}");
    assertThat(said.status()).as(said.text()).isEqualTo(400);
    assertThat(said.text()).contains("Content-Type");
  }

  @Test
  void aHugeBodyIsRefusedBeforeItIsSent() throws Exception {
    String head = "POST /networks/create HTTP/1.1\r\nHost: d\r\n" + JSON;
    RawClient.Said said = RawClient.ask(socket, head + "Content-Length: 99999999999\r\n\r\n{");
    assertThat(said.status()).as(said.text()).isEqualTo(413);
  }

  @Test
  void aHugeBodyInPiecesIsRefused() throws Exception {
    try (RawClient client = RawClient.connect(socket)) {
      client.send(
          "POST /networks/create HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n"
              + JSON
              + "\r\n");
      String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      for (int sent = 0; sent <= LARGEST; sent += 0x10000) {
        client.send(piece);
      }
      client.send("0\r\n\r\n");
      assertThat(client.said().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/networks/..%2f..%2f..%2fetc%2fpasswd, 404",
    "/networks/%2e%2e%2fversion, 404",
    "/networks/%252e%252e, 404",
    "/networks/a%2fb, 404",
    "/networks/%00, 400",
    "/networks/%zz, 400",
    "/networks/%, 400",
    "/networks/%c0%ae%c0%ae, 400",
    "/../../etc/passwd, 400",
    "/networks/../../../etc/passwd, 400",
    "/etc/passwd, 404",
    "/networks/nobody, 404",
    "/containers/..%2f..%2fnetworks/json, 404",
    "/networks?filters=%zz, 400",
    "/networks?filters=nonsense, 400",
    "/networks?filters=%7B%22name%22:5%7D, 400",
    "/networks?filters=%7B%22name%22:%5B%22(a%2B)%2B%24%22%5D%7D, 200",
    "/networks/none?verbose=maybe, 400",
    "/v1.23/networks, 400",
    "/v1.51/networks, 400",
    "/v9/networks, 400",
    "/v1.99999999999999999999/networks, 400",
    "/v1../networks, 400",
    "/v1.41/v1.41/networks, 404",
    "/nonsense, 404",
    "//networks, 400"
  })
  void aTargetThatMeansNothingIsRefused(String target, int status) throws Exception {
    RawClient.Said said = RawClient.ask(socket, RawClient.request("GET", target, "", ""));
    assertThat(said.status()).as(said.text()).isEqualTo(status);
    assertThat(said.text()).doesNotContain("root:x:").doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({"PUT, /networks, 405", "TRACE, /networks, 405", "BREW, /networks/x, 405"})
  void aMethodThatDoesNotGoWithAPathIsRefused(String method, String target, int status)
      throws Exception {
    RawClient.Said said = RawClient.ask(socket, RawClient.request(method, target, "", ""));
    assertThat(said.status()).as(said.text()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /_ping HTTP/1.1\r\n\r\n",
        "GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: -5\r\n\r\n",
        "GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "GET /_ping HTTP/1.1\r\nHost: d\r\n bad header\r\n\r\n"
      })
  void whatIsNoRequestIsRefused(String bytes) throws Exception {
    RawClient.Said said = RawClient.ask(socket, bytes);
    assertThat(said.status()).as(said.text()).isBetween(400, 505);
    assertThat(said.text()).doesNotContain("Jetty").doesNotContain("Exception");
  }

  @Test
  void headersWithoutEndAreRefused() throws Exception {
    RawClient.Said said =
        RawClient.ask(
            socket, "GET /_ping HTTP/1.1\r\nHost: d\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
    assertThat(said.status()).as(said.text()).isEqualTo(431);
  }

  @Test
  void aFilterThatWouldTakeForeverIsRefused() throws Exception {
    String name = "a".repeat(60);
    daemon.daemon().controller().createNetwork("bridge", name);
    try {
      String filter = "/networks?filters=%7B%22name%22:%5B%22(a%2Ba%2B)%2Bb%22%5D%7D";
      RawClient.Said said = RawClient.ask(socket, RawClient.request("GET", filter, "", ""));
      assertThat(said.status()).as(said.text()).isEqualTo(400);
      assertThat(said.text()).contains("it takes too long");
    } finally {
      daemon.daemon().controller().getNetwork(name).delete();
    }
  }

  @Test
  void slowClientsHoldUpNobody() throws Exception {
    List<RawClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        RawClient client = RawClient.connect(socket);
        slow.add(client);
        client.send(i % 2 == 0 ? "GET /_pi" : half());
      }
      othersAreUnaffected();
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  /// A request whose body is never finished.
  private static String half() {
    return "POST /networks/create HTTP/1.1\r\nHost: d\r\nContent-Length: 100\r\n" + JSON + "\r\n{";
  }

  @Test
  void aBodyThatNobodyReadsMayComeLate() throws Exception {
    try (RawClient client = RawClient.connect(socket)) {
      client.send(
          "POST /swarm/init HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 9\r\n\r\n");
      for (char character : "{\"a\": 5}\n".toCharArray()) {
        Thread.sleep(20);
        client.send(String.valueOf(character));
      }
      assertThat(client.said().status()).isEqualTo(501);
    }
  }

  @Test
  void aRequestByteByByteIsAnswered() throws Exception {
    try (RawClient client = RawClient.connect(socket)) {
      for (char character : RawClient.request("GET", "/_ping", "", "").toCharArray()) {
        client.send(String.valueOf(character));
        Thread.sleep(1);
      }
      assertThat(client.said().status()).isEqualTo(200);
    }
  }

  @Test
  void whoHasSaidAllAndListensIsAnswered() throws Exception {
    try (RawClient client = RawClient.connect(socket)) {
      client.send(RawClient.request("GET", "/networks", "", ""));
      client.end();
      assertThat(client.said().status()).isEqualTo(200);
    }
  }

  @Test
  void whoEndsInTheMiddleMakesNothing() throws Exception {
    try (RawClient client = RawClient.connect(socket)) {
      client.send(half());
      client.end();
      assertThat(client.said().status()).isIn(0, 400);
    }
  }

  @Test
  void whoLeavesEventsIsForgotten() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = RawClient.connect(socket)) {
        client.send(RawClient.request("GET", "/events", "", ""));
      }
    }
  }

  @Test
  void fiveHundredAtATimeAreAnswered() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        clients.add(RawClient.connect(socket));
      }
      for (RawClient client : clients) {
        client.send(RawClient.request("GET", "/networks", "", ""));
      }
      for (RawClient client : clients) {
        assertThat(client.said().status()).isEqualTo(200);
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }
}
