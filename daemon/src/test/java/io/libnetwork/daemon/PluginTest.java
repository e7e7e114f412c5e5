package io.libnetwork.daemon;

import static io.libnetwork.plugins.protocol.IpamMethod.RELEASE_ADDRESS;
import static io.libnetwork.plugins.protocol.IpamMethod.RELEASE_POOL;
import static io.libnetwork.plugins.protocol.IpamMethod.REQUEST_ADDRESS;
import static io.libnetwork.plugins.protocol.IpamMethod.REQUEST_POOL;
import static io.libnetwork.plugins.protocol.NetworkMethod.CREATE_ENDPOINT;
import static io.libnetwork.plugins.protocol.NetworkMethod.CREATE_NETWORK;
import static io.libnetwork.plugins.protocol.NetworkMethod.DELETE_ENDPOINT;
import static io.libnetwork.plugins.protocol.NetworkMethod.DELETE_NETWORK;
import static io.libnetwork.plugins.protocol.NetworkMethod.ENDPOINT_OPER_INFO;
import static io.libnetwork.plugins.protocol.NetworkMethod.JOIN;
import static io.libnetwork.plugins.protocol.NetworkMethod.LEAVE;
import static io.libnetwork.plugins.protocol.NetworkMethod.PROGRAM_EXTERNAL_CONNECTIVITY;
import static io.libnetwork.plugins.protocol.NetworkMethod.REVOKE_EXTERNAL_CONNECTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginProtocol;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The daemon as a plugin, asked as a Docker Engine asks it; the test does what the engine does
/// itself.
class PluginTest {

  private static final String NETWORK = "a1".repeat(32);
  private static final String WEB = "b2".repeat(32);
  private static final String DB = "c3".repeat(32);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final PluginProtocolCalls CALLS = new PluginProtocolCalls(NETWORK);

  private TestHost host;
  private LeakAudit audit;
  private Path folder;
  private Path socket;
  private TestDaemon daemon;
  private PluginClient engine;

  @BeforeEach
  void open() throws IOException {
    host = TestDaemon.host();
    audit = LeakAudit.begin(host);
    folder = Files.createTempDirectory("libnetwork-plugin-");
    socket = folder.resolve("plugins/libnetwork.sock");
    start();
    engine = new PluginClient(socket);
  }

  private void start() {
    daemon =
        TestDaemon.open(host, "--docker-plugin=" + socket, "--state=" + folder.resolve("state"));
  }

  private void restart() {
    daemon.close();
    start();
  }

