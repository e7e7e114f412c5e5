package io.libnetwork.dns.zone;

import io.libnetwork.dns.zone.Lookup.Answer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records somebody gave to a name and the names below it. It never changes: a change makes
/// another zone, which takes this one's place.
///
/// Names that are not there get what the wildcard next above them has, as RFC 4592 has it: the
/// wildcard of the closest name that is there, and no other. Nothing is delegated.
///
/// A look-up costs the same whatever the number of records; making a zone costs as much as it has
/// of them.
public final class Zone {

  /// Of records.
  public static final int LARGEST = 65_536;

  private final DomainName origin;
  private final List<ZoneRecord> records;
  private final Map<DomainName, Node> nodes;

  /// Labels of the name that has most of them.
  private final int deepest;

  private Zone(DomainName origin, List<ZoneRecord> records, Map<DomainName, Node> nodes) {
    this.origin = origin;
    this.records = List.copyOf(records);
    this.nodes = nodes;
    this.deepest = nodes.keySet().stream().mapToInt(DomainName::labels).max().orElseThrow();
  }

  /// Begins a zone without records.
  ///
  /// @throws IllegalArgumentException if `origin` is no name, or a wildcard
  public static Builder builder(String origin) {
    return new Builder(DomainName.parse(origin));
  }

  /// Begins a zone without records.
  ///
  /// @throws IllegalArgumentException if `origin` is a wildcard
  public static Builder builder(DomainName origin) {
    return new Builder(origin);
  }

  /// The name that all others are below.
  public DomainName origin() {
    return origin;
  }

  /// All records, a name's together, names in the order in which they were added.
  public List<ZoneRecord> records() {
    return records;
  }

  /// What is to be sent with an answer that there is nothing, so that others remember it for as
  /// long as the zone says (RFC 2308 section 3). Empty if the zone has no SOA record.
  public Optional<ZoneRecord> negative() {
    for (RecordSet set : node(origin).map(Node::sets).orElse(List.of())) {
      if (set.data().getFirst() instanceof RecordData.Soa soa) {
        Ttl ttl = soa.minimum().compareTo(set.ttl()) < 0 ? soa.minimum() : set.ttl();
        return Optional.of(new ZoneRecord(origin, ttl, soa));
      }
    }
    return Optional.empty();
  }

  /// Looks a name up, and what it is an alias of.
  ///
  /// @param type QTYPE; one that no record here is of is answered like one that the name lacks
  public Lookup find(DomainName name, int type) {
    List<Answer> answers = List.of();
    DomainName at = name;
    while (at.within(origin)) {
      Node node = existing(at);
      if (node == null) {
        return new Lookup.NxDomain(answers);
      }
      List<RecordSet> sets = node.ofType(type);
      if (!sets.isEmpty()) {
        return new Lookup.Found(with(answers, at, sets));
      }
      if (node.alias().isEmpty()) {
        return new Lookup.NoData(answers);
      }
      answers = with(answers, at, node.sets());
      at = node.alias().get();
    }
    return new Lookup.NotHere(answers, at);
  }

  private static List<Answer> with(List<Answer> answers, DomainName owner, List<RecordSet> sets) {
    if (answers.isEmpty() && sets.size() == 1) {
      return List.of(new Answer(owner, sets.getFirst()));
    }
    List<Answer> more = new ArrayList<>(answers);
    sets.forEach(set -> more.add(new Answer(owner, set)));
    return more;
  }

  /// What `name` has, by itself or by a wildcard.
  Optional<Node> node(DomainName name) {
    return Optional.ofNullable(name.within(origin) ? existing(name) : null);
  }

  private @Nullable Node existing(DomainName name) {
    Node exact = nodes.get(name);
    return exact == null ? closestEncloser(name).wildcard().orElse(null) : exact;
  }

  /// The origin is there, so this ends.
  private Node closestEncloser(DomainName name) {
    DomainName above = name.last(Math.min(name.labels() - 1, deepest));
    Node node = nodes.get(above);
    while (node == null) {
      above = above.parent();
      node = nodes.get(above);
    }
    return node;
  }

  /// A builder that has all of this zone's records.
  public Builder toBuilder() {
    Builder builder = new Builder(origin);
    records.forEach(record -> builder.add(record.owner(), record.ttl(), record.data()));
    return builder;
  }

  /// This zone with more records, of the [short TTL][Ttl#SHORT] or of the one the name's others of
  /// their type have, if that is shorter.
  ///
  /// @param owner as [Builder#add(String, RecordData...)]
  /// @throws IllegalArgumentException as [Builder#add(DomainName, Ttl, RecordData)]
  public Zone with(String owner, RecordData... data) {
    return toBuilder().add(owner, data).build();
  }

  /// This zone without any record of a name. It is still there if names below it are.
  ///
  /// @param owner as [Builder#add(String, RecordData...)]
  public Zone without(String owner) {
    return toBuilder().remove(DomainName.parse(owner, origin)).build();
  }

  /// This zone without a name's records of one type.
  ///
  /// @param owner as [Builder#add(String, RecordData...)]
  public Zone without(String owner, RecordType type) {
    return toBuilder().remove(DomainName.parse(owner, origin), type).build();
  }

  /// Of the same origin and records, in whatever order.
  @Override
  public boolean equals(Object other) {
    return other instanceof Zone zone
        && origin.equals(zone.origin)
        && records.size() == zone.records.size()
        && new HashSet<>(records).equals(new HashSet<>(zone.records));
  }

