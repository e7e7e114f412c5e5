package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks at a packet as a rule does.
final class FieldReader {

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;

  private final ListedTable table;
  private final Routing routing;

  FieldReader(ListedTable table, Routing routing) {
    this.table = table;
    this.routing = routing;
  }

  Field read(Selector selector, Packet packet) {
    return switch (selector) {
      case Selector.Payload(String protocol, String field) -> payload(protocol, field, packet);
      case Selector.Meta(String key) -> meta(key, packet);
      case Selector.Connection(String key, String direction) -> connection(key, direction, packet);
      case Selector.Fib(String result, Set<String> flags) -> fib(result, flags, packet);
      case Selector.Several(List<Selector> parts) -> several(parts, packet);
      case Selector.Masked(Selector of, long mask, Set<String> flags) ->
          masked(read(of, packet), mask, flags);
      case Selector.Joined(Selector of, long bits) ->
          number(read(of, packet), value -> value | bits);
      case Selector.Looked(Selector key, MapSource<Mapped> in) -> looked(key, in, packet);
      case Selector.Constant(Mapped value) ->
          value.certain()
              ? new Field.Values(value.values())
              : new Field.Unknown("it may be any of several");
      case Selector.Other(String what) -> new Field.Unknown(what);
    };
  }

  private static Field payload(String protocol, String field, Packet packet) {
    return switch (protocol) {
      case "ip" -> packet.ipv6() ? new Field.Absent() : header(field, packet);
      case "ip6" -> packet.ipv6() ? header(field, packet) : new Field.Absent();
      case "th" -> port(field, packet);
      case "tcp", "udp", "sctp" ->
          protocol.equals(packet.protocol().toString()) ? port(field, packet) : new Field.Absent();
      case "ether" -> frame(field, packet);
      // A connection's first packet has no extension headers; whether one is there is a number.
      case "exthdr" -> field.isEmpty() ? Field.of(0) : new Field.Absent();
      // What is asked about has ports, and no frame of another protocol.
      case "icmp", "icmpv6", "igmp", "arp", "vlan", "esp", "ah", "comp", "dccp", "udplite" ->
          new Field.Absent();
      default -> new Field.Unknown(protocol + " " + field);
    };
  }

  private static Field frame(String field, Packet packet) {
    return switch (field) {
      case "type" -> Field.of(packet.ipv6() ? IPV6 : IPV4);
      case "saddr" ->
          packet
              .sender()
              .map(mac -> Field.of(mac.toString()))
              .orElse(new Field.Unknown("the sender's MAC address"));
      default -> new Field.Unknown("ether " + field);
    };
  }

  private static Field header(String field, Packet packet) {
    return switch (field) {
      case "saddr" -> address(packet.tuple().source());
      case "daddr" -> address(packet.tuple().destination());
      case "protocol", "nexthdr" -> Field.of(packet.protocol().number());
      case "version" -> Field.of(packet.ipv6() ? 6 : 4);
      default -> new Field.Unknown((packet.ipv6() ? "ip6 " : "ip ") + field);
    };
  }

  private static Field port(String field, Packet packet) {
    return switch (field) {
      case "dport" -> Field.of(packet.tuple().destinationPort());
      case "sport" -> Field.of(packet.tuple().sourcePort());
      case "flags" -> flags(packet);
      default -> new Field.Unknown(packet.protocol() + " " + field);
    };
  }

  /// A connection begins with `syn`, and is answered with `syn` and `ack`.
  private static Field flags(Packet packet) {
    if (packet.protocol() != Protocol.TCP) {
      return new Field.Absent();
    }
    Set<Term> flags = new LinkedHashSet<>(Set.of(new Term.Word("syn")));
    if (!packet.tracking().fresh()) {
      flags.add(new Term.Word("ack"));
    }
    return new Field.Flags(flags);
  }

  private Field meta(String key, Packet packet) {
    return switch (key) {
      // nft_meta_store_ifname: without a link it is the empty name.
      case "iifname" -> Field.of(packet.in().map(Interface::name).orElse(""));
      case "oifname" -> Field.of(packet.out().map(Interface::name).orElse(""));
      case "iif" -> word(packet.in(), Interface::name);
      case "oif" -> word(packet.out(), Interface::name);
      case "iifgroup" -> group(packet.in());
      case "oifgroup" -> group(packet.out());
      case "iifkind" -> word(packet.in(), Interface::kind);
      case "oifkind" -> word(packet.out(), Interface::kind);
      case "iiftype" -> word(packet.in(), FieldReader::hardware);
      case "oiftype" -> word(packet.out(), FieldReader::hardware);
      case "mark" -> Field.of(packet.mark());
      case "nfproto" -> Field.of(packet.ipv6() ? "ipv6" : "ipv4");
      case "l4proto" -> Field.of(packet.protocol().number());
      case "protocol" -> Field.of(packet.ipv6() ? IPV6 : IPV4);
      case "pkttype" -> Field.of("host");
      case "skuid", "skgid", "cgroup" ->
          packet.in().isPresent() ? new Field.Absent() : new Field.Unknown("meta " + key);
      case "priority" -> routing.drawn().map(Field::of).orElse(new Field.Unknown("meta priority"));
      default -> new Field.Unknown("meta " + key);
    };
  }

