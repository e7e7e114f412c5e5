package io.libnetwork.testing;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The scene of the matrix: a host with one network in the mode that is looked at and one usual one
/// beside it, a remote host, and everybody with all routes that help to get where he should not.
///
/// On the network are `server` and `neighbour`, on the other one `stranger`. The server listens on
/// a port for each way to publish one.
final class ReachLab implements AutoCloseable {

  /// Where the host, the remote host and the stranger listen.
  private static final int OTHERS_PORT = 90;

  /// What the server's ports are published at, and where it listens for each.
  private static final Map<String, Integer> LISTENING =
      Map.of("everywhere", 80, "loopback", 81, "one", 82, "unpublished", 83);

  /// From the server's ports to the host's.
  private static final int HOSTS_PORT = 8_000;

  private static final Map<IpFamily, IpAddress> ONE =
      Map.of(
          IpFamily.V4,
          IpAddress.parse("198.51.100.9"),
          IpFamily.V6,
          IpAddress.parse("2001:db8:9::9"));

  private static final Map<IpFamily, IpAddress> LOOPBACK =
      Map.of(IpFamily.V4, IpAddress.parse("127.0.0.1"), IpFamily.V6, IpAddress.parse("::1"));

  private final Lab lab;
  private final Network network;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Map<IpFamily, IpAddress>> addresses = new HashMap<>();

  private ReachLab(Lab lab, String mode, int bridgeNetfilter) {
    this.lab = lab;
    Place host = lab.host();
    host.script(
        "ip addr add 198.51.100.9/24 dev up0",
        "ip addr add 2001:db8:9::9/64 dev up0 nodad",
        "echo 1 > /proc/sys/net/ipv4/conf/up0/route_localnet");
    this.network = lab.dual("network", options(mode));
    Network other = lab.dual("other");
    host.script(
        "echo %d > /proc/sys/net/bridge/bridge-nf-call-iptables".formatted(bridgeNetfilter),
        "echo %d > /proc/sys/net/bridge/bridge-nf-call-ip6tables".formatted(bridgeNetfilter));
    places.put("host", host);
    places.put("remote", lab.remote());
    attach("server", network, published(mode));
    attach("neighbour", network);
    attach("stranger", other);
    name("uplink", Lab.HOST_V4, Lab.HOST_V6);
    name("remote", Lab.REMOTE_V4, Lab.REMOTE_V6);
    addresses.put("one", ONE);
    addresses.put("loopback", LOOPBACK);
    gateway(network).ifPresent(own -> addresses.put("gateway", own));
    misroute("remote", "up0", "via " + Lab.HOST_V4, "via " + Lab.HOST_V6);
    misroute("server");
    misroute("neighbour");
    misroute("stranger");
  }

  static ReachLab open(String mode, int bridgeNetfilter) {
    Lab lab = Lab.open();
    try {
      return new ReachLab(lab, mode, bridgeNetfilter);
    } catch (RuntimeException failure) {
      lab.close();
      throw failure;
    }
  }

  /// Asks all questions at once.
  ///
  /// @return who is seen, by the name that rows have for him
  Map<ReachCase, String> ask(List<ReachCase> cases) throws IOException {
    try (ReachProbes<ReachCase> probes = new ReachProbes<>()) {
      serve(probes);
      for (ReachCase each : cases) {
        probes.ask(each, place(each.row().from()), each.protocol(), target(each), port(each.row()));
      }
      Set<ReachCase> expected =
          cases.stream().filter(ReachCase::answered).collect(Collectors.toSet());
      Map<ReachCase, String> answers = probes.answers(expected);
      Map<ReachCase, String> seen = new HashMap<>();
      cases.forEach(each -> seen.put(each, named(answers.getOrDefault(each, ""))));
      return seen;
    }
  }

  /// Tries to have a port published in a way that the network does not offer.
  void publish(String how) {
    lab.controller().attach("refused", network, publications(how).toArray(EndpointOption[]::new));
  }

  /// What a command prints that is run on the host.
  String onHost(String command) {
    return place("host").run(command);
  }

  @Override
  public void close() {
    lab.close();
  }

  private static NetworkOption[] options(String mode) {
    return switch (mode) {
      case "nat" -> new NetworkOption[0];
      case "nat-unprotected", "routed" -> new NetworkOption[] {with(GatewayMode.parse(mode))};
      case "isolated" ->
          new NetworkOption[] {with(GatewayMode.ISOLATED), new NetworkOption.Internal()};
      case "internal" -> new NetworkOption[] {new NetworkOption.Internal()};
      case "icc-off" -> new NetworkOption[] {Lab.with(BridgeOptions.USUAL.withoutCommunication())};
      default -> throw new IllegalArgumentException("unknown mode " + mode + " in the matrix");
    };
  }

  private static NetworkOption with(GatewayMode mode) {
    return Lab.with(BridgeOptions.USUAL.with(mode));
  }

