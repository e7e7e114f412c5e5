package io.libnetwork.drivers.firewall;

import static io.libnetwork.linux.nftables.ElementType.DEVGROUP;
import static io.libnetwork.linux.nftables.ElementType.ETHER_TYPE;
import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_PROTO;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IPV6_ADDR;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.ElementType;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.MapDefinition;
import io.libnetwork.linux.nftables.SetDefinition;
import io.libnetwork.linux.nftables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sets and maps of our table of family `inet`: all that differs from host to host is told by
/// their elements. What is asked of them is in [FirewallSkeleton].
///
/// Exact ports are in hash maps, where a change costs the same whatever else is there. Ranges of
/// ports, and what is limited to prefixes of clients, are in interval sets of their own, which pay
/// for their size at each change.
final class FirewallSets {

  static final Table TABLE = new Table(Family.INET, "libnetwork");

  /// Every bridge of ours.
  static final SetDefinition NETS = TABLE.set("nets", IFNAME);

  /// The bridges of internal networks.
  static final SetDefinition SEALED = TABLE.set("sealed", IFNAME);

  /// The bridges on which an endpoint may send for others, as a router does.
  static final SetDefinition ROUTERS = TABLE.set("routers", IFNAME);

  /// Bridges of others that networks of ours are on. No rule asks for them: what passes there is
  /// others' to judge, and only endpoints are guarded. They are noted so that the table stays.
  static final SetDefinition SEGMENTS = TABLE.set("segments", IFNAME);

  /// Further bridges of networks of ours. What passes one of them is judged, and its connection
  /// followed, where it comes to the first.
  static final SetDefinition SHARDS = TABLE.set("shards", IFNAME);

  /// A bridge and itself, where endpoints may reach each other.
  static final SetDefinition SAME = TABLE.set("same", IFNAME, IFNAME);

  /// A bridge and itself: from an endpoint through the host's address back to its own network.
  static final SetDefinition HAIR = TABLE.set("hair", IFNAME, IFNAME);

  /// The link group of a routed network and itself, where its endpoints may reach each other.
  static final SetDefinition KIN = TABLE.set("kin", DEVGROUP, DEVGROUP);

  /// The link group of a routed network and itself.
  static final SetDefinition OWN = TABLE.set("own", DEVGROUP, DEVGROUP);

  /// The link groups of routed networks whose endpoints may send as themselves alone.
  static final SetDefinition LEASHED = TABLE.set("leashed", DEVGROUP);

  /// Interfaces of the host, each with a bridge of ours whose endpoints' published ports are
  /// reached from it without translation too.
  static final SetDefinition TRUST = TABLE.set("trust", IFNAME, IFNAME);

  /// The families in which we turned the host's forwarding on, and so forward for nobody else.
  static final SetDefinition ALONE = TABLE.set("alone", ETHER_TYPE);

  /// Bridges whose endpoints leave under whichever address of the host the way out has.
  static final PerFamily<SetDefinition> MASQUERADE = sets("masq", _ -> List.of(IFNAME));

  /// Bridges whose endpoints leave under a certain address of the host.
  static final PerFamily<MapDefinition> SOURCE =
      PerFamily.of(f -> TABLE.map(named("source", f), List.of(IFNAME), address(f)));

  /// Bridges whose endpoints are reached without translation: on every port.
  static final PerFamily<SetDefinition> FREE = sets("free", _ -> List.of(IFNAME));

  /// Bridges whose endpoints are reached without translation: on the ports they publish.
  static final PerFamily<SetDefinition> ROUTED = sets("routed", _ -> List.of(IFNAME));

  /// Addresses of endpoints that publish, each with itself.
  static final PerFamily<SetDefinition> SELF = sets("self", f -> List.of(address(f), address(f)));

  /// Addresses of endpoints.
  static final PerFamily<SetDefinition> GUARD = sets("guard", f -> List.of(address(f)));

  /// Addresses of endpoints, each with an interface it may be reached from.
  static final PerFamily<SetDefinition> HOME = sets("home", f -> List.of(IFNAME, address(f)));

  /// Addresses of endpoints of routed networks, each with the link group they may be reached from.
  static final PerFamily<SetDefinition> KIN_HOME =
      sets("kinhome", f -> List.of(DEVGROUP, address(f)));

  /// Interfaces of endpoints of routed networks, each with an address that it may send from.
  static final PerFamily<SetDefinition> SENDER = sets("sender", f -> List.of(IFNAME, address(f)));

  /// What of an endpoint is published, for those who reach it without translation: port by port.
  static final PerFamily<SetDefinition> OPEN =
      sets("open", f -> List.of(IFNAME, address(f), INET_PROTO, INET_SERVICE));

  /// The same, ranges of ports.
  static final PerFamily<SetDefinition> OPEN_SPAN =
      intervals("openspan", f -> List.of(IFNAME, address(f), INET_PROTO, INET_SERVICE));

  /// Ports published at one address of the host.
  static final PerFamily<MapDefinition> PUBLISHED =
      PerFamily.of(f -> TABLE.map(named("pub", f), at(f), address(f), INET_SERVICE));

