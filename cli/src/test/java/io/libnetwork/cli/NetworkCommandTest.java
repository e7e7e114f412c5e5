package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.cli.session.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `network` asks of Docker's API, and what it prints of the answers.
class NetworkCommandTest {

  private static final String SHOP = "1f".repeat(32);
  private static final String BRIDGE = "2e".repeat(32);
  private static final String LIST =
      """
      [{"Name":"shop10","Id":"%s","Created":"2026-01-02T03:04:05.6Z","Scope":"local",\
      "Driver":"bridge","EnableIPv4":true,"EnableIPv6":true,"Internal":true,\
      "Labels":{"tier":"front","a.b":"c"}},\
      {"Name":"shop2","Id":"%s","Created":"2026-01-02T03:04:05Z","Scope":"local",\
      "Driver":"bridge","EnableIPv4":true,"EnableIPv6":false,"Internal":false,"Labels":null}]\
      """
          .formatted(SHOP, BRIDGE);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private FakeDaemon daemon;

  @BeforeEach
  void aDaemon() throws IOException {
    daemon = FakeDaemon.in(folder).answer("GET /networks", 200, LIST);
  }

  @AfterEach
  void end() {
    daemon.close();
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of("-H", daemon.address(), "network"));
    all.addAll(List.of(words));
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Nested
  class Listed {

    @Test
    void isATableInTheOrderOfTheNames() {
      assertThat(run("ls")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              NETWORK ID     NAME      DRIVER    SCOPE
              2e2e2e2e2e2e   shop2     bridge    local
              1f1f1f1f1f1f   shop10    bridge    local
              """);
      assertThat(err.toString()).isEmpty();
    }

    @Test
    void isIdsAloneWhereThatIsAskedFor() {
      assertThat(run("ls", "-q", "--no-trunc")).isZero();
      assertThat(out.toString()).isEqualTo(BRIDGE + "\n" + SHOP + "\n");
    }

    @Test
    void isWhatATemplateSays() {
      assertThat(
              run("ls", "--format", "{{.Name}}={{.Internal}} {{.Label \"tier\"}} {{.CreatedAt}}"))
          .isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              shop2=false  2026-01-02 03:04:05 +0000 UTC
              shop10=true front 2026-01-02 03:04:05.6 +0000 UTC
              """);
    }

