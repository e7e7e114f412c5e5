package io.libnetwork.dns.names;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody sees of the names of the networks he is on: the first network that knows a name
/// wins.
///
/// A name may have dots, and so may a network. So `a.b.c` is looked up as it is in every network,
/// then `a.b` in network `c`, then `a` in network `b.c`. What is nobody's name may be in a zone of
/// one of the networks.
public final class View {

  /// Nothing.
  public static final View EMPTY = new View(List.of());

  /// Before a service's name: those who serve it.
  private static final String TASKS = "tasks.";

  private final List<Place> places;

  /// A network, and what the asker alone calls others there.
  ///
  /// @param aliases by the alias, the name that is meant
  public record Place(NetworkNames names, Map<String, String> aliases) {
    public Place {
      Map<String, String> folded = new HashMap<>();
      aliases.forEach((alias, name) -> folded.put(FoldedName.of(alias), FoldedName.of(name)));
      aliases = Map.copyOf(folded);
    }

    private Optional<NameAddresses> find(String name) {
      return names.find(aliases.getOrDefault(name, name));
    }

    private Optional<List<ServiceLocation>> locations(String name) {
      return names.locations(name);
    }
  }

  /// @param places in the order in which they are asked
  public View(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /// Whether anybody outside may be asked for what is not known here: where every network is
  /// internal, nobody.
  public boolean open() {
    return places.stream().anyMatch(place -> !place.names().internal());
  }

  /// The addresses of a name.
  ///
  /// A name without a dot is nobody else's to know, nor is one with one label before the name of a
  /// network that the asker is on, nor an alias of the asker's: those never leave.
  public Found addresses(String name, IpFamily family) {
    String folded = FoldedName.of(name);
    Optional<NameAddresses> found = find(folded, Place::find);
    if (found.isPresent()) {
      return new Found.Known(found.get().of(family));
    }
    if (find(folded, Place::locations).isPresent()) {
      return new Found.Known(List.of());
    }
    return mayLeave(folded) ? Found.UNKNOWN : Found.NOBODY;
  }

  /// Whether a name has addresses of either family, or is one of a service's.
  public boolean knows(String name) {
    String folded = FoldedName.of(name);
    return find(folded, Place::find).isPresent() || find(folded, Place::locations).isPresent();
  }

  /// Where a service is to be had, by names that the asker can look up; none where that is not
  /// known.
  ///
  /// @param name as in `_http._tcp.web`
  public List<ServiceLocation> locations(String name) {
    return find(FoldedName.of(name), Place::locations).orElse(List.of());
  }

  /// Whether a name that is not known here may be asked others for.
  public boolean mayLeave(String name) {
    String folded = FoldedName.of(name);
    int dot = folded.indexOf('.');
    if (!open() || (dot < 0 && !folded.isEmpty())) {
      return false;
    }
    if (places.stream().anyMatch(place -> place.aliases().containsKey(folded))) {
      return false;
    }
    if (ofService(folded)) {
      return false;
    }
    String rest = folded.substring(dot + 1);
    return places.stream().noneMatch(place -> place.names().folded().equals(rest));
  }

  /// Whether any of the networks has a zone.
  public boolean hasZones() {
    return places.stream().anyMatch(place -> !place.names().zones().isEmpty());
  }

  /// What the zones of the asker's networks say of a name: that of the first network which has the
  /// name, or else of the first which has a zone that the name is in. Empty where there is none; a
  /// name that is in one is nobody else's to know.
  ///
  /// @param type QTYPE
  public Optional<Zoned> zoned(DomainName name, int type) {
    Optional<Zoned> first = Optional.empty();
    for (Place place : places) {
      Optional<Zone> zone = place.names().zones().covering(name);
      if (zone.isPresent()) {
        Zoned found = new Zoned(zone.get(), zone.get().find(name, type));
        if (found.present()) {
          return Optional.of(found);
        }
        first = first.isPresent() ? first : Optional.of(found);
      }
    }
    return first;
  }

  /// What an address is called. Those of the asker's networks are nobody else's to know.
  public Found name(IpAddress address) {
    for (Place place : places) {
      Optional<String> name = place.names().nameOf(address);
      if (name.isPresent()) {
        return new Found.Called(name.get());
      }
    }
    boolean ours = places.stream().anyMatch(place -> place.names().covers(address));
    return open() && !ours ? Found.UNKNOWN : Found.NOBODY;
  }

  /// Whether it is `_port._protocol` before a service's name, whether the service has such a port
  /// or not. What else is below a service's name may be somebody else's: a service may be called
  /// `com`.
  private boolean ofService(String folded) {
    int start = 0;
    while (folded.startsWith("_", start) && folded.indexOf('.', start) > 0) {
      start = folded.indexOf('.', start) + 1;
    }
    if (start == 0) {
      return false;
    }
    String rest = folded.substring(start);
    return find(rest.startsWith(TASKS) ? rest : TASKS + rest, Place::locations).isPresent();
  }

  /// What a network has of a name.
  private interface Having<T> {
    Optional<T> of(Place place, String name);
  }

  private <T> Optional<T> find(String folded, Having<T> having) {
    for (Place place : places) {
      Optional<T> found = having.of(place, folded);
      if (found.isPresent()) {
        return found;
      }
    }
    return findQualified(folded, having);
  }

  private <T> Optional<T> findQualified(String folded, Having<T> having) {
    int dot = folded.lastIndexOf('.');
    while (dot > 0) {
      String network = folded.substring(dot + 1);
      for (Place place : places) {
        if (place.names().folded().equals(network)) {
          Optional<T> found = having.of(place, folded.substring(0, dot));
          if (found.isPresent()) {
            return found;
          }
        }
      }
      dot = folded.lastIndexOf('.', dot - 1);
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    List<String> networks = new ArrayList<>();
    places.forEach(place -> networks.add(place.names().network()));
    return "names of " + networks;
  }
}
