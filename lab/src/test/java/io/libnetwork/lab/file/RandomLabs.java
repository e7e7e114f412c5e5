package io.libnetwork.lab.file;

import io.libnetwork.Balancing;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
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
import io.libnetwork.address.Port;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.PoolChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Labs without mistakes that have a bit of everything, the same ones for a seed.
final class RandomLabs {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "web",
          "true",
          "No",
          "null",
          "~",
          "<<",
          "0",
          "8080:80",
          "1e3",
          "0x1f",
          "1.5",
          "-",
          "- a",
          "a: b",
          "a #b",
          "#",
          "&a",
          "*a",
          "!a",
          "%a",
          "@a",
          "`a",
          "{",
          "[a]",
          "'",
          "\"",
          "a\nb",
          "a\n\n  b\n",
          "\n",
          "a \nb",
          "\ta",
          "a\tb",
          "é",
          "𝄞",
          "\u0085",
          "\u2028",
          "\u007f",
          "\ufeff",
          "a\r\nb",
          "=",
          "|",
          ">",
          "? a",
          "---",
          "...",
          ": a",
          "2026-11-22",
          "\\",
          "\u202e");
  private static final Zone ZONE =
      ZoneFile.parse(
          """
          @ 60 SOA ns.app. me.app. 1 2 3 4 5
          www 60 A 192.0.2.1
          *.x 5 AAAA 2001:db8::1
          t TXT "a b" "c\\"d" "\\009\\233"
          _http._tcp SRV 1 2 80 www
          alias CNAME www
          """,
          DomainName.parse("app"));

  private final Random random;
  private int host;

  RandomLabs(long seed) {
    this.random = new Random(seed);
  }

  Lab next() {
    host = 0;
    List<LabNetwork> networks = list(4, this::network);
    List<LabSandbox> sandboxes = list(5, i -> sandbox(i, networks));
    List<LabService> services =
        networks.isEmpty() ? List.of() : list(3, i -> service(i, networks, sandboxes));
    return new Lab("lab" + random.nextInt(9), networks, sandboxes, services);
  }

  private <T> List<T> list(int most, IntFunction<T> each) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(each).toList();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? Optional.of(value.get()) : Optional.empty();
  }

  private boolean rarely() {
    return random.nextInt(4) == 0;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    list(3, _ -> texts.put(text(), text()));
    return texts;
  }

  private LabNetwork network(int i) {
    if (random.nextBoolean()) {
      return LabNetwork.of("n" + i);
    }
    return new LabNetwork(
        "n" + i,
        rarely() ? "macvlan" : "bridge",
        true,
        true,
        rarely(),
        !rarely(),
        pools(i),
        texts(),
        texts(),
        rarely() ? List.of(ZONE) : List.of());
  }

  private List<NetworkOption.Pool> pools(int i) {
    NetworkOption.Pool four =
        NetworkOption.Pool.of("10.%d.0.0/16".formatted(i))
            .withRange(IpPrefix.parse("10.%d.128.0/17".formatted(i)))
            .withGateway("10.%d.0.1".formatted(i))
            .withAuxiliary(
                Map.of("a", IpAddress.parse("10.%d.0.2".formatted(i)), "null", address(i, 3)));
    NetworkOption.Pool any =
        new NetworkOption.Pool(
            IpFamily.V6,
            rarely() ? new PoolChoice.Any() : new PoolChoice.AnyOfLength(64),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return switch (random.nextInt(4)) {
      case 0 -> List.of(four, any);
      case 1 -> List.of(NetworkOption.Pool.of("10.%d.0.0/16".formatted(i)));
      case 2 -> List.of(any, NetworkOption.Pool.of("fd00:%d::/64".formatted(i + 1)));
      default -> List.of();
    };
  }

  private static IpAddress address(int network, int number) {
    return IpAddress.parse("10.%d.0.%d".formatted(network, number));
  }

  private LabSandbox sandbox(int i, List<LabNetwork> networks) {
    List<LabEndpoint> endpoints = new ArrayList<>();
    for (int n = 0; n < networks.size(); n++) {
      if (random.nextBoolean()) {
        endpoints.add(endpoint(n));
      }
    }
    return new LabSandbox(
        "s" + i,
        maybe(this::command),
        i > 0 && rarely() ? List.of("s0") : List.of(),
        maybe(() -> "host-name.example"),
        maybe(() -> "example"),
        list(4, _ -> extraHost()),
        list(2, n -> IpAddress.parse("192.0.2." + n)),
        list(2, n -> "search" + n),
        list(2, n -> "ndots:" + n),
        texts(),
        endpoints);
  }

  private LabCommand command() {
    List<String> words = new ArrayList<>(List.of(rarely() ? "sh" : "run"));
    words.addAll(rarely() ? List.of("-c", text()) : list(4, _ -> text()));
    Map<String, String> environment = new LinkedHashMap<>();
    list(3, n -> environment.put("V" + n, text()));
    LabCommand.Restart[] restarts = LabCommand.Restart.values();
    return new LabCommand(
        words,
        environment,
        maybe(() -> Path.of("/srv/a b")),
        restarts[random.nextInt(restarts.length)]);
  }

  private SandboxOption.ExtraHost extraHost() {
    return new SandboxOption.ExtraHost(
        "h" + random.nextInt(3), IpAddress.parse(rarely() ? "2001:db8::1" : "192.0.2.1"));
  }

  private LabEndpoint endpoint(int network) {
    if (random.nextBoolean()) {
      return LabEndpoint.on("n" + network);
    }
    host++;
    return new LabEndpoint(
        "n" + network,
        maybe(() -> address(network, 10 + host)).map(List::of).orElse(List.of()),
        maybe(() -> MacAddress.parse("02:00:00:00:00:%02x".formatted(host))),
        maybe(() -> InterfaceName.of("lan" + network)),
        list(2, n -> "alias" + n),
        rarely() ? Map.of("store", "db") : Map.of(),
        list(3, this::port),
        limits(),
        list(2, n -> route(n)),
        rarely() ? List.of(new InterfaceSysctl("net.ipv4.conf.IFNAME.rp_filter", "0")) : List.of(),
        !rarely(),
        rarely() ? random.nextInt() : 0,
        rarely() ? OptionalInt.of(1400) : OptionalInt.empty(),
        texts());
  }

  private PublishedPort port(int i) {
    int number = 1_000 + 10 * host + i;
    return switch (random.nextInt(4)) {
      case 0 -> PublishedPort.parse("%d:80".formatted(number));
      case 1 -> PublishedPort.parse("[::1]:%d:80/udp from 2001:db8::/32,::1/128".formatted(number));
      case 2 -> PublishedPort.parse("80/sctp");
      default -> PublishedPort.parse("127.0.0.1::80 from 192.0.2.0/24");
    };
  }

  private BandwidthLimits limits() {
    return new BandwidthLimits(
        maybe(() -> BandwidthLimit.of("50mbit")),
        maybe(() -> BandwidthLimit.of("8001").withBurst(65_536 + random.nextInt(9))));
  }

  private SandboxRoute route(int i) {
    IpPrefix to = IpPrefix.parse("10.9.%d.0/24".formatted(i));
    return switch (random.nextInt(3)) {
      case 0 -> SandboxRoute.via(to, IpAddress.parse("10.0.0.1")).withMetric(random.nextInt(99));
      case 1 -> SandboxRoute.refusing(to, RouteType.PROHIBIT);
      default -> SandboxRoute.direct(to);
    };
  }

  private LabService service(int i, List<LabNetwork> networks, List<LabSandbox> sandboxes) {
    String network = "n" + random.nextInt(networks.size());
    boolean roundRobin = rarely();
    return new LabService(
        "svc" + i,
        network,
        roundRobin
            ? List.of(ServicePort.parse("53/udp as dns"))
            : List.of(ServicePort.parse("80:8000/tcp as http"), ServicePort.parse("53/udp")),
        roundRobin,
        roundRobin ? Balancing.RANDOM : balancing(),
        List.of(),
        roundRobin ? List.of() : list(1, _ -> PublishedPort.parse((2_000 + i) + ":80")),
        maybe(this::check),
        list(2, n -> "svc%d-alias%d".formatted(i, n)),
        sandboxes.stream()
            .filter(each -> each.endpoint(network).isPresent())
            .map(each -> new LabService.Backend(each.name(), rarely() ? 7 : 1))
            .toList());
  }

  private Balancing balancing() {
    return switch (random.nextInt(3)) {
      case 0 -> Balancing.RANDOM;
      case 1 -> Balancing.SOURCE_HASH;
      default ->
          new Balancing.Sticky(
              Balancing.Sticky.TIMES.get(random.nextInt(Balancing.Sticky.TIMES.size())));
    };
  }

  private HealthCheck check() {
    Duration interval = Duration.ofMillis(10 + random.nextInt(100_000));
    return new HealthCheck(
        new Port(8_000),
        maybe(() -> "/health?a=b"),
        rarely() ? interval.plusNanos(7) : interval,
        Duration.ofSeconds(1),
        1 + random.nextInt(5),
        1 + random.nextInt(5));
  }
}
