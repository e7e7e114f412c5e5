package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What kind of value is compared, and so what its text in a listing means.
enum TermType {
  ADDRESS(Map.of()),
  NUMBER(Map.of("default", 0)),
  WORD(Map.of()),
  /// `meta l4proto` and `ip protocol`: IANA's protocol numbers.
  PROTOCOL(
      Map.ofEntries(
          Map.entry("icmp", 1),
          Map.entry("igmp", 2),
          Map.entry("tcp", 6),
          Map.entry("udp", 17),
          Map.entry("dccp", 33),
          Map.entry("gre", 47),
          Map.entry("esp", 50),
          Map.entry("ah", 51),
          Map.entry("icmpv6", 58),
          Map.entry("ipv6-icmp", 58),
          Map.entry("comp", 108),
          Map.entry("sctp", 132),
          Map.entry("udplite", 136))),
  /// `linux/if_ether.h`.
  ETHER_TYPE(Map.of("ip", 0x0800, "arp", 0x0806, "8021q", 0x8100, "vlan", 0x8100, "ip6", 0x86dd));

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,15}");

  private final Map<String, Integer> names;

  TermType(Map<String, Integer> names) {
    this.names = names;
  }

  /// What a set or map says of its keys, see nft(8) "data types".
  static TermType named(String type) {
    return switch (type) {
      case "ipv4_addr", "ipv6_addr" -> ADDRESS;
      case "inet_proto" -> PROTOCOL;
      case "inet_service", "mark", "devgroup", "integer", "uid", "gid" -> NUMBER;
      case "ether_type" -> ETHER_TYPE;
      default -> WORD;
    };
  }

  /// Reads a value of this kind; what is not of it stays a word, which then equals nothing.
  Term read(String text) {
    if (this == ADDRESS) {
      return address(text);
    }
    Integer named = names.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return new Term.Number(named);
    }
    if (this != WORD && DECIMAL.matcher(text).matches()) {
      return new Term.Number(Long.parseLong(text));
    }
    return this != WORD && HEXADECIMAL.matcher(text).matches()
        ? new Term.Number(Long.parseLong(text.substring(2), 16))
        : new Term.Word(text);
  }

  private static Term address(String text) {
    try {
      return new Term.Address(IpAddress.parse(text));
    } catch (IllegalArgumentException name) {
      return new Term.Word(text);
    }
  }
}
