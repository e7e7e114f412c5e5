package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.explain.ruleset.Routing;
import io.libnetwork.explain.ruleset.Ruleset;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.NamespaceNumbers;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteQuery;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Scope;
import io.libnetwork.linux.sockdiag.InetSocket;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One namespace as it is at the moment of a question: what is asked of it is asked once, and kept.
/// Not for several threads.
final class NamespaceView implements Routing, AutoCloseable {

  private static final List<String> LEGACY =
      List.of("/proc/thread-self/net/ip_tables_names", "/proc/thread-self/net/ip6_tables_names");

  private final String name;
  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Rtnetlink rtnetlink;
  private final Map<Integer, Link> links = new LinkedHashMap<>();
  private final Map<RouteQuery, Routed> routes = new HashMap<>();
  private final Map<Protocol, List<InetSocket>> sockets = new EnumMap<>(Protocol.class);
  private final Map<NamespaceId, OptionalInt> numbers = new HashMap<>();
  private final Map<String, Optional<String>> parameters = new HashMap<>();
  private @Nullable List<LinkAddress> addresses;
  private @Nullable Ruleset ruleset;
  private Optional<String> drawn = Optional.empty();

  /// What the kernel says of a packet's way.
  sealed interface Routed {

    /// It has one.
    record By(Route route) implements Routed {}

    /// It has none.
    record Nowhere(String why) implements Routed {}
  }

  private NamespaceView(
      String name, NamespaceThread thread, NetworkNamespace namespace, Rtnetlink rtnetlink) {
    this.name = name;
    this.thread = thread;
    this.namespace = namespace;
    this.rtnetlink = rtnetlink;
  }

  /// Opens a view of a namespace, which becomes the view's to close.
  static NamespaceView open(String name, NamespaceThread thread, NetworkNamespace namespace) {
    try {
      NamespaceView view =
          new NamespaceView(name, thread, namespace, Rtnetlink.open(thread, namespace));
      view.rtnetlink.list(Links.list()).forEach(link -> view.links.put(link.index().value(), link));
      return view;
    } catch (RuntimeException failure) {
      namespace.close();
      throw failure;
    }
  }

  /// What it is called in answers.
  String name() {
    return name;
  }

  NetworkNamespace namespace() {
    return namespace;
  }

  NamespaceThread thread() {
    return thread;
  }

  Rtnetlink rtnetlink() {
    return rtnetlink;
  }

  Map<Integer, Link> links() {
    return links;
  }

  Optional<Link> link(String wanted) {
    return links.values().stream().filter(link -> link.name().equals(wanted)).findFirst();
  }

  Optional<Link> link(Ifindex index) {
    return Optional.ofNullable(links.get(index.value()));
  }

  List<LinkAddress> addresses() {
    if (addresses == null) {
      addresses = rtnetlink.list(Addresses.list());
    }
    return addresses;
  }

  /// Asks the kernel for a packet's way.
  Routed route(RouteQuery query) {
    return routes.computeIfAbsent(query, this::ask);
  }

  private Routed ask(RouteQuery query) {
    try {
      Route route = rtnetlink.get(Routes.get(query));
      return switch (route.type()) {
        case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW ->
            new Routed.Nowhere("the route is " + route.type().name().toLowerCase(Locale.ROOT));
        default -> new Routed.By(route);
      };
    } catch (NetlinkException refused) {
      return new Routed.Nowhere(refused.errno().toString());
    }
  }

