package io.libnetwork.dns.names;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The names of one network: who has which addresses, and which address is whose.
///
/// Safe for use by many threads; a change costs the same however many names there are, and who asks
/// waits for nobody.
public final class NetworkNames {

  private static final int LONGEST_LABEL = 63;

  private final String network;
  private final String folded;
  private final boolean internal;
  private final List<IpPrefix> pools;
  private final NetworkZones zones;
  private final Map<String, NameAddresses> names = new ConcurrentHashMap<>();

  /// By address, whose it is and what he is called first.
  private final Map<IpAddress, NameAddress> reverse = new ConcurrentHashMap<>();

  /// By the folded name of a service, who says where it is to be had. Who says nothing has the name
  /// be known.
  private final Map<String, Map<String, List<ServiceLocation>>> located = new ConcurrentHashMap<>();

  private record NameAddress(String owner, String name) {}

  /// @param network its name, which names can be qualified with
  /// @param internal whether whoever is on no other network asks nobody outside
  /// @param pools where its addresses are from, of which nobody outside is asked
  public NetworkNames(String network, boolean internal, List<IpPrefix> pools) {
    this(network, internal, pools, new NetworkZones());
  }

  /// @param network as above
  /// @param internal as above
  /// @param pools as above
  /// @param zones what somebody wrote for it, as it is at each moment
  public NetworkNames(String network, boolean internal, List<IpPrefix> pools, NetworkZones zones) {
    this.network = network;
    this.folded = FoldedName.of(network);
    this.internal = internal;
    this.pools = List.copyOf(pools);
    this.zones = zones;
  }

  /// The network's name.
  public String network() {
    return network;
  }

  /// Whether it has no way out.
  public boolean internal() {
    return internal;
  }

  /// Gives an owner names. One that others have too is answered with the addresses of all.
  ///
  /// @param owner whose they are, to be taken away together
  /// @param called his names; the first that a message can carry is what his addresses are called,
  ///   unless they are called by another's already
  public void add(String owner, List<String> called, List<IpAddress> addresses) {
    for (String name : called) {
      names.compute(
          FoldedName.of(name),
          (_, present) -> (present == null ? NameAddresses.NONE : present).with(owner, addresses));
    }
    called.stream()
        .filter(NetworkNames::carried)
        .findFirst()
        .ifPresent(first -> {
          for (IpAddress address : addresses) {
            reverse.putIfAbsent(address, new NameAddress(owner, first));
          }
        });
  }

  /// Whether no label is longer than a message can have it, RFC 1035 section 2.3.4.
  private static boolean carried(String name) {
    int start = 0;
    int dot = name.indexOf('.');
    while (dot >= 0) {
      if (dot - start > LONGEST_LABEL) {
        return false;
      }
      start = dot + 1;
      dot = name.indexOf('.', start);
    }
    return name.length() - start <= LONGEST_LABEL;
  }

  /// Takes an owner's names away, as they were given; others keep theirs.
  public void remove(String owner, List<String> called, List<IpAddress> addresses) {
    for (String name : called) {
      names.computeIfPresent(FoldedName.of(name), (_, present) -> rest(present.without(owner)));
    }
    for (IpAddress address : addresses) {
      reverse.computeIfPresent(
          address, (_, present) -> present.owner().equals(owner) ? null : present);
    }
  }

  /// Says where services are to be had. What an owner has said of a name before holds no more; what
  /// others say of it is answered besides.
  ///
  /// @param owner who says so, to be taken away together
  /// @param locations by the service's name, as in `_http._tcp.web`; none where the name is to be
  ///   known and no more. A target is a name of this network
  public void locate(String owner, Map<String, List<ServiceLocation>> locations) {
    locations.forEach((name, said) ->
        located.compute(FoldedName.of(name), (_, present) -> with(present, owner, said)));
  }

  private static Map<String, List<ServiceLocation>> with(
      @Nullable Map<String, List<ServiceLocation>> present,
      String owner,
      List<ServiceLocation> said) {
    Map<String, List<ServiceLocation>> more =
        present == null ? new LinkedHashMap<>() : new LinkedHashMap<>(present);
    more.put(owner, List.copyOf(said));
    return Collections.unmodifiableMap(more);
  }

  /// Takes back what an owner has said of some names; what others say of them stays.
  public void locateNoMore(String owner, Collection<String> services) {
    for (String name : services) {
      located.computeIfPresent(FoldedName.of(name), (_, present) -> without(present, owner));
    }
  }

  private static @Nullable Map<String, List<ServiceLocation>> without(
      Map<String, List<ServiceLocation>> present, String owner) {
    Map<String, List<ServiceLocation>> fewer = new LinkedHashMap<>(present);
    fewer.remove(owner);
    return fewer.isEmpty() ? null : Collections.unmodifiableMap(fewer);
  }

  /// Where a service is to be had, by names that have the network's behind them; empty where there
  /// is no such name.
  ///
  /// @param name folded
  Optional<List<ServiceLocation>> locations(String name) {
    return Optional.ofNullable(located.get(name))
        .map(said ->
            said.values().stream().flatMap(List::stream).map(each -> each.in(network)).toList());
  }

  /// How many names there are.
  public int size() {
    return names.size();
  }

  /// Whether an address is the network's to know.
  boolean covers(IpAddress address) {
    return pools.stream().anyMatch(pool -> pool.contains(address));
  }

  NetworkZones zones() {
    return zones;
  }

  String folded() {
    return folded;
  }

  /// @param name folded
  Optional<NameAddresses> find(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /// The qualified name of who has an address.
  Optional<String> nameOf(IpAddress address) {
    return Optional.ofNullable(reverse.get(address)).map(found -> found.name() + "." + network);
  }

  private static @Nullable NameAddresses rest(NameAddresses left) {
    return left.isEmpty() ? null : left;
  }
}