    @Test
    void isATableOfATemplate() {
      assertThat(run("ls", "--format", "table {{.Name}}\\t{{.IPv6}}\t{{.Labels}}")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              NAME      IPV6      LABELS
              shop2     false
              shop10    true      a.b=c,tier=front
              """);
    }

    @Test
    void isALineOfJsonEach() {
      assertThat(run("ls", "--format", "json", "--no-trunc")).isZero();
      assertThat(out.toString().lines().findFirst())
          .contains(
              "{\"CreatedAt\":\"2026-01-02 03:04:05 +0000 UTC\",\"Driver\":\"bridge\",\"ID\":\""
                  + BRIDGE
                  + "\",\"IPv4\":\"true\",\"IPv6\":\"false\",\"Internal\":\"false\",\"Labels\":\"\","
                  + "\"Name\":\"shop2\",\"Scope\":\"local\"}");
    }

    @Test
    void asksWithFilters() {
      daemon.answer("GET /networks?filters=%7B%22driver%22%3A%5B%22host%22%5D%7D", 200, "[]");
      assertThat(run("ls", "--filter", "driver=host")).isZero();
      assertThat(out.toString()).isEqualTo("NETWORK ID   NAME      DRIVER    SCOPE\n");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '#',
        quoteCharacter = '~',
        value = {
          "--filter#driver#invalid filter 'driver'",
          "--format#{{.Nope}}#no field 'Nope': expected one of CreatedAt",
          "--format#{{.Name#is not closed",
          "--format#table {{.Name 1}}#'Name' takes no arguments",
        })
    void saysWhatIsWrongWithTheQuestion(String option, String value, String said) {
      assertThat(run("ls", option, value)).isEqualTo(ExitStatus.USAGE);
      assertThat(err.toString()).startsWith("libnetwork: ").contains(said).hasLineCount(1);
      assertThat(out.toString()).isEmpty();
    }
  }

  @Nested
  class Created {

    private static final String EMPTY =
        "{\"Name\":\"web\",\"Driver\":\"bridge\",\"IPAM\":{\"Driver\":\"default\",\"Options\":{},"
            + "\"Config\":[]},\"Internal\":false,\"Attachable\":false,\"Ingress\":false,"
            + "\"ConfigOnly\":false,\"ConfigFrom\":null,\"Options\":{},\"Labels\":{}}";

    @Test
    void isWhatDockerWouldAskFor() {
      daemon.answer("POST /networks/create", 201, "{\"Id\":\"abc\",\"Warning\":\"\"}");
      assertThat(run("create", "web")).isZero();
      assertThat(out.toString()).isEqualTo("abc\n");
      assertThat(daemon.asked()).containsExactly("POST /networks/create " + EMPTY);
    }

    @Test
    void hasEachThingInItsSubnet() {
      daemon.answer("POST /networks/create", 201, "{\"Id\":\"abc\",\"Warning\":\"beware\"}");
      assertThat(
              run(
                  "create",
                  "--subnet=10.1.0.0/24,fd00::/64",
                  "--gateway=fd00::1",
                  "--gateway",
                  "10.1.0.9",
                  "--ip-range=10.1.0.128/25",
                  "--aux-address=printer=10.1.0.5",
                  "--ipv6",
                  "--ipv4=false",
                  "--internal",
                  "--attachable",
                  "-o",
                  "mtu=1400",
                  "--label=a",
                  "--label",
                  "b=c=d",
                  "--ipam-opt=x=y",
                  "-d",
                  "macvlan",
                  "--scope=local",
                  "--config-from=base",
                  "web"))
          .as(err.toString())
          .isZero();
      assertThat(err.toString()).isEqualTo("libnetwork: beware\n");
      assertThat(daemon.asked().getFirst())
          .contains(
              "\"Driver\":\"macvlan\",\"Scope\":\"local\",\"EnableIPv4\":false,\"EnableIPv6\":true",
              "\"Options\":{\"x\":\"y\"},\"Config\":[{\"Subnet\":\"10.1.0.0/24\","
                  + "\"IPRange\":\"10.1.0.128/25\",\"Gateway\":\"10.1.0.9\","
                  + "\"AuxiliaryAddresses\":{\"printer\":\"10.1.0.5\"}},"
                  + "{\"Subnet\":\"fd00::/64\",\"Gateway\":\"fd00::1\"}]",
              "\"Internal\":true,\"Attachable\":true",
              "\"ConfigFrom\":{\"Network\":\"base\"},\"Options\":{\"mtu\":\"1400\"},"
                  + "\"Labels\":{\"a\":\"\",\"b\":\"c=d\"}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '#',
        quoteCharacter = '~',
        value = {
          "--gateway=10.1.0.1#'10.1.0.1' belongs to no subnet: give one with --subnet",
          "--subnet=10.1.0.0/24 --gateway=10.2.0.1#'10.2.0.1' is in none of the subnets",
          "--subnet=10.1.0.0/24 --subnet=10.1.0.0/25#10.1.0.0/24 and 10.1.0.0/25 overlap",
          "--subnet=10.1.0.0/24 --gateway=10.1.0.1 --gateway=10.1.0.2#'10.1.0.2' is the second",
          "--subnet=10.1.0.0/33#10.1.0.0/33",
          "--subnet=10.1.0.0/24 --ip-range=10.1.0.0#--ip-range '10.1.0.0'",
          "--aux-address=x --subnet=10.1.0.0/24#--aux-address 'x': expected NAME=VALUE",
          "--ipam-opt=x#--ipam-opt 'x': expected NAME=VALUE",
          "--label==x#--label '=x': expected NAME=VALUE",
        })
    void saysWhatIsWrongAndAsksNobody(String options, String said) {
      List<String> words = new ArrayList<>(List.of("create"));
      words.addAll(List.of(options.split(" ", -1)));
      words.add("web");
      assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
      assertThat(err.toString()).startsWith("libnetwork: ").contains(said).hasLineCount(1);
      assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void isNotWhereOnlyThePlanIsAskedFor() {
      daemon.answer(
          "POST /v1/networks?dryRun=true",
          200,
          "{\"steps\":[{\"text\":\"make link br-1\"},{\"text\":\"make record\"}],\"clear\":false}");
      assertThat(run("create", "--dry-run", "--subnet=10.1.0.0/24", "web")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              make link br-1
              make record
              what else would be done cannot be told
              nothing was changed
              """);
      assertThat(daemon.asked())
          .containsExactly(
              "POST /v1/networks?dryRun=true {\"name\":\"web\",\"driver\":\"bridge\","
                  + "\"pools\":[{\"prefix\":\"10.1.0.0/24\"}],\"ipamDriver\":\"default\"}");
    }
  }