  /// Ports published at every address of the host.
  static final PerFamily<MapDefinition> ANYWHERE =
      PerFamily.of(f -> TABLE.map(named("any", f), everywhere(), address(f), INET_SERVICE));

  /// Ranges of ports published at one address of the host that keep their numbers.
  static final PerFamily<MapDefinition> PUBLISHED_SPAN =
      PerFamily.of(f -> TABLE.intervalMap(named("pubspan", f), at(f), address(f)));

  /// Ranges of ports published at every address of the host that keep their numbers.
  static final PerFamily<MapDefinition> ANYWHERE_SPAN =
      PerFamily.of(f -> TABLE.intervalMap(named("span", f), everywhere(), address(f)));

  /// Published ports, at one address, that not everybody may use.
  static final PerFamily<SetDefinition> LIMIT = intervals("limit", FirewallSets::at);

  /// Ports published at every address of the host that not everybody may use.
  static final PerFamily<SetDefinition> LIMIT_ANYWHERE = intervals("limitany", _ -> everywhere());

  /// Who may use them: a client's prefix first, then the port as in the sets of limited ports.
  static final PerFamily<SetDefinition> FROM =
      intervals("from", f -> List.of(address(f), address(f), INET_PROTO, INET_SERVICE));

  static final PerFamily<SetDefinition> FROM_ANYWHERE =
      intervals("fromany", f -> List.of(address(f), INET_PROTO, INET_SERVICE));

  /// All of them.
  static final List<Definition> ALL = all();

  /// Those whose elements let something in: they are filled last.
  static final Set<Definition> OPENING =
      Stream.of(
              OPEN,
              OPEN_SPAN,
              PUBLISHED,
              ANYWHERE,
              ANYWHERE_SPAN,
              PUBLISHED_SPAN,
              FROM,
              FROM_ANYWHERE)
          .flatMap(each -> each.both().stream())
          .collect(Collectors.toUnmodifiableSet());

  private FirewallSets() {}

  /// What an endpoint publishes to who reaches it without translation.
  ///
  /// @param range whether it takes ranges of ports
  static SetDefinition open(IpFamily family, boolean range) {
    return (range ? OPEN_SPAN : OPEN).of(family);
  }

  /// Where a port of the host leads.
  ///
  /// @param everywhere whether it has ports published at every address of the host
  /// @param range whether it takes ranges of ports
  static MapDefinition published(IpFamily family, boolean everywhere, boolean range) {
    if (range) {
      return (everywhere ? ANYWHERE_SPAN : PUBLISHED_SPAN).of(family);
    }
    return (everywhere ? ANYWHERE : PUBLISHED).of(family);
  }

  /// @param everywhere whether it has ports published at every address of the host
  static SetDefinition limit(IpFamily family, boolean everywhere) {
    return (everywhere ? LIMIT_ANYWHERE : LIMIT).of(family);
  }

  /// @param everywhere whether it has ports published at every address of the host
  static SetDefinition from(IpFamily family, boolean everywhere) {
    return (everywhere ? FROM_ANYWHERE : FROM).of(family);
  }

  private static List<Definition> all() {
    List<Definition> all =
        new ArrayList<>(List.of(NETS, SEALED, ROUTERS, SEGMENTS, SHARDS, TRUST, ALONE, LEASHED));
    Stream.of(MASQUERADE, SOURCE, FREE, ROUTED).forEach(each -> all.addAll(each.both()));
    all.addAll(List.of(SAME, HAIR, KIN, OWN));
    Stream.of(
            SELF,
            OPEN,
            OPEN_SPAN,
            GUARD,
            HOME,
            KIN_HOME,
            SENDER,
            PUBLISHED,
            ANYWHERE,
            ANYWHERE_SPAN,
            PUBLISHED_SPAN,
            LIMIT,
            LIMIT_ANYWHERE,
            FROM,
            FROM_ANYWHERE)
        .forEach(each -> all.addAll(each.both()));
    return List.copyOf(all);
  }

  interface Types {
    List<ElementType> of(IpFamily family);
  }

  static PerFamily<SetDefinition> sets(String name, Types types) {
    return PerFamily.of(
        family -> TABLE.set(named(name, family), types.of(family).toArray(ElementType[]::new)));
  }

  private static PerFamily<SetDefinition> intervals(String name, Types types) {
    return PerFamily.of(family ->
        TABLE.intervalSet(named(name, family), types.of(family).toArray(ElementType[]::new)));
  }

  static String named(String name, IpFamily family) {
    return switch (family) {
      case V4 -> name + "4";
      case V6 -> name + "6";
    };
  }

  static ElementType address(IpFamily family) {
    return switch (family) {
      case V4 -> IPV4_ADDR;
      case V6 -> IPV6_ADDR;
    };
  }

  /// A port at one address.
  static List<ElementType> at(IpFamily family) {
    return List.of(address(family), INET_PROTO, INET_SERVICE);
  }

  /// A port at every address.
  static List<ElementType> everywhere() {
    return List.of(INET_PROTO, INET_SERVICE);
  }
}
