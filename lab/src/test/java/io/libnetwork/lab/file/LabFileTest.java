package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Balancing;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.HealthCheck;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.RouteType;
import io.libnetwork.SandboxOption;
import io.libnetwork.SandboxRoute;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.PoolChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFileTest {

  private static Lab lab(String text) {
    return LabFile.read(text).lab();
  }

  private static LabSandbox sandbox(String settings) {
    Lab lab = lab("lab: a\nnetworks: {n: {ipv6: true}}\nsandboxes:\n  s:\n" + settings.indent(4));
    return lab.sandbox("s").orElseThrow();
  }

  private static LabEndpoint endpoint(String settings) {
    return sandbox("networks:\n  n:\n" + settings.indent(4)).endpoints().getFirst();
  }

  private static LabNetwork network(String settings) {
    return lab("lab: a\nnetworks:\n  n:\n" + settings.indent(4)).network("n").orElseThrow();
  }

  private static LabService service(String settings) {
    String before = "lab: a\nnetworks: {n: {}}\nsandboxes: {s: {networks: n}, t: {networks: n}}\n";
    Lab lab = lab(before + "services:\n  api:\n" + settings.indent(4));
    return lab.service("api").orElseThrow();
  }

  @Nested
  class Whole {

    @Test
    void hasWhatItSaysInItsOrder() {
      Lab lab =
          lab(
              """
              lab: shop
              networks:
                front: {}
                back:
              sandboxes:
                web: {networks: [front, back]}
                db: {networks: back}
              """);

      assertThat(lab.name()).isEqualTo("shop");
      assertThat(lab.networks()).containsExactly(LabNetwork.of("front"), LabNetwork.of("back"));
      assertThat(lab.sandboxes()).extracting(LabSandbox::name).containsExactly("web", "db");
      assertThat(lab.sandboxes().getFirst().endpoints())
          .containsExactly(LabEndpoint.on("front"), LabEndpoint.on("back"));
      assertThat(lab.sandboxes().getLast().endpoints()).containsExactly(LabEndpoint.on("back"));
      assertThat(lab.services()).isEmpty();
    }

    @Test
    void maySayNothingButItsName() {
      assertThat(lab("lab: a")).isEqualTo(Lab.empty("a"));
      assertThat(lab("lab: a\nnetworks:\nsandboxes:\nservices:\n")).isEqualTo(Lab.empty("a"));
    }

    @Test
    void isTheSameInJson() {
      String json =
          """
          {"lab": "a", "networks": {"n": {"internal": true, "pools": ["10.1.0.0/24"]}},
           "sandboxes": {"s": {"command": ["sleep", 10], "networks": {"n": null}}}}
          """;
      String yaml =
          """
          lab: a
          networks:
            n: {internal: true, pools: 10.1.0.0/24}
          sandboxes:
            s: {command: [sleep, "10"], networks: n}
          """;

      assertThat(lab(json)).isEqualTo(lab(yaml));
    }

    @Test
    void mayHaveAnyCharacterAnywhere() {
      for (int blanks = 1_000; blanks < 1_050; blanks++) {
        String text = "lab: a\n#%s\nnetworks: {n: {labels: {a: 𝄞}}}".formatted("x".repeat(blanks));
        assertThat(lab(text).networks().getFirst().labels()).containsEntry("a", "𝄞");
      }
    }

    @Test
    void isCalledAsItsCallerSaysWhereItDoesNot() {
      assertThat(LabFile.read("networks: {n: {}}", Optional.of("shop")).lab().name())
          .isEqualTo("shop");
      assertThat(LabFile.read("lab: b", Optional.of("shop")).lab().name()).isEqualTo("b");
      assertThat(LabFile.read("lab: b", Optional.of("not ONE")).lab().name()).isEqualTo("b");
    }

    @Test
    void isCalledAsItsFileWhereItDoesNotSay(@TempDir Path folder) throws IOException {
      Path file = Files.writeString(folder.resolve("shop-2.yaml"), "\ufeffnetworks: {n: {}}\n");

      assertThat(LabFile.read(file).lab().name()).isEqualTo("shop-2");
    }
  }

  @Nested
  class Repeated {

    @Test
    void byAliasesIsTheSame() {
      Lab lab =
          lab(
              """
              lab: a
              x-command: &sleep [sleep, infinity]
              networks: {n: {}}
              sandboxes:
                s: {command: *sleep, networks: &on [n]}
                t: {command: *sleep, networks: *on}
              """);

      assertThat(lab.sandboxes())
          .allSatisfy(each -> {
            assertThat(each.command().orElseThrow().words()).containsExactly("sleep", "infinity");
            assertThat(each.endpoints()).containsExactly(LabEndpoint.on("n"));
          });
    }

    @Test
    void byMergingIsWhatIsNotWritten() {
      Lab lab =
          lab(
              """
              lab: a
              x-one: &one {internal: true, ipv6: true}
              x-two: &two {ipv6: false, named: false}
              networks:
                m:
                  <<: *one
                  ipv6: false
                n: {<<: [*one, *two]}
              """);

      assertThat(lab.networks().getFirst().internal()).isTrue();
      assertThat(lab.networks().getFirst().ipv6()).isFalse();
      assertThat(lab.networks().getLast().ipv6()).isTrue();
      assertThat(lab.networks().getLast().named()).isFalse();
    }
  }

  @Nested
  class OfNetworks {

    @Test
    void everyKeyIsRead() {
      LabNetwork network =
          network(
              """
              driver: macvlan
              ipv4: false
              ipv6: true
              internal: true
              named: false
              pools:
                - subnet: fd00:1::/64
                  range: fd00:1::/80
                  gateway: fd00:1::1
                  auxiliary: {printer: fd00:1::9}
                - ::/64
              options: {parent: eth0, com.docker.network.driver.mtu: 1400}
              labels: {owner: me}
              records:
                app: |
                  www 60 A 192.0.2.9
                other.test: ["@ MX 10 mx", "mx A 192.0.2.7"]
              """);

      NetworkOption.Pool pool =
          NetworkOption.Pool.of("fd00:1::/64")
              .withRange(IpPrefix.parse("fd00:1::/80"))
              .withGateway("fd00:1::1")
              .withAuxiliary(Map.of("printer", IpAddress.parse("fd00:1::9")));
      NetworkOption.Pool any =
          new NetworkOption.Pool(
              IpFamily.V6,
              new PoolChoice.AnyOfLength(64),
              Optional.empty(),
              Optional.empty(),
              Map.of());
      assertThat(network)
          .isEqualTo(
              new LabNetwork(
                  "n",
                  "macvlan",
                  false,
                  true,
                  true,
                  false,
                  List.of(pool, any),
                  Map.of("parent", "eth0", "com.docker.network.driver.mtu", "1400"),
                  Map.of("owner", "me"),
                  List.of(
                      ZoneFile.parse("www 60 A 192.0.2.9", DomainName.parse("app")),
                      ZoneFile.parse(
                          "@ MX 10 mx\nmx A 192.0.2.7", DomainName.parse("other.test")))));
    }

    @Test
    void aPoolMayBeAText() {
      assertThat(network("pools: [10.20.0.0/24]").pools())
          .containsExactly(NetworkOption.Pool.of("10.20.0.0/24"));
      assertThat(network("pools: 0.0.0.0/0").pools().getFirst().choice())
          .isEqualTo(new PoolChoice.Any());
    }
  }

  @Nested
  class OfSandboxes {

    @Test
    void everyKeyIsRead() {
      LabSandbox sandbox =
          sandbox(
              """
              command: [run, -v, 7, true, "null"]
              environment: {DEBUG: 1, EMPTY: ""}
              directory: /srv
              restart: on-failure
              after: []
              hostname: web.local
              domainName: example.test
              extraHosts: {registry: 192.0.2.1, both: [192.0.2.2, "2001:db8::2"]}
              dns: [192.0.2.53]
              dnsSearch: [example.test, local]
              dnsOptions: "ndots:2"
              labels: {"with.dot": x}
              networks:
              """);

      assertThat(sandbox)
          .isEqualTo(
              new LabSandbox(
                  "s",
                  Optional.of(
                      new LabCommand(
                          List.of("run", "-v", "7", "true", "null"),
                          Map.of("DEBUG", "1", "EMPTY", ""),
                          Optional.of(Path.of("/srv")),
                          LabCommand.Restart.ON_FAILURE)),
                  List.of(),
                  Optional.of("web.local"),
                  Optional.of("example.test"),
                  List.of(
                      host("registry", "192.0.2.1"),
                      host("both", "192.0.2.2"),
                      host("both", "2001:db8::2")),
                  List.of(IpAddress.parse("192.0.2.53")),
                  List.of("example.test", "local"),
                  List.of("ndots:2"),
                  Map.of("with.dot", "x"),
                  List.of()));
    }

    private static SandboxOption.ExtraHost host(String name, String address) {
      return new SandboxOption.ExtraHost(name, IpAddress.parse(address));
    }

    @Test
    void aCommandThatIsOneTextIsTheShells() {
      LabCommand command = sandbox("command: echo $HOME; sleep 1").command().orElseThrow();

      assertThat(command.words()).containsExactly("sh", "-c", "echo $HOME; sleep 1");
      assertThat(command.restart()).isEqualTo(LabCommand.Restart.NO);
    }

    @Test
    void extraHostsMayBeAList() {
      String hosts =
          """
          extraHosts:
            - {name: a, address: 192.0.2.1}
            - {name: b, address: 192.0.2.2}
            - {name: a, address: 192.0.2.3}
          """;

      assertThat(sandbox(hosts).extraHosts())
          .containsExactly(host("a", "192.0.2.1"), host("b", "192.0.2.2"), host("a", "192.0.2.3"));
    }
  }

  @Nested
  class OfEndpoints {

    @Test
    void everyKeyIsRead() {
      LabEndpoint endpoint =
          endpoint(
              """
              addresses: [10.1.0.5, "fd00::5"]
              macAddress: 02:42:0a:01:00:05
              interfaceName: lan0
              aliases: [www]
              links: {store: db}
              ports: ["8080:80", 81, "127.0.0.1:53:53/udp from 127.0.0.0/8"]
              limits:
                egress: 50mbit
                ingress: {rate: 10mbit, burst: 200000}
              routes:
                - {to: 10.9.0.0/16, via: 10.1.0.2, metric: 5}
                - {to: 10.8.0.0/16, type: blackhole}
              sysctls: {net.ipv4.conf.IFNAME.rp_filter: 0}
              defaultRoute: false
              gatewayPriority: -3
              mtu: 1400
              labels: {a: b}
              """);

      assertThat(endpoint.addresses()).hasToString("[10.1.0.5, fd00::5]");
      assertThat(endpoint.macAddress()).contains(MacAddress.parse("02:42:0a:01:00:05"));
      assertThat(endpoint.interfaceName()).contains(InterfaceName.of("lan0"));
      assertThat(endpoint.aliases()).containsExactly("www");
      assertThat(endpoint.links()).containsExactly(Map.entry("store", "db"));
      assertThat(endpoint.ports())
          .containsExactly(
              PublishedPort.parse("8080:80"),
              PublishedPort.parse("81"),
              PublishedPort.parse("127.0.0.1:53:53/udp from 127.0.0.0/8"));
      assertThat(endpoint.limits().egress()).contains(BandwidthLimit.of("50mbit"));
      assertThat(endpoint.limits().ingress())
          .contains(BandwidthLimit.of("10mbit").withBurst(200_000));
      assertThat(endpoint.routes())
          .containsExactly(
              SandboxRoute.via(IpPrefix.parse("10.9.0.0/16"), IpAddress.parse("10.1.0.2"))
                  .withMetric(5),
              SandboxRoute.refusing(IpPrefix.parse("10.8.0.0/16"), RouteType.BLACKHOLE));
      assertThat(endpoint.sysctls())
          .containsExactly(new InterfaceSysctl("net.ipv4.conf.IFNAME.rp_filter", "0"));
      assertThat(endpoint.defaultRoute()).isFalse();
      assertThat(endpoint.gatewayPriority()).isEqualTo(-3);
      assertThat(endpoint.mtu()).hasValue(1400);
      assertThat(endpoint.labels()).containsExactly(Map.entry("a", "b"));
    }
  }

  @Nested
  class OfServices {

    @Test
    void everyKeyIsRead() {
      LabService service =
          service(
              """
              network: n
              ports: ["80:8000 as http", 53/udp]
              balance: {sticky: 10m}
              addresses: 10.1.0.9
              published: 8080:80
              check: {port: 8000, path: /health, interval: 1m30s, timeout: 500ms, failures: 5,
                      successes: 1}
              aliases: [www]
              backends: [s, {sandbox: t, weight: 3}]
              """);

      assertThat(service)
          .isEqualTo(
              new LabService(
                  "api",
                  "n",
                  List.of(ServicePort.parse("80:8000 as http"), ServicePort.parse("53/udp")),
                  false,
                  new Balancing.Sticky(Duration.ofMinutes(10)),
                  List.of(IpAddress.parse("10.1.0.9")),
                  List.of(PublishedPort.parse("8080:80")),
                  Optional.of(
                      HealthCheck.http(8000, "/health")
                          .every(Duration.ofSeconds(90), Duration.ofMillis(500))
                          .after(5, 1)),
                  List.of("www"),
                  List.of(new LabService.Backend("s", 1), new LabService.Backend("t", 3))));
    }

    @Test
    void theOnlyNetworkNeedNotBeNamed() {
      assertThat(service("ports: 80").network()).isEqualTo("n");
    }

    @Test
    void namesMayBeSharedOutInstead() {
      LabService service = service("roundRobin: true\nbackends: [s, t]");

      assertThat(service.roundRobin()).isTrue();
      assertThat(service.ports()).isEmpty();
    }

    @Test
    void aClientMayBeToldByItsAddress() {
      assertThat(service("ports: 80\nbalance: source-hash").balancing())
          .isEqualTo(Balancing.SOURCE_HASH);
    }
  }

  @Nested
  class Places {

    private final LabFile file =
        LabFile.read(
            """
            lab: a
            networks:
              n: {ipv6: true}
              m:
            sandboxes:
              s:
                networks:
                  n:
                    addresses:
                      - 10.1.0.5
                      - fd00::5
                    mtu:    1400
              t: {networks: [n, m]}
            """);

    @Test
    void areThoseOfTextsAndElseOfKeys() {
      assertThat(file.place("sandboxes.s.networks.n.addresses.1")).contains(new Place(11, 13));
      assertThat(file.place("sandboxes.s.networks.n.addresses")).contains(new Place(9, 9));
      assertThat(file.place("sandboxes.s.networks.n.mtu")).contains(new Place(12, 17));
      assertThat(file.place("sandboxes.s")).contains(new Place(6, 3));
      assertThat(file.place("networks.m")).contains(new Place(4, 3));
      assertThat(file.place("sandboxes.t.networks.m")).contains(new Place(13, 21));
    }

    @Test
    void areThoseOfTheNearestThatIsInTheFile() {
      assertThat(file.place("sandboxes.s.networks.n.ports.0")).contains(new Place(8, 7));
      assertThat(file.place("sandboxes.t.networks.m.addresses")).contains(new Place(13, 21));
      assertThat(file.place("services.x")).contains(Place.START);
      assertThat(file.place("")).contains(Place.START);
    }
  }
}