  @Override
  public int hashCode() {
    return 31 * origin.hashCode() + new HashSet<>(records).hashCode();
  }

  @Override
  public String toString() {
    return "zone %s of %d records".formatted(origin, records.size());
  }

  /// Collects a zone's records. It belongs to one thread.
  public static final class Builder {

    private final DomainName origin;
    private final Map<DomainName, Map<RecordType, Collected>> names = new LinkedHashMap<>();
    private Ttl ttl = Ttl.SHORT;
    private int count;

    private Builder(DomainName origin) {
      if (origin.wildcard()) {
        throw new IllegalArgumentException(
            "invalid origin %s: expected a name that is no wildcard".formatted(origin));
      }
      this.origin = origin;
    }

    /// Of records that are added after this without one; [Ttl#SHORT] before.
    public Builder ttl(Ttl ttl) {
      this.ttl = ttl;
      return this;
    }

    /// Adds records of one name.
    ///
    /// @param owner below the origin, or whole with a dot at its end, or `@` for the origin itself;
    ///   its first label may be `*`
    /// @throws IllegalArgumentException if `owner` is no such name, or as [#add(DomainName, Ttl,
    ///   RecordData)]
    public Builder add(String owner, RecordData... data) {
      for (RecordData each : data) {
        add(DomainName.parse(owner, origin), ttl, each);
      }
      return this;
    }

    /// Adds a record, once. Records of one name and type have one TTL, the shortest that was given.
    ///
    /// @throws IllegalArgumentException if the owner is not in the zone or has a `*` that is not
    ///   its whole first label, an alias has other records, NS or SOA are not the origin's, there
    ///   are two SOA, or too many records to be sent together or kept
    public Builder add(DomainName owner, Ttl ttl, RecordData data) {
      RecordRules.requireOwner(owner, origin, data.type());
      Map<RecordType, Collected> types = names.getOrDefault(owner, Map.of());
      RecordRules.requireCompany(owner, types.keySet(), data.type());
      Collected set = types.getOrDefault(data.type(), Collected.NONE);
      if (!set.data.contains(data)) {
        RecordRules.requireRoom(owner, data, set.data.size(), set.bytes, count);
        count++;
      }
      names
          .computeIfAbsent(owner, _ -> new EnumMap<>(RecordType.class))
          .computeIfAbsent(data.type(), _ -> new Collected())
          .add(ttl, data);
      return this;
    }

    /// Removes all records of a name, if there are any.
    public Builder remove(DomainName owner) {
      Map<RecordType, Collected> removed = names.remove(owner);
      if (removed != null) {
        removed.values().forEach(set -> count -= set.data.size());
      }
      return this;
    }

    /// Removes a name's records of one type, if there are any.
    public Builder remove(DomainName owner, RecordType type) {
      Map<RecordType, Collected> types = names.get(owner);
      if (types != null && types.containsKey(type)) {
        count -= types.get(type).data.size();
        types.remove(type);
        if (types.isEmpty()) {
          names.remove(owner);
        }
      }
      return this;
    }

    /// Makes the zone; the builder may be used further.
    ///
    /// @throws IllegalArgumentException if aliases lead in a circle, or over too many others
    public Zone build() {
      Zone zone = unchecked();
      AliasFault.first(zone)
          .ifPresent(fault -> {
            throw new IllegalArgumentException(fault.message());
          });
      return zone;
    }

    /// The zone, its aliases not looked at.
    Zone unchecked() {
      Map<DomainName, Node> nodes = new HashMap<>();
      nodes.put(origin, new Node(List.of()));
      List<ZoneRecord> records = new ArrayList<>(count);
      names.forEach((owner, types) -> {
        nodes.put(owner, new Node(sets(types)));
        types
            .values()
            .forEach(set -> set.data.forEach(d -> records.add(new ZoneRecord(owner, set.ttl, d))));
      });
      names.keySet().forEach(owner -> addNamesAbove(owner, nodes));
      return new Zone(origin, records, linked(nodes));
    }

    private static List<RecordSet> sets(Map<RecordType, Collected> types) {
      List<RecordSet> sets = new ArrayList<>();
      types.forEach((type, set) -> sets.add(new RecordSet(type, set.ttl, List.copyOf(set.data))));
      return sets;
    }

    private void addNamesAbove(DomainName owner, Map<DomainName, Node> nodes) {
      for (DomainName above = owner; above.labels() > origin.labels(); above = above.parent()) {
        nodes.putIfAbsent(above, new Node(List.of()));
      }
    }

    private static Map<DomainName, Node> linked(Map<DomainName, Node> nodes) {
      nodes.forEach((name, node) -> {
        if (name.wildcard()) {
          Objects.requireNonNull(nodes.get(name.parent())).wildcard(node);
        }
      });
      return nodes;
    }

    /// Records of one name and type.
    private static final class Collected {

      private static final Collected NONE = new Collected();

      private final Set<RecordData> data = new LinkedHashSet<>();
      private Ttl ttl = new Ttl(Integer.MAX_VALUE);
      private int bytes;

      private void add(Ttl other, RecordData more) {
        ttl = other.compareTo(ttl) < 0 ? other : ttl;
        if (data.add(more)) {
          bytes += RecordSet.size(more);
        }
      }
    }
  }
}