  @AfterEach
  void close() throws IOException {
    engine.call(DELETE_NETWORK, new NetworkCall(NETWORK));
    assertThat(daemon.daemon().controller().sandboxes()).isEmpty();
    daemon.daemon().controller().getNetwork("bridge").delete();
    daemon.close();
    host.host().close();
    assertThat(audit.leaks())
        .filteredOn(leak -> !leak.contains("open socket"))
        .as("left behind")
        .isEmpty();
    host.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Nested
  class AtItsSocket {

    @Test
    void saysWhatItImplements() {
      assertThat(engine.reply(PluginProtocol.ACTIVATE).object().toString())
          .isEqualTo("{\"Implements\":[\"NetworkDriver\",\"IpamDriver\"]}");
      assertThat(engine.reply(PluginProtocol.ACTIVATE).headers())
          .containsEntry("content-type", PluginProtocol.CONTENT_TYPE);
      assertThat(engine.call(NetworkMethod.GET_CAPABILITIES).text("Scope")).isEqualTo("local");
      assertThat(engine.call(IpamMethod.GET_CAPABILITIES).holds("RequiresRequestReplay")).isFalse();
    }

    @Test
    void isRootsAloneAndAnswersNothingElse() throws IOException {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-rw----");
      assertThatThrownBy(() -> engine.reply("/v1/networks")).hasMessageContaining("not found");
      HttpApi usual = HttpApi.at(new DaemonAddress.Unix(daemon.socket()), PATIENCE);
      assertThatThrownBy(() -> usual.call(Request.post(PluginProtocol.ACTIVATE)))
          .isInstanceOf(ApiException.Refused.class);
    }

    @Test
    void answersEnginesThatNameNoHost() throws Exception {
      String activate =
          String.join(
              "\r\n",
              "POST /Plugin.Activate HTTP/1.1",
              "Host: ",
              "User-Agent: Go-http-client/1.1",
              "Content-Length: 0",
              "%s",
              "");
      try (RawClient twice = RawClient.connect(socket)) {
        twice.send(activate.formatted("") + activate.formatted("Connection: close\r\n"));
        assertThat(twice.said().text().split("NetworkDriver", -1)).hasSize(3);
      }
    }

    @Test
    void refusesWhatIsNoRequestAndAnswersOthers() throws Exception {
      String head = "POST /Plugin.Activate HTTP/1.1\r\n";
      for (var each :
          Map.of(
                  "what?\r\n\r\n",
                  400,
                  head + "no header\r\n\r\n",
                  400,
                  head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
                  400,
                  head + "Content-Length: -1\r\n\r\n",
                  400,
                  head + "Content-Length: 99999999\r\n\r\n",
                  413,
                  head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                  411,
                  head + "X: " + "x".repeat(20_000) + "\r\n\r\n",
                  431,
                  RawClient.request("GET", "/Plugin.Activate", "", ""),
                  405)
              .entrySet()) {
        assertThat(RawClient.ask(socket, each.getKey()).status())
            .as("%.60s", each.getKey())
            .isEqualTo(each.getValue());
      }
      try (RawClient silent = RawClient.connect(socket);
          RawClient cut = RawClient.connect(socket)) {
        silent.send(head);
        cut.send(head + "Content-Length: 10\r\n\r\n{");
        cut.end();
        assertThat(cut.said().status()).isZero();
        assertThat(engine.reply(PluginProtocol.ACTIVATE).status()).isEqualTo(200);
      }
    }

    @Test
    void tellsOfFailuresAsEnginesReadThem() {
      assertThatThrownBy(() -> engine.call(CREATE_NETWORK, "{\"NetworkID\":\"x\"}"))
          .isInstanceOfSatisfying(
              ApiException.Refused.class,
              refused -> {
                assertThat(refused.status()).isEqualTo(500);
                JsonObject body =
                    (JsonObject) JsonValue.parse(String.valueOf(refused.getMessage()));
                assertThat(body.text("Err")).contains("\"x\"");
                assertThat(body.text("Error")).isEqualTo(body.text("Err"));
              });
      assertThatThrownBy(() -> engine.call(CREATE_NETWORK, "[]")).hasMessageContaining("object");
      assertThatThrownBy(() -> engine.call(JOIN, "{}")).hasMessageContaining("NetworkID");
      assertThatThrownBy(
              () -> engine.call(CREATE_NETWORK, CALLS.network("io.libnetwork.driver", "magic")))
          .hasMessageContaining("magic");
      assertThatThrownBy(() -> engine.call(CREATE_NETWORK, CALLS.network("some.option", "x")))
          .hasMessageContaining("some.option");
      assertThat(daemon.daemon().controller().networks()).hasSize(3);
    }
  }

  @Nested
  class WithItsNetworks {

    @Test
    void doesNotTouchWhatIsNoEngines() {
      String ours = daemon.daemon().controller().getNetwork("bridge").id().value();
      engine.call(DELETE_NETWORK, new NetworkCall(ours));
      assertThat(daemon.daemon().controller().findNetwork("bridge")).isPresent();
      assertThatThrownBy(() -> engine.call(CREATE_ENDPOINT, CALLS.endpoint(ours, WEB, "")))
          .hasMessageContaining(ours);
    }

    @Test
    void answersTheSameToWhatIsAskedTwice() {
      engine.call(CREATE_NETWORK, CALLS.network());
      engine.call(CREATE_NETWORK, CALLS.network());
      JsonObject first = engine.call(CREATE_ENDPOINT, CALLS.endpoint(WEB, "10.8.0.2/24"));
      assertThat(engine.call(CREATE_ENDPOINT, CALLS.endpoint(WEB, "10.8.0.2/24"))).isEqualTo(first);
      JsonObject joined = engine.call(JOIN, CALLS.join(WEB, "/run/docker/netns/web"));
      assertThat(engine.call(JOIN, CALLS.join(WEB, "/run/docker/netns/web"))).isEqualTo(joined);
      restart();
      assertThat(engine.call(JOIN, CALLS.join(WEB, "/run/docker/netns/web"))).isEqualTo(joined);
      engine.call(CREATE_NETWORK, CALLS.network());
      for (int twice = 0; twice < 2; twice++) {
        engine.call(LEAVE, new EndpointCall(NETWORK, WEB));
        engine.call(DELETE_ENDPOINT, new EndpointCall(NETWORK, WEB));
        engine.call(DELETE_NETWORK, new NetworkCall(NETWORK));
      }
    }

    @Test
    void refusesWhatIsThereAndDifferent() {
      engine.call(CREATE_NETWORK, CALLS.network());
      assertThatThrownBy(() ->
              engine.call(CREATE_NETWORK, CALLS.network().replace("10.8.0.0/24", "10.8.0.0/25")))
          .hasMessageContaining("another");
      engine.call(CREATE_ENDPOINT, CALLS.endpoint(WEB, "10.8.0.2/24"));
      assertThatThrownBy(() -> engine.call(CREATE_ENDPOINT, CALLS.endpoint(WEB, "10.8.0.3/24")))
          .hasMessageContaining("10.8.0.2");
      assertThatThrownBy(() -> engine.call(CREATE_ENDPOINT, CALLS.endpoint(DB, "10.8.0.2/24")))
          .hasMessageContaining("10.8.0.2");
      assertThatThrownBy(() -> engine.call(CREATE_ENDPOINT, CALLS.endpoint(DB, "10.9.0.2/24")))
          .hasMessageContaining("10.9.0.2");
      engine.call(JOIN, CALLS.join(WEB, "/run/docker/netns/web"));
      assertThatThrownBy(() -> engine.call(JOIN, CALLS.join(WEB, "/run/docker/netns/other")))
          .hasMessageContaining("joined already");
      assertThatThrownBy(
              () -> engine.call(CREATE_NETWORK, CALLS.network().replace(NETWORK, "d4".repeat(32))))
          .hasMessageContaining("overlaps");
    }
  }

  @Nested
  class WithItsContainers {

    private final Containers containers = new Containers();

    @AfterEach
    void end() {
      containers.close();
    }

    @Test
    void connectsThemAndPublishesTheirPortsOverItsRestart() {
      engine.call(CREATE_NETWORK, CALLS.network());
      Path web = containers.run(WEB, "10.8.0.2/24");
      Path db = containers.run(DB, "10.8.0.3/24");
      engine.call(PROGRAM_EXTERNAL_CONNECTIVITY, CALLS.program(WEB, 80, 8080));
      try (ContainerProcess _ = ContainerProcess.serve(web.toString(), 80, "from web")) {
        assertThat(fetched(db, "10.8.0.2", 80)).contains("from web");
        assertThat(fetched(host.namespacePath(), "127.0.0.1", 8080)).contains("from web");
        restart();
        assertThat(fetched(db, "10.8.0.2", 80)).contains("from web");
        assertThat(fetched(host.namespacePath(), "127.0.0.1", 8080)).contains("from web");
        assertThat(engine.call(ENDPOINT_OPER_INFO, new EndpointCall(NETWORK, WEB)).toString())
            .contains("\"HostPort\":8080");
        engine.call(REVOKE_EXTERNAL_CONNECTIVITY, new EndpointCall(NETWORK, WEB));
        assertThat(fetched(host.namespacePath(), "127.0.0.1", 8080)).isEmpty();
      }
      engine.call(LEAVE, new EndpointCall(NETWORK, WEB));
      assertThat(host.run("nsenter", "--net=" + web, "ip", "-br", "link")).doesNotContain("eth0");
    }

    private String fetched(Path from, String address, int port) {
      try (PacketProbe probe = PacketProbe.in(host.thread(), from)) {
        return probe.fetch(IpAddress.parse(address), port, PATIENCE)
                instanceof PacketProbe.Outcome.Answered(String text)
            ? text
            : "";
      }
    }
  }

  /// What an engine does itself: namespaces, and interfaces in them.
  private final class Containers {

    private final Map<Path, NetworkNamespace> namespaces = new LinkedHashMap<>();

    Path run(String endpoint, String address) {
      Path path = folder.resolve("netns").resolve(endpoint.substring(0, 12));
      engine.call(CREATE_ENDPOINT, CALLS.endpoint(endpoint, address));
      JsonObject joined = engine.call(JOIN, CALLS.join(endpoint, path.toString()));
      namespaces.put(path, host.thread().createAt(path));
      String source = joined.object("InterfaceName").text("SrcName");
      host.run("ip", "link", "set", source, "netns", path.toString());
      for (String command :
          List.of(
              "ip link set " + source + " name eth0",
              "ip address add " + address + " dev eth0",
              "ip link set eth0 up",
              "ip route add default via " + joined.text("Gateway"))) {
        host.run("nsenter", "--net=" + path, "sh", "-c", command);
      }
      return path;
    }

    void close() {
      namespaces.forEach((path, namespace) -> {
        namespace.close();
        NetworkNamespace.delete(path);
      });
      NamespaceFolder.remove(folder.resolve("netns"));
    }
  }

  @Nested
  class WithItsPools {

    private static final RequestPoolCall ANY =
        new RequestPoolCall("LocalDefault", Optional.empty(), Optional.empty(), Map.of(), false);
    private static final RequestPoolCall NAMED =
        new RequestPoolCall(
            "LocalDefault",
            Optional.of(IpPrefix.parse("10.8.0.0/24")),
            Optional.empty(),
            Map.of(),
            false);

    private RequestPoolAnswer request(RequestPoolCall call) {
      return RequestPoolAnswer.of(engine.call(REQUEST_POOL, call));
    }

    private InterfaceAddress address(String pool, Optional<String> asked, boolean gateway) {
      Map<String, String> options =
          gateway ? Map.of("RequestAddressType", "com.docker.network.gateway") : Map.of();
      JsonObject answer =
          engine.call(
              REQUEST_ADDRESS, new RequestAddressCall(pool, asked.map(IpAddress::parse), options));
      return RequestAddressAnswer.of(answer).address().orElseThrow();
    }

    private void release(String pool) {
      engine.call(RELEASE_POOL, new ReleasePoolCall(pool));
    }

    @Test
    void givesOnesThatOverlapNothingOfOurs() {
      RequestPoolAnswer first = request(ANY);
      RequestPoolAnswer second = request(ANY);
      var ours = daemon.daemon().controller().getNetwork("bridge").pools().getFirst().prefix();
      assertThat(Stream.of(first.pool(), second.pool(), ours)).doesNotHaveDuplicates();
      assertThatThrownBy(() ->
              daemon
                  .daemon()
                  .controller()
                  .createNetwork("bridge", "n", NetworkOption.Pool.of(first.pool())))
          .hasMessageContaining("a Docker Engine");
      release(first.poolId());
      release(second.poolId());
      release(second.poolId());
    }

    @Test
    void remembersThemOverItsRestart() {
      String pool = request(NAMED).poolId();
      assertThat(address(pool, Optional.empty(), true)).hasToString("10.8.0.1/24");
      assertThat(address(pool, Optional.empty(), false)).hasToString("10.8.0.2/24");
      engine.call(CREATE_NETWORK, CALLS.network());
      restart();
      assertThat(address(pool, Optional.empty(), false)).hasToString("10.8.0.3/24");
      assertThatThrownBy(() -> address(pool, Optional.of("10.8.0.2"), false))
          .hasMessageContaining("10.8.0.2");
      engine.call(RELEASE_ADDRESS, new ReleaseAddressCall(pool, IpAddress.parse("10.8.0.2")));
      assertThat(address(pool, Optional.of("10.8.0.2"), false)).hasToString("10.8.0.2/24");
      assertThatThrownBy(() -> release(pool)).hasMessageContaining("delete that first");
      engine.call(DELETE_NETWORK, new NetworkCall(NETWORK));
      release(pool);
      restart();
      assertThatThrownBy(() -> address(pool, Optional.empty(), false)).hasMessageContaining(pool);
    }

    @Test
    void givesTheSameAgainToWhoAsksByName() {
      String pool = request(NAMED).poolId();
      assertThat(request(NAMED).poolId()).isEqualTo(pool);
      assertThat(address(pool, Optional.of("10.8.0.1"), true))
          .isEqualTo(address(pool, Optional.of("10.8.0.1"), true));
      engine.call(RELEASE_ADDRESS, new ReleaseAddressCall(pool, IpAddress.parse("10.8.0.1")));
      release(pool);
      assertThatThrownBy(() -> address(pool, Optional.of("10.8.0.1"), false))
          .hasMessageContaining("10.8.0.1");
      release(pool);
      assertThatThrownBy(() -> address(pool, Optional.of("10.8.0.1"), false))
          .hasMessageContaining(pool);
    }

    @Test
    void refusesWhatIsNone() {
      assertThatThrownBy(() -> address("LocalDefault/10.77.0.0/24", Optional.empty(), false))
          .hasMessageContaining("10.77.0.0/24");
      assertThatThrownBy(() ->
              request(
                  new RequestPoolCall(
                      "elsewhere", Optional.empty(), Optional.empty(), Map.of(), false)))
          .hasMessageContaining("elsewhere");
      assertThatThrownBy(() ->
              request(
                  new RequestPoolCall(
                      "", Optional.empty(), Optional.empty(), Map.of("colour", "red"), false)))
          .hasMessageContaining("colour");
    }
  }
}