  @Nested
  class Inspected {

    @Test
    void isAnIndentedArray() {
      daemon.answer("GET /networks/shop", 200, "{\"Name\":\"shop\",\"Id\":\"1\"}");
      assertThat(run("inspect", "shop")).isZero();
      assertThat(out.toString())
          .isEqualTo(
              """
              [
                  {
                      "Name": "shop",
                      "Id": "1"
                  }
              ]
              """);
    }

    @Test
    void tellsOfThoseThatAreThereAlso() {
      daemon
          .answer("GET /networks/shop", 200, "{\"Name\":\"shop\"}")
          .answer("GET /networks/a%2Fb", 404, "{\"message\":\"network a/b not found\"}");
      assertThat(run("inspect", "a/b", "shop", "-f", "{{.Name}}")).isEqualTo(ExitStatus.NOT_FOUND);
      assertThat(out.toString()).isEqualTo("shop\n");
      assertThat(err.toString())
          .isEqualTo(
              "libnetwork: network a/b not found; to see what there is: libnetwork network ls\n");
    }

    @Test
    void asksForMoreWhereThatIsWanted() {
      daemon.answer("GET /networks/shop?verbose=true&scope=local", 200, "{\"Name\":\"shop\"}");
      assertThat(run("inspect", "-v", "--scope", "local", "--format", "json", "shop")).isZero();
      assertThat(out.toString()).isEqualTo("[{\"Name\":\"shop\"}]\n");
    }
  }

  @Nested
  class Removed {

    @Test
    void isEachByItsName() {
      daemon.answer("DELETE /networks/a", 204, "").answer("DELETE /networks/b", 204, "");
      assertThat(run("rm", "a", "b")).isZero();
      assertThat(out.toString()).isEqualTo("a\nb\n");
    }

    @Test
    void theOthersWhereOneIsInUse() {
      daemon
          .answer("DELETE /networks/a", 409, "{\"message\":\"a has active endpoints\"}")
          .answer("DELETE /networks/b", 204, "");
      assertThat(run("rm", "a", "b")).isEqualTo(ExitStatus.FAILED);
      assertThat(out.toString()).isEqualTo("b\n");
      assertThat(err.toString()).isEqualTo("libnetwork: a has active endpoints\n");
    }

    @Test
    void mayBeGoneAlready() {
      assertThat(run("rm", "-f", "gone")).isZero();
      assertThat(run("rm", "gone")).isEqualTo(ExitStatus.NOT_FOUND);
    }

    @Test
    void areThoseThatNobodyUses() {
      daemon.answer("POST /networks/prune", 200, "{\"NetworksDeleted\":[\"a\",\"b\"]}");
      assertThat(run("prune", "-f")).isZero();
      assertThat(out.toString()).isEqualTo("Deleted Networks:\na\nb\n\n");
    }

    @Test
    void areNoneWhereOnlyThePlanIsAskedFor() {
      daemon
          .answer(
              "GET /networks?filters=%7B%22label%22%3A%5B%22x%22%5D%2C%22dangling%22%3A%5B%22true"
                  + "%22%5D%2C%22type%22%3A%5B%22custom%22%5D%7D",
              200, "[{\"Name\":\"a\",\"Id\":\"1\"}]")
          .answer("DELETE /v1/networks/1?dryRun=true", 200, "{\"steps\":[{\"text\":\"x\"}]}");
      assertThat(run("prune", "--dry-run", "--filter", "label=x")).isZero();
      assertThat(out.toString()).isEqualTo("a:\nx\nnothing was changed\n");
      assertThat(run("prune", "--dry-run", "--filter", "until=1h")).isEqualTo(ExitStatus.USAGE);
    }
  }