  private static String hardware(Interface link) {
    return link.loopback() ? "loopback" : "ether";
  }

  private static Field word(Optional<Interface> link, Function<Interface, String> what) {
    return link.map(what).filter(text -> !text.isEmpty()).map(Field::of).orElse(new Field.Absent());
  }

  private static Field group(Optional<Interface> link) {
    return link.map(present -> Field.of(present.group())).orElse(new Field.Absent());
  }

  private static Field connection(String key, String direction, Packet packet) {
    Tracking tracking = packet.tracking();
    if (key.equals("state")) {
      return packet.tracked() ? Field.of(tracking.state()) : new Field.Absent();
    }
    if (!packet.tracked() || tracking.state().equals(Tracking.UNTRACKED)) {
      return new Field.Absent();
    }
    return switch (key) {
      case "direction" -> Field.of(tracking.reply() ? "reply" : "original");
      case "status" -> new Field.Flags(words(tracking.status()));
      case "mark" -> Field.of(tracking.mark());
      case "label" -> labels(tracking);
      case "l3proto" -> Field.of(packet.ipv6() ? "ipv6" : "ipv4");
      case "protocol" -> Field.of(packet.protocol().number());
      default -> way(key, direction, packet);
    };
  }

  private static Field labels(Tracking tracking) {
    Set<Term> bits = new LinkedHashSet<>();
    tracking.labels().forEach(bit -> bits.add(new Term.Number(bit)));
    return new Field.Flags(bits);
  }

  private static Set<Term> words(Set<String> words) {
    return words.stream().map(Term.Word::new).collect(Collectors.toSet());
  }

  private static Field way(String key, String direction, Packet packet) {
    Tracking tracking = packet.tracking();
    Tuple tuple =
        direction.equals("reply") ? tracking.translated().reversed() : tracking.original();
    return switch (key) {
      case "saddr" -> address(tuple.source());
      case "daddr" -> address(tuple.destination());
      case "ip saddr" -> packet.ipv6() ? new Field.Absent() : address(tuple.source());
      case "ip daddr" -> packet.ipv6() ? new Field.Absent() : address(tuple.destination());
      case "ip6 saddr" -> packet.ipv6() ? address(tuple.source()) : new Field.Absent();
      case "ip6 daddr" -> packet.ipv6() ? address(tuple.destination()) : new Field.Absent();
      case "proto-dst" -> Field.of(tuple.destinationPort());
      default -> new Field.Unknown("ct " + key);
    };
  }

  private Field fib(String result, Set<String> flags, Packet packet) {
    IpAddress address =
        flags.contains("saddr") ? packet.tuple().source() : packet.tuple().destination();
    if (result.equals("type")) {
      return Field.of(routing.type(address));
    }
    Optional<String> found = routing.linkTo(address, flags.contains("mark") ? packet.mark() : 0);
    if (flags.contains("iif")) {
      found = found.filter(link -> packet.in().map(Interface::name).orElse(link).equals(link));
    }
    return Field.of(found.orElse(""));
  }

  private Field several(List<Selector> parts, Packet packet) {
    List<Term> values = new ArrayList<>();
    for (Selector part : parts) {
      switch (read(part, packet)) {
        case Field.Values(List<Term> more) -> values.addAll(more);
        case Field.Absent absent -> {
          return absent;
        }
        case Field.Unknown unknown -> {
          return unknown;
        }
        case Field.Flags _ -> {
          return new Field.Unknown("flags in a concatenation");
        }
      }
    }
    return new Field.Values(values);
  }

  private static Field masked(Field field, long mask, Set<String> flags) {
    if (field instanceof Field.Flags(Set<Term> set)) {
      Set<Term> kept = new LinkedHashSet<>(set);
      kept.retainAll(words(flags));
      return new Field.Flags(kept);
    }
    return number(field, value -> value & mask);
  }

  private static Field number(Field field, Function<Long, Long> changed) {
    return field instanceof Field.Values(List<Term> values)
            && values.size() == 1
            && values.getFirst() instanceof Term.Number(long value)
        ? Field.of(changed.apply(value))
        : field instanceof Field.Absent ? field : new Field.Unknown("a sum of bits");
  }

  private Field looked(Selector key, MapSource<Mapped> in, Packet packet) {
    if (key instanceof Selector.Several(List<Selector> parts)
        && !elements(in).mayHave(parts.stream().map(part -> known(part, packet)).toList())) {
      return new Field.Absent();
    }
    return switch (read(key, packet)) {
      case Field.Values(List<Term> values) ->
          elements(in)
              .find(values)
              .map(to -> read(new Selector.Constant(to), packet))
              .orElse(new Field.Absent());
      case Field other -> other;
    };
  }

  /// The value, where it can be told.
  private Optional<Term> known(Selector part, Packet packet) {
    return read(part, packet) instanceof Field.Values(List<Term> values) && values.size() == 1
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }

  private Elements<Mapped> elements(MapSource<Mapped> source) {
    return switch (source) {
      case MapSource.Named<Mapped>(String name) ->
          table.maps().getOrDefault(name, new Elements<>());
      case MapSource.Own<Mapped>(Elements<Mapped> own) -> own;
    };
  }

  private static Field address(IpAddress address) {
    return Field.of(new Term.Address(address));
  }
}
