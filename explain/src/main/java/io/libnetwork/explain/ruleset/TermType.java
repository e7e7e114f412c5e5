package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What kind of value is compared, and so what its text in a listing means.
enum TermType {
  ADDRESS,
  NUMBER,
  WORD,
  /// `meta l4proto` and `ip protocol`.
  PROTOCOL,
  ETHER_TYPE;

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,15}");

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
    OptionalInt known = number(text.toLowerCase(Locale.ROOT));
    if (known.isPresent()) {
      return new Term.Number(known.getAsInt());
    }
    return switch (this) {
      case ADDRESS -> address(text);
      case WORD -> new Term.Word(text);
      case NUMBER, PROTOCOL, ETHER_TYPE -> written(text);
    };
  }

  /// What has a name of its own.
  private OptionalInt number(String name) {
    return switch (this) {
      case PROTOCOL -> protocol(name);
      case ETHER_TYPE -> etherType(name);
      case NUMBER -> name.equals("default") ? OptionalInt.of(0) : OptionalInt.empty();
      case ADDRESS, WORD -> OptionalInt.empty();
    };
  }

  /// IANA's protocol numbers.
  private static OptionalInt protocol(String name) {
    return switch (name) {
      case "icmp" -> OptionalInt.of(1);
      case "igmp" -> OptionalInt.of(2);
      case "tcp" -> OptionalInt.of(6);
      case "udp" -> OptionalInt.of(17);
      case "dccp" -> OptionalInt.of(33);
      case "gre" -> OptionalInt.of(47);
      case "esp" -> OptionalInt.of(50);
      case "ah" -> OptionalInt.of(51);
      case "icmpv6", "ipv6-icmp" -> OptionalInt.of(58);
      case "comp" -> OptionalInt.of(108);
      case "sctp" -> OptionalInt.of(132);
      case "udplite" -> OptionalInt.of(136);
      default -> OptionalInt.empty();
    };
  }

  /// `linux/if_ether.h`.
  private static OptionalInt etherType(String name) {
    return switch (name) {
      case "ip" -> OptionalInt.of(0x0800);
      case "arp" -> OptionalInt.of(0x0806);
      case "8021q", "vlan" -> OptionalInt.of(0x8100);
      case "ip6" -> OptionalInt.of(0x86dd);
      default -> OptionalInt.empty();
    };
  }

  private static Term written(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return new Term.Number(Long.parseLong(text));
    }
    return HEXADECIMAL.matcher(text).matches()
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