  @Nested
  class Connected {

    @Test
    void isWhatDockerWouldAskFor() {
      daemon.answer("POST /networks/shop/connect", 200, "");
      assertThat(
              run(
                  "connect",
                  "--ip=10.1.0.7",
                  "--ip6=fd00::7",
                  "--link-local-ip=169.254.1.1",
                  "--alias=a,b",
                  "--link=db:store",
                  "--driver-opt=x=y",
                  "--gw-priority=-1",
                  "shop",
                  "web"))
          .isZero();
      assertThat(out.toString()).isEmpty();
      assertThat(daemon.asked())
          .containsExactly(
              "POST /networks/shop/connect {\"Container\":\"web\",\"EndpointConfig\":{"
                  + "\"IPAMConfig\":{\"IPv4Address\":\"10.1.0.7\",\"IPv6Address\":\"fd00::7\","
                  + "\"LinkLocalIPs\":[\"169.254.1.1\"]},\"Links\":[\"db:store\"],"
                  + "\"Aliases\":[\"a\",\"b\"],\"DriverOpts\":{\"x\":\"y\"},\"GwPriority\":-1}}");
    }

    @Test
    void isNotWhereOnlyThePlanIsAskedFor() {
      daemon
          .answer("GET /containers/web/json", 200, "{\"Id\":\"c0\"}")
          .answer("POST /v1/sandboxes/c0/attach?dryRun=true", 200, "{\"steps\":[]}");
      assertThat(run("connect", "--dry-run", "--ip=10.1.0.7", "--link=db:store", "shop", "web"))
          .isZero();
      assertThat(daemon.asked().getLast())
          .endsWith(
              "{\"network\":\"shop\",\"endpoint\":{\"addresses\":[\"10.1.0.7\"],"
                  + "\"links\":{\"store\":\"db\"}}}");
    }

    @Test
    void isDisconnectedAgain() {
      daemon.answer("POST /networks/shop/disconnect", 200, "");
      assertThat(run("disconnect", "-f", "shop", "web")).isZero();
      assertThat(daemon.asked())
          .containsExactly("POST /networks/shop/disconnect {\"Container\":\"web\",\"Force\":true}");
    }

    @Test
    void isStillConnectedWhereOnlyThePlanIsAskedFor() {
      daemon
          .answer("GET /v1/networks/shop", 200, "{\"id\":\"n1\"}")
          .answer(
              "GET /v1/sandboxes/web",
              200,
              "{\"endpoints\":[{\"id\":\"e0\",\"network\":{\"id\":\"n0\"}},"
                  + "{\"id\":\"e1\",\"network\":{\"id\":\"n1\"}}]}")
          .answer(
              "DELETE /v1/networks/n1/endpoints/e1?force=true&dryRun=true",
              200,
              "{\"steps\":[{\"text\":\"remove link\"}]}");
      assertThat(run("disconnect", "--dry-run", "shop", "web")).as(err.toString()).isZero();
      assertThat(out.toString()).isEqualTo("remove link\nnothing was changed\n");
    }
  }

  @Nested
  class Statuses {

    @Test
    void saysThatNobodyAnswers() {
      daemon.close();
      assertThat(run("ls")).isEqualTo(ExitStatus.UNREACHABLE);
      assertThat(err.toString()).contains("libnetwork daemon", "--local").hasLineCount(1);
    }

    @Test
    void saysThatTheDaemonFailed() {
      daemon.answer("GET /networks", 500, "{\"message\":\"no\\nway\"}");
      assertThat(run("ls")).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString()).isEqualTo("libnetwork: no; way\n");
    }

    @Test
    void saysThatItWasTypedWrong() {
      assertThat(run()).isEqualTo(ExitStatus.USAGE);
      assertThat(err.toString()).contains("no command given behind 'libnetwork network'");
      assertThat(run("rm")).isEqualTo(ExitStatus.USAGE);
      assertThat(run("ls", "-H", "http://x")).isEqualTo(ExitStatus.USAGE);
      assertThat(run("ls", "--timeout", "0")).isEqualTo(ExitStatus.USAGE);
    }
  }
}
