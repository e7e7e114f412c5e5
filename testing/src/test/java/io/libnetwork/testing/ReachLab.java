package io.libnetwork.testing;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.drivers.ptp.PtpOptions;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.explain.Answer;
import io.libnetwork.explain.Explainer;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Origin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The scene of the matrix: a host with one network in the mode that is looked at and one usual one
/// beside it, a remote host, and everybody with all routes that help to get where he should not.
///
/// On the network are `server` and `neighbour`, on the other one `stranger`. The server listens on
/// a port for each way to publish one. Where the mode's name ends with `+proxy` there is a proxy,
/// and the stranger's port is published by it alone.
final class ReachLab implements AutoCloseable {

  /// Where the host, the remote host and the stranger listen.
  private static final int OTHERS_PORT = 90;

  /// The ways in which the server's ports are published, each a port of its own.
  private static final List<String> WAYS = List.of("everywhere", "loopback", "one", "unpublished");

  private static final int FIRST_PORT = 80;

  /// From the server's ports to the host's.
  private static final int HOSTS_PORT = 8_000;

  /// At the end of a mode's name.
  private static final String PROXY = "+proxy";

  /// At the beginning of a mode's name, where the network has no bridge.
  private static final String PTP = "ptp-";

  /// In a mode's name, where the network beside it has none.
  private static final String BY_PTP = "-by-ptp";

  /// Instead of a route: the network has no such family.
  private static final String NONE = "none";

  private static final Pair ONE = Pair.of("198.51.100.9", "2001:db8:9::9");
  private static final Pair LOOPBACK = Pair.of("127.0.0.1", "::1");

  private final Lab lab;
  private final Network network;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Pair> addresses = new HashMap<>();

  /// An address of each family.
  private record Pair(IpAddress v4, IpAddress v6) {

    static Pair of(String v4, String v6) {
      return new Pair(IpAddress.parse(v4), IpAddress.parse(v6));
    }

    IpAddress of(IpFamily family) {
      return switch (family) {
        case V4 -> v4;
        case V6 -> v6;
      };
    }

    List<IpAddress> both() {
      return List.of(v4, v6);
    }
  }

  private ReachLab(Lab lab, String mode, int bridgeNetfilter) {
    this.lab = lab;
    Place host = lab.host();
    host.script(
        "ip addr add 198.51.100.9/24 dev up0",
        "ip addr add 2001:db8:9::9/64 dev up0 nodad",
        "echo 1 > /proc/sys/net/ipv4/conf/up0/route_localnet");
    this.network = lab.controller().createNetwork(driver(mode), "network", options(mode));
    Network other = other(mode);
    host.script(
        "echo %d > /proc/sys/net/bridge/bridge-nf-call-iptables".formatted(bridgeNetfilter),
        "echo %d > /proc/sys/net/bridge/bridge-nf-call-ip6tables".formatted(bridgeNetfilter));
    places.put("host", host);
    places.put("remote", lab.remote());
    attach("server", network, published(mode));
    attach("neighbour", network);
    attach("stranger", other, proxied(mode));
    addresses.put("uplink", Pair.of(Lab.HOST_V4, Lab.HOST_V6));
    addresses.put("remote", Pair.of(Lab.REMOTE_V4, Lab.REMOTE_V6));
    addresses.put("one", ONE);
    addresses.put("loopback", LOOPBACK);
    gateway(network).ifPresent(own -> addresses.put("gateway", own));
    gateway(other).ifPresent(own -> addresses.put("gateway-beside", own));
    misroute("remote", "up0", "via " + Lab.HOST_V4, "via " + Lab.HOST_V6);
    misroute("server");
    misroute("neighbour");
    misroute("stranger");
  }

  static ReachLab open(String mode, int bridgeNetfilter) {
    return open(Lab.open(), mode, bridgeNetfilter);
  }

  /// As [#open], where chains that are emptied stay so.
  static ReachLab openWithoutRepairs(String mode, int bridgeNetfilter) {
    return open(Lab.openWithoutRepairs(), mode, bridgeNetfilter);
  }