  /// The number that this namespace has for another.
  OptionalInt numberOf(NamespaceView other) {
    return numbers.computeIfAbsent(
        other.namespace.id(),
        _ ->
            rtnetlink
                .find(NamespaceNumbers.get(other.namespace))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()));
  }

  /// A kernel parameter; empty where this kernel does not have it.
  Optional<String> parameter(String key) {
    return parameters.computeIfAbsent(key, wanted -> Sysctl.find(thread, namespace, wanted));
  }

  /// The sockets that take a port.
  List<InetSocket> sockets(Protocol protocol) {
    return sockets.computeIfAbsent(
        protocol,
        wanted -> {
          try (SocketDiagnosis diagnosis = SocketDiagnosis.open(thread, namespace)) {
            return diagnosis.bound(wanted);
          }
        });
  }

  Ruleset ruleset() {
    if (ruleset == null) {
      ruleset = RulesetListing.read(thread, namespace);
    }
    return ruleset;
  }

  /// Has packets judged by another ruleset from now on.
  void judgeBy(Ruleset other) {
    ruleset = other;
  }

  /// Has rules draw this from now on; nothing that is known where it is empty.
  void draw(Optional<String> number) {
    drawn = number;
  }

  @Override
  public Optional<String> drawn() {
    return drawn;
  }

  /// The tables of iptables before nftables: they judge too, and cannot be seen here.
  List<String> legacyTables() {
    return thread.call(
        namespace,
        () ->
            LEGACY.stream()
                .flatMap(file -> lines(Path.of(file)).stream())
                .filter(line -> !line.isBlank())
                .distinct()
                .toList());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException absent) {
      return List.of();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException("cannot read " + file, failure);
    }
  }

  @Override
  public String type(IpAddress address) {
    return route(RouteQuery.to(address)) instanceof Routed.By(Route route)
        ? switch (route.type()) {
          case LOCAL, BROADCAST, ANYCAST, MULTICAST -> route.type().name().toLowerCase(Locale.ROOT);
          default -> "unicast";
        }
        : "unicast";
  }

  @Override
  public Optional<String> linkTo(IpAddress address, long mark) {
    return route(RouteQuery.to(address).withMark((int) mark)) instanceof Routed.By(Route route)
        ? route.link().flatMap(this::link).map(Link::name)
        : Optional.empty();
  }

  @Override
  public Optional<IpAddress> sourceTo(IpAddress destination, String link) {
    return link(link)
        .flatMap(out ->
            route(RouteQuery.to(destination).withOut(out.index())) instanceof Routed.By(Route route)
                ? masqueraded(out, route, destination)
                : Optional.empty());
  }

  /// For IPv4 the route has no say in it (`inet_select_addr` in `net/ipv4/devinet.c`): it is an
  /// address of the link, if there is one that of the next hop's prefix; and any link's where it
  /// has none.
  private Optional<IpAddress> masqueraded(Link out, Route route, IpAddress destination) {
    if (destination.family() == IpFamily.V6) {
      return route.source();
    }
    IpAddress next = route.gateway().orElse(destination);
    List<LinkAddress> own =
        primary().filter(address -> address.link().equals(out.index())).toList();
    return own.stream()
        .filter(address -> address.address().prefix().contains(next))
        .findFirst()
        .or(() -> own.stream().findFirst())
        .or(() -> primary().min(Comparator.comparingInt(address -> address.link().value())))
        .map(address -> address.address().address());
  }

  private Stream<LinkAddress> primary() {
    return addresses().stream()
        .filter(address -> address.address().family() == IpFamily.V4)
        .filter(address -> address.scope().equals(Scope.UNIVERSE))
        .filter(address -> !address.flags().contains(AddressFlag.SECONDARY));
  }

  @Override
  public Optional<IpAddress> addressOf(String link, IpFamily family) {
    return link(link)
        .flatMap(found ->
            addresses().stream()
                .filter(address -> address.link().equals(found.index()))
                .filter(address -> address.address().family() == family)
                .filter(address -> !address.scope().equals(Scope.LINK))
                .map(address -> address.address().address())
                .findFirst());
  }

  /// Whether this namespace answers on a link who has an address: for IPv4 whatever link has it
  /// (`arp_ignore` 0), for IPv6 that link alone.
  boolean answersFor(Link link, IpAddress address) {
    boolean anyLink =
        address.family() == IpFamily.V4
            && parameter("net/ipv4/conf/" + link.name() + "/arp_ignore")
                .filter(value -> !value.equals("0"))
                .isEmpty();
    return addresses().stream()
            .filter(own -> anyLink || own.link().equals(link.index()))
            .anyMatch(own -> own.address().address().equals(address))
        || (anyLink && type(address).equals("local"));
  }

  @Override
  public void close() {
    rtnetlink.close();
    namespace.close();
  }
}