  private static EndpointOption[] published(String mode) {
    List<String> ways =
        switch (mode) {
          case "routed" -> List.of("everywhere");
          case "internal", "isolated" -> List.of();
          default -> List.of("everywhere", "loopback", "one");
        };
    return ways.stream().flatMap(way -> publications(way).stream()).toArray(EndpointOption[]::new);
  }

  private static List<EndpointOption> publications(String how) {
    List<EndpointOption> publications = new ArrayList<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      switch (how) {
        case "everywhere" -> publications.add(publication(protocol, how, Optional.empty()));
        case "one" ->
            ONE.values()
                .forEach(at -> publications.add(publication(protocol, how, Optional.of(at))));
        case "loopback" ->
            publications.add(publication(protocol, how, Optional.of(LOOPBACK.get(IpFamily.V4))));
        default -> throw new IllegalArgumentException("unknown way to publish: " + how);
      }
    }
    return publications;
  }

  private static EndpointOption publication(Protocol protocol, String how, Optional<IpAddress> at) {
    int port = LISTENING.get(how);
    PublishedPort published = PublishedPort.of(protocol, port, HOSTS_PORT + port);
    return new EndpointOption.Publish(at.map(published::at).orElse(published));
  }

  private void attach(String name, Network where, EndpointOption... options) {
    Attachment attached = lab.controller().attach(name, where, options);
    places.put(name, lab.place(attached));
    Map<IpFamily, IpAddress> own = new EnumMap<>(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      own.put(family, attached.endpoint().address(family).orElseThrow().address());
    }
    addresses.put(name, own);
  }

  private static Optional<Map<IpFamily, IpAddress>> gateway(Network of) {
    Map<IpFamily, IpAddress> own = new EnumMap<>(IpFamily.class);
    of.pools()
        .forEach(
            pool -> pool.gateway().ifPresent(at -> own.put(pool.prefix().family(), at.address())));
    return own.isEmpty() ? Optional.empty() : Optional.of(own);
  }

  private void name(String name, String v4, String v6) {
    addresses.put(name, Map.of(IpFamily.V4, IpAddress.parse(v4), IpFamily.V6, IpAddress.parse(v6)));
  }

  /// A container has its host route everything, whatever its network was made for.
  private void misroute(String container) {
    Network of = container.equals("stranger") ? other() : network;
    Optional<Map<IpFamily, IpAddress>> gateways = gateway(of);
    misroute(
        container,
        "eth0",
        gateways.map(own -> "via " + own.get(IpFamily.V4)).orElse(""),
        gateways.map(own -> "via " + own.get(IpFamily.V6)).orElse(""));
  }

  private Network other() {
    return lab.controller().networks().stream()
        .filter(each -> each.name().equals("other"))
        .findFirst()
        .orElseThrow();
  }

  /// Sends what is for 127.0.0.0/8 to the host too.
  private void misroute(String name, String link, String v4, String v6) {
    place(name)
        .script(
            "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet",
            "ip addr del 127.0.0.1/8 dev lo",
            "ip route add 127.0.0.0/8 %s dev %s".formatted(v4, link),
            "ip route replace default %s dev %s".formatted(v4, link),
            "ip -6 route replace default %s dev %s".formatted(v6, link));
  }

  /// A socket that several addresses lead to may answer from another one than was asked.
  private void serve(ReachProbes<ReachCase> probes) throws IOException {
    for (int port : LISTENING.values()) {
      probes.serve(place("server"), new InetSocketAddress(port));
    }
    probes.serve(place("remote"), new InetSocketAddress(OTHERS_PORT));
    probes.serve(place("stranger"), new InetSocketAddress(OTHERS_PORT));
    for (String own : List.of("uplink", "gateway")) {
      for (IpAddress address : addresses.getOrDefault(own, Map.of()).values()) {
        probes.serve(place("host"), new InetSocketAddress(address.toInetAddress(), OTHERS_PORT));
      }
    }
  }

  private Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("nobody is called " + name + " in the matrix");
    }
    return place;
  }

  private IpAddress target(ReachCase each) {
    String to = each.row().to();
    Map<IpFamily, IpAddress> found = addresses.get(to);
    if (found == null) {
      throw new IllegalArgumentException("no address is called " + to + " in the matrix");
    }
    return found.getOrDefault(each.family(), LOOPBACK.get(each.family()));
  }

  private static int port(ReachRow row) {
    if (row.published().equals("nothing")) {
      return OTHERS_PORT;
    }
    int own = LISTENING.get(row.published());
    return row.to().equals("server") ? own : HOSTS_PORT + own;
  }

  private String named(String address) {
    if (address.isEmpty()) {
      return ReachRow.NOBODY;
    }
    IpAddress seen = IpAddress.parse(address);
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().containsValue(seen))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(address);
  }
}