  private static ReachLab open(Lab lab, String mode, int bridgeNetfilter) {
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
        probes.ask(
            each,
            place(each.row().from()),
            each.protocol(),
            address(each.row().to()).of(each.family()),
            port(each.row()));
      }
      Set<ReachCase> expected =
          cases.stream().filter(ReachCase::answered).collect(Collectors.toSet());
      Map<ReachCase, String> answers = probes.answers(expected);
      Map<ReachCase, String> seen = new HashMap<>();
      cases.forEach(each -> seen.put(each, named(answers.getOrDefault(each, ""))));
      return seen;
    }
  }

  /// Has all questions explained at one look, while everybody listens.
  Map<ReachCase, Explanation> explain(List<ReachCase> cases) throws IOException {
    try (ReachProbes<ReachCase> probes = new ReachProbes<>()) {
      serve(probes);
      Path remote = Path.of(place("remote").processPath());
      Explainer explainer = Explainer.of(lab.controller()).alsoIn(Map.of(remote, "remote"));
      List<Explanation> said = explainer.explainAll(cases.stream().map(this::asked).toList());
      Map<ReachCase, Explanation> explanations = new LinkedHashMap<>();
      for (int i = 0; i < cases.size(); i++) {
        explanations.put(cases.get(i), said.get(i));
      }
      return explanations;
    }
  }

  private Explainer.Asked asked(ReachCase each) {
    String name = each.row().from();
    Origin from =
        name.equals("host")
            ? new Origin.OfHost()
            : new Origin.Inside(Path.of(place(name).processPath()), name);
    TransportPort port = new TransportPort(each.protocol(), new Port(port(each.row())));
    return new Explainer.Asked(from, address(each.row().to()).of(each.family()), port);
  }

  /// Whom an answer says the asked one sees, by the name that rows have for him.
  String seen(Answer answer) {
    return switch (answer) {
      case Answer.Reached(_, IpAddress as, _) -> named(as.toString());
      case Answer.Stopped _ -> ReachRow.NOBODY;
      case Answer.Unclear(String why, _, _) -> "unclear: " + why;
    };
  }

  /// Tries to have a port published in a way that the network does not offer.
  void publish(String how, boolean proxy) {
    EndpointOption[] options = publications(how, proxy).toArray(EndpointOption[]::new);
    lab.controller().attach("refused", network, options);
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
    String kind = kind(mode);
    List<NetworkOption> options = new ArrayList<>();
    options.add(new NetworkOption.Ipv4(!kind.equals("ipv6-only")));
    options.add(new NetworkOption.Ipv6(!kind.equals("ipv4-only")));
    if (kind.equals("isolated") || kind.equals("internal")) {
      options.add(new NetworkOption.Internal());
    }
    BridgeOptions bridge =
        switch (kind) {
          case "nat", "internal", "ipv4-only", "ipv6-only" -> BridgeOptions.USUAL;
          case "nat-unprotected", "routed", "isolated" ->
              BridgeOptions.USUAL.with(GatewayMode.parse(kind));
          case "icc-off" -> BridgeOptions.USUAL.withoutCommunication();
          case "respect-host" ->
              BridgeOptions.USUAL.publishing(PublishPolicy.USUAL.respectingHost());
          default -> throw new IllegalArgumentException("unknown mode " + mode + " in the matrix");
        };
    BridgeOptions told =
        mode.endsWith(PROXY)
            ? bridge
            : bridge.publishing(PublishPolicy.USUAL.withUserlandProxy(false));
    options.add(mode.startsWith(PTP) ? new NetworkOption.Driver(routed(told)) : Lab.with(told));
    return options.toArray(NetworkOption[]::new);
  }

  /// What of the mode is said of the network, whatever kind it and the one beside it are of.
  private static String kind(String mode) {
    String kind = mode.replace(PROXY, "").replace(BY_PTP, "");
    return kind.startsWith(PTP) ? kind.substring(PTP.length()) : kind;
  }

  private static String driver(String mode) {
    return mode.startsWith(PTP) ? PtpDriver.NAME : BridgeDriver.NAME;
  }

  /// The same wishes of a network without a bridge.
  private static PtpOptions routed(BridgeOptions options) {
    return new PtpOptions(
        options.mtu(),
        options.communication(),
        options.antiSpoofing(),
        options.gateways(),
        options.trusted(),
        options.publishing());
  }

  private Network other(String mode) {
    BridgeOptions respecting = BridgeOptions.USUAL.publishing(PublishPolicy.USUAL.respectingHost());
    if (mode.replace(PROXY, "").endsWith(BY_PTP)) {
      return lab.routed("other");
    }
    return mode.endsWith(PROXY) ? lab.dual("other", Lab.with(respecting)) : lab.dual("other");
  }

  private static EndpointOption[] proxied(String mode) {
    return mode.endsWith(PROXY)
        ? Stream.of(Protocol.TCP, Protocol.UDP)
            .map(it -> PublishedPort.of(it, OTHERS_PORT, HOSTS_PORT + OTHERS_PORT))
            .map(EndpointOption.Publish::new)
            .toArray(EndpointOption[]::new)
        : new EndpointOption[0];
  }

  private static EndpointOption[] published(String mode) {
    List<String> all = List.of("everywhere", "loopback", "one");
    List<String> ways =
        switch (kind(mode)) {
          case "routed" -> List.of("everywhere");
          case "ipv4-only", "ipv6-only" -> mode.endsWith(PROXY) ? all : List.of("everywhere");
          case "internal", "isolated" -> List.of();
          default -> all;
        };
    return ways.stream()
        .flatMap(way -> publications(way, mode.endsWith(PROXY)).stream())
        .toArray(EndpointOption[]::new);
  }

  private static List<EndpointOption> publications(String how, boolean proxy) {
    List<EndpointOption> publications = new ArrayList<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      switch (how) {
        case "everywhere" -> publications.add(publication(protocol, how, Optional.empty()));
        case "one" ->
            ONE.both().forEach(at -> publications.add(publication(protocol, how, Optional.of(at))));
        case "loopback" ->
            (proxy ? LOOPBACK.both() : List.of(LOOPBACK.v4()))
                .forEach(at -> publications.add(publication(protocol, how, Optional.of(at))));
        default -> throw new IllegalArgumentException("unknown way to publish: " + how);
      }
    }
    return publications;
  }

  private static EndpointOption publication(Protocol protocol, String how, Optional<IpAddress> at) {
    int port = listening(how);
    PublishedPort published = PublishedPort.of(protocol, port, HOSTS_PORT + port);
    return new EndpointOption.Publish(at.map(published::at).orElse(published));
  }

  private void attach(String name, Network where, EndpointOption... options) {
    Attachment attached = lab.controller().attach(name, where, options);
    places.put(name, lab.place(attached));
    addresses.put(
        name,
        new Pair(
            address(attached, IpFamily.V4, Ipv4Address.UNSPECIFIED),
            address(attached, IpFamily.V6, Ipv6Address.UNSPECIFIED)));
  }

  private static IpAddress address(Attachment attached, IpFamily family, IpAddress none) {
    return attached.endpoint().address(family).map(InterfaceAddress::address).orElse(none);
  }

  /// The host's addresses on a network; empty where it is isolated.
  private static Optional<Pair> gateway(Network of) {
    List<IpAddress> own =
        of.pools().stream()
            .flatMap(pool -> pool.gateway().stream())
            .map(InterfaceAddress::address)
            .sorted()
            .toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pair(
                own.getFirst().family() == IpFamily.V4 ? own.getFirst() : Ipv4Address.UNSPECIFIED,
                own.getLast().family() == IpFamily.V6 ? own.getLast() : Ipv6Address.UNSPECIFIED));
  }

  /// A container has its host route everything, whatever its network was made for.
  private void misroute(String container) {
    Network of = container.equals("stranger") ? other() : network;
    Optional<Pair> gateways = gateway(of);
    misroute(
        container,
        "eth0",
        gateways.map(own -> via(own.v4())).orElse(""),
        gateways.map(own -> via(own.v6())).orElse(""));
  }

  private static String via(IpAddress gateway) {
    return gateway.unspecified() ? NONE : "via " + gateway;
  }

  private Network other() {
    return lab.controller().networks().stream()
        .filter(each -> each.name().equals("other"))
        .findFirst()
        .orElseThrow();
  }

  /// Sends what is for 127.0.0.0/8 to the host too.
  private void misroute(String name, String link, String v4, String v6) {
    Place place = place(name);
    if (!v4.equals(NONE)) {
      place.script(
          "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet",
          "ip addr del 127.0.0.1/8 dev lo",
          "ip route add 127.0.0.0/8 %s dev %s".formatted(v4, link),
          "ip route replace default %s dev %s".formatted(v4, link));
    }
    if (!v6.equals(NONE)) {
      place.script("ip -6 route replace default %s dev %s".formatted(v6, link));
    }
  }

  /// A socket that several addresses lead to may answer from another one than was asked.
  private void serve(ReachProbes<ReachCase> probes) throws IOException {
    for (String way : WAYS) {
      probes.serve(place("server"), new InetSocketAddress(listening(way)));
    }
    probes.serve(place("remote"), new InetSocketAddress(OTHERS_PORT));
    probes.serve(place("stranger"), new InetSocketAddress(OTHERS_PORT));
    List<IpAddress> own = new ArrayList<>(address("uplink").both());
    gateway(network).ifPresent(gateways -> own.addAll(gateways.both()));
    own.removeIf(IpAddress::unspecified);
    for (IpAddress address : own) {
      probes.serve(place("host"), new InetSocketAddress(address.toInetAddress(), OTHERS_PORT));
    }
  }

  private Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("nobody is called " + name + " in the matrix");
    }
    return place;
  }

  private Pair address(String name) {
    Pair found = addresses.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no address is called " + name + " in the matrix");
    }
    return found;
  }

  private static int port(ReachRow row) {
    if (row.published().equals("nothing")) {
      return OTHERS_PORT;
    }
    if (row.published().equals("beside")) {
      return HOSTS_PORT + OTHERS_PORT;
    }
    int own = listening(row.published());
    return row.to().equals("server") ? own : HOSTS_PORT + own;
  }

  private static int listening(String way) {
    int index = WAYS.indexOf(way);
    if (index < 0) {
      throw new IllegalArgumentException("no port is published " + way + " in the matrix");
    }
    return FIRST_PORT + index;
  }

  private String named(String address) {
    if (address.isEmpty()) {
      return ReachRow.NOBODY;
    }
    IpAddress seen = IpAddress.parse(address);
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().both().contains(seen))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(address);
  }
}
