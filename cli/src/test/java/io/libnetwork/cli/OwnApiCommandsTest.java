package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.cli.session.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the commands behind our own API ask, and what they print of the answers.
class OwnApiCommandsTest {

  private static final Pattern SPACE = Pattern.compile(" ");
  private static final String ENDPOINT =
      """
      {"id":"e1e1e1e1e1e1e1e1","name":"web","network":{"id":"n1","name":"shop"},\
      "addresses":["10.1.0.2/24","fd00::2/64"],"interfaceName":"eth0",\
      "macAddress":"02:42:0a:01:00:02","sandbox":{"id":"s1","container":"web"},\
      "published":["8080:80/tcp"],"bindings":[\
      {"protocol":"tcp","hostAddress":"0.0.0.0","hostPort":8080,"containerAddress":"10.1.0.2",\
      "containerPort":80,"count":1,"sources":[]},\
      {"protocol":"udp","hostAddress":"::","hostPort":9000,"containerAddress":"fd00::2",\
      "containerPort":90,"count":3,"sources":["192.0.2.0/24"]}],"labels":{"tier":"front"}}\
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private FakeDaemon daemon;

  @BeforeEach
  void aDaemon() throws IOException {
    daemon =
        FakeDaemon.in(folder)
            .answer("GET /v1/networks", 200, "[{\"id\":\"n1\",\"name\":\"shop\"}]")
            .answer("GET /v1/networks/shop", 200, "{\"id\":\"n1\",\"name\":\"shop\"}")
            .answer("GET /v1/networks/n1/endpoints", 200, "[" + ENDPOINT + "]")
            .answer("GET /v1/networks/shop/endpoints", 200, "[" + ENDPOINT + "]");
  }

  @AfterEach
  void end() {
    daemon.close();
  }

  private int run(String line) {
    return run(SPACE.split(line, -1));
  }

  private int run(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of("-H", daemon.address()));
    all.addAll(List.of(words));
    return Commands.all()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  /// Each command that changes something: what is typed, what is asked, and what is printed of an
  /// answer that has everything.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "sandbox create web#POST /v1/sandboxes {\"container\":\"web\"}#id0",
        "sandbox create --hostname h --dns 192.0.2.1 --files --label a=b --lease 10m --pid 7"
            + " --add-host x:host-gateway --ephemeral web"
            + "#POST /v1/sandboxes {\"namespace\":{\"pid\":7},\"hostname\":\"h\","
            + "\"extraHosts\":[{\"name\":\"x\",\"address\":\"host-gateway\"}],"
            + "\"dns\":[\"192.0.2.1\"],\"files\":true,\"labels\":{\"a\":\"b\"},"
            + "\"leases\":[{\"duration\":\"PT10M\"}],\"ephemeral\":true,\"container\":\"web\"}#id0",
        "sandbox rm web#DELETE /v1/sandboxes/web#web",
        "sandbox attach web shop --ip 10.1.0.9 --ip6 fd00::9 -p 80:80 --mtu 1400 --no-ipv6"
            + " --egress 5mbit --link db:store --reserve"
            + "#POST /v1/sandboxes/web/attach {\"network\":\"shop\",\"endpoint\":{"
            + "\"addresses\":[\"10.1.0.9\",\"fd00::9\"],\"mtu\":1400,\"ports\":[\"80:80\"],"
            + "\"bandwidth\":{\"egress\":{\"rate\":\"5mbit\"}},\"reserve\":true,\"ipv6\":false,"
            + "\"links\":{\"store\":\"db\"}}}#10.1.0.2/24, fd00::2/64",
        "endpoint create shop web --alias a --label x=y --no-gateway --gw-priority 3"
            + "#POST /v1/networks/shop/endpoints {\"defaultRoute\":false,\"gatewayPriority\":3,"
            + "\"aliases\":[\"a\"],\"labels\":{\"x\":\"y\"},\"name\":\"web\"}#id0",
        "endpoint rm -f shop web#DELETE /v1/networks/shop/endpoints/web?force=true#web",
        "endpoint join shop web box"
            + "#POST /v1/networks/shop/endpoints/web/join {\"sandbox\":\"box\"}#eth0 10.1.0.1/24",
        "endpoint leave shop web#POST /v1/networks/shop/endpoints/web/leave#web",
        "port publish shop web 8080:80 53/udp#POST /v1/networks/shop/endpoints/web/ports"
            + " {\"ports\":[\"8080:80\",\"53/udp\"]}#[::]:8080/tcp",
        "port unpublish shop web 8080:80 53/udp#DELETE /v1/networks/shop/endpoints/web/ports"
            + "?port=8080%3A80&port=53%2Fudp#8080:80|53/udp",
        "service create shop web --port http=80:8080 --port 53/udp --sticky 10m --check 80/well"
            + " --check-interval 5s -p 443:80"
            + "#POST /v1/networks/shop/services {\"name\":\"web\",\"ports\":[{\"port\":80,"
            + "\"target\":8080,\"name\":\"http\"},{\"protocol\":\"udp\",\"port\":53}],"
            + "\"balancing\":{\"kind\":\"sticky\",\"time\":\"PT10M\"},\"published\":[\"443:80\"],"
            + "\"check\":{\"port\":80,\"path\":\"/well\",\"interval\":\"PT5S\"}}#10.1.0.1/24",
        "service rm shop web#DELETE /v1/networks/shop/services/web#web",
        "service add shop web one --weight 3#POST /v1/networks/shop/services/web/backends"
            + " {\"endpoint\":\"one\",\"weight\":3}#one",
        "service weigh shop web one 7#PUT /v1/networks/shop/services/web/backends/one/weight"
            + " {\"weight\":7}#one",
        "service drain shop web one --time 90s#POST"
            + " /v1/networks/shop/services/web/backends/one/drain {\"time\":\"PT1M30S\"}#one",
        "service remove shop web one#DELETE /v1/networks/shop/services/web/backends/one#one",
        "dns rm shop app#DELETE /v1/networks/shop/zones/app#app",
      })
  void asksAndPrints(String typed, String asked, String printed) {
    String request =
        SPACE.splitAsStream(asked).limit(2).reduce((a, b) -> a + " " + b).orElseThrow();
    daemon.answer(
        request,
        200,
        "{\"id\":\"id0\",\"interfaceName\":\"eth0\",\"addresses\":[\"10.1.0.1/24\"],\"endpoint\":"
            + ENDPOINT
            + ",\"bindings\":[{\"hostAddress\":\"::\",\"hostPort\":8080,\"protocol\":\"tcp\"}]}");
    assertThat(run(typed)).as(err.toString()).isZero();
    assertThat(daemon.asked()).containsExactly(asked);
    assertThat(out.toString()).isEqualTo(printed.replace('|', '\n') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "sandbox create web#POST /v1/sandboxes?dryRun=true",
        "sandbox rm web#DELETE /v1/sandboxes/web?dryRun=true",
        "sandbox attach web shop#POST /v1/sandboxes/web/attach?dryRun=true",
        "endpoint create shop web#POST /v1/networks/shop/endpoints?dryRun=true",
        "endpoint rm -f shop web#DELETE /v1/networks/shop/endpoints/web?force=true&dryRun=true",
        "endpoint join shop web box#POST /v1/networks/shop/endpoints/web/join?dryRun=true",
        "endpoint leave shop web#POST /v1/networks/shop/endpoints/web/leave?dryRun=true",
        "port publish shop web 80#POST /v1/networks/shop/endpoints/web/ports?dryRun=true",
        "port unpublish shop web 80"
            + "#DELETE /v1/networks/shop/endpoints/web/ports?port=80&dryRun=true",
        "service create shop web#POST /v1/networks/shop/services?dryRun=true",
        "service rm shop web#DELETE /v1/networks/shop/services/web?dryRun=true",
        "service add shop web one#POST /v1/networks/shop/services/web/backends?dryRun=true",
        "service weigh shop web one 2"
            + "#PUT /v1/networks/shop/services/web/backends/one/weight?dryRun=true",
        "service drain shop web one"
            + "#POST /v1/networks/shop/services/web/backends/one/drain?dryRun=true",
        "service remove shop web one"
            + "#DELETE /v1/networks/shop/services/web/backends/one?dryRun=true",
        "dns rm shop app#DELETE /v1/networks/shop/zones/app?dryRun=true",
      })
  void printsThePlanAndChangesNothing(String typed, String asked) {
    daemon.answer(asked, 200, "{\"steps\":[{\"text\":\"make x\"}],\"clear\":true}");
    assertThat(run(typed + " --dry-run")).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo("make x\nnothing was changed\n");
    assertThat(daemon.asked()).singleElement().asString().startsWith(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "sandbox create --pid 7 --host-network web#do not go together",
        "sandbox create --add-host x web#--add-host 'x': expected NAME:ADDRESS",
        "sandbox create --lease soon web#invalid time 'soon'",
        "endpoint create shop#<name>",
        "endpoint create shop web --mtu wide#wide",
        "service create shop web --port http#--port 'http': 'http' is no port",
        "service create shop web --check-interval 5s#--check-interval goes with --check",
        "service create shop web --sticky 10m --balancing random#does not go with",
        "service weigh shop web one heavy#heavy",
        "sandbox ls --filter web#invalid filter 'web'",
        "sandbox ls --filter colour=red#expected label or one of id, container",
        "events --filter colour=red#expected kind=KIND or network=NAME",
        "events --format {{.#this action is not closed",
        "completion tcsh#no completion for 'tcsh': expected bash, zsh or fish",
      })
  void saysWhatIsTypedWrongAndAsksNobody(String typed, String said) {
    daemon.answer("GET /v1/sandboxes", 200, "[]");
    assertThat(run(typed)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).startsWith("libnetwork: ").contains(said).hasLineCount(1);
    assertThat(daemon.asked()).allMatch(asked -> asked.equals("GET /v1/sandboxes"));
  }

  @Nested
  class Listed {

    @Test
    void areSandboxes() {
      daemon.answer(
          "GET /v1/sandboxes",
          200,
          "[{\"id\":\"5151515151515151\",\"container\":\"web\",\"key\":\"/run/x\",\"endpoints\":["
              + ENDPOINT
              + "],\"labels\":{}}]");
      assertThat(run("sandbox ls")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              SANDBOX ID     CONTAINER   NETWORKS   ADDRESSES
              515151515151   web         shop       10.1.0.2/24, fd00::2/64
              """);
    }

    @Test
    void areEndpoints() {
      assertThat(run("endpoint", "ls", "--format", "{{.ID}} {{.Interface}} {{.Ports}}")).isZero();
      assertThat(run("endpoint ls --filter label=tier=back -q")).isZero();
      assertThat(out.toString()).isEqualTo("e1e1e1e1e1e1 eth0 8080:80/tcp\n");
    }

    @Test
    void arePorts() {
      assertThat(run("port ls shop web")).isZero();
      assertThat(run("port ls -q shop other")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              HOST             CONTAINER         PROTOCOL   NETWORK   ENDPOINT   FROM
              0.0.0.0:8080     10.1.0.2:80       tcp        shop      web        everywhere
              [::]:9000-9002   [fd00::2]:90-92   udp        shop      web        192.0.2.0/24
              """);
    }

    @Test
    void areServices() {
      daemon.answer(
          "GET /v1/networks/shop/services",
          200,
          """
          [{"name":"web","network":{"name":"shop"},"addresses":["10.1.0.3"],"ports":[\
          {"protocol":"tcp","port":80,"target":8080},{"protocol":"udp","port":53,"target":53}],\
          "backends":[{"state":"active"},{"state":"draining"}]}]\
          """);
      assertThat(run("service ls shop")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              SERVICE   NETWORK   ADDRESSES   PORTS                 BACKENDS
              web       shop      10.1.0.3    80:8080/tcp, 53/udp   1/2
              """);
    }

    @Test
    void areZones() {
      daemon.answer("GET /v1/networks/n1/zones", 200, "[{\"origin\":\"app.\",\"records\":3}]");
      assertThat(run("dns ls")).isZero();
      assertThat(run("dns ls shop -q")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              ZONE      NETWORK   RECORDS
              app.      shop      3
              app.
              """);
    }
  }

  @Nested
  class Shown {

    @Test
    void isAllThatIsKnown() {
      daemon.answer("GET /v1/networks/shop/endpoints/web", 200, ENDPOINT);
      assertThat(run("endpoint", "inspect", "shop", "web", "-f", "{{.Name}} {{len .Bindings}}"))
          .isZero();
      assertThat(out.toString()).isEqualTo("web 2\n");
    }

    @Test
    void isAZoneAsAFile() {
      daemon
          .answer("GET /v1/networks/shop/zones/app?format=text", 200, "a 10 A 192.0.2.1\n")
          .answer("GET /v1/networks/shop/zones/app", 200, "{\"origin\":\"app.\"}");
      assertThat(run("dns show shop app")).isZero();
      assertThat(run("dns show shop app --json")).isZero();
      assertThat(out.toString()).isEqualTo("a 10 A 192.0.2.1\n{\n    \"origin\": \"app.\"\n}\n");
    }

    @Test
    void isWhatAFileHasPut() throws IOException {
      Path file = Files.writeString(folder.resolve("zone"), "* A 192.0.2.1\n");
      daemon.answer(
          "PUT /v1/networks/shop/zones/app", 200, "{\"origin\":\"app.\",\"records\":[{}]}");
      assertThat(run("dns put shop app " + file)).as(err.toString()).isZero();
      assertThat(daemon.asked()).containsExactly("PUT /v1/networks/shop/zones/app * A 192.0.2.1\n");
      assertThat(out.toString()).isEqualTo("app. 1 records\n");
      assertThat(run("dns put shop app " + file + "-not")).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString()).contains("cannot read the zone file " + file + "-not");
    }

    @Test
    void isTheDaemonsVersion() {
      daemon.answer("GET /v1/version", 200, "{\"version\":\"9\",\"api\":\"1\",\"kernel\":\"6\"}");
      assertThat(run("version --daemon")).isZero();
      assertThat(out.toString()).contains("libnetwork ").contains("daemon 9 (API 1, Java ");
      assertThat(run("version", "--format", "{{.Server.Version}}!")).isZero();
      assertThat(out.toString()).endsWith("9!\n");
    }

    @Test
    void isNoDaemonsVersionWhereThereIsNone() {
      daemon.close();
      assertThat(run("version", "--format", "{{.Server.Version}}")).isZero();
      assertThat(out.toString()).isEqualTo("<no value>\n");
      assertThat(run("version --daemon")).isEqualTo(ExitStatus.UNREACHABLE);
    }
  }

  @Nested
  class Events {

    private static final String STREAM =
        """
        : nobody needs this

        id: 1f-1
        event: endpoint-joined
        data: {"id":"1f-1","revision":1,"time":"2026-01-02T03:04:05Z","kind":"endpoint-joined",
        data: "network":{"id":"n1","name":"shop"},"sandbox":{"id":"s1","container":"web"}}

        id: 1f-2
        event: repaired
        data: {"id":"1f-2","time":"T","kind":"repaired","difference":{"kind":"k","text":"a: b"}}

        """;

    @Test
    void areALineEach() {
      daemon.answer("GET /v1/events", 200, STREAM);
      assertThat(run("events")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              2026-01-02T03:04:05Z endpoint-joined network=shop sandbox=web (1f-1)
              T repaired difference=a: b (1f-2)
              """);
    }

    @Test
    void areAskedForByKindAndNetworkAndTime() {
      daemon.answer(
          "GET /v1/events?since=1f-0&kind=repaired&kind=missed&network=shop", 200, STREAM);
      assertThat(
              run(
                  "events --since 1f-0 -f kind=repaired --filter kind=missed -f network=shop"
                      + " --format {{.kind}} --count 1"))
          .as(err.toString())
          .isZero();
      assertThat(out.toString()).isEqualTo("endpoint-joined\n");
    }

    @Test
    void areJsonWhereThatIsAskedFor() {
      daemon.answer("GET /v1/events", 200, STREAM);
      assertThat(run("events --format json --count 1")).isZero();
      assertThat(out.toString()).startsWith("{\"id\":\"1f-1\",\"revision\":1,").hasLineCount(1);
    }
  }

  @Nested
  class Page {

    @Test
    void isPrintedWithItsToken() {
      daemon.answer(
          "GET /v1/page", 200, "{\"address\":\"http://127.0.0.1:7380/\",\"token\":\"secret\"}");
      assertThat(run("page")).isZero();
      assertThat(out.toString())
          .isEqualToNormalizingNewlines("http://127.0.0.1:7380/#token=secret\n");
      out.getBuffer().setLength(0);
      assertThat(run("page --token")).isZero();
      assertThat(out.toString()).isEqualToNormalizingNewlines("secret\n");
    }

    @Test
    void isNotThereWhereTheDaemonServesNone() {
      daemon.answer("GET /v1/page", 404, "{\"message\":\"this daemon serves no page\"}");
      assertThat(run("page")).isEqualTo(ExitStatus.NOT_FOUND);
      assertThat(err.toString()).contains("this daemon serves no page");
      assertThat(out.toString()).isEmpty();
    }
  }
}
