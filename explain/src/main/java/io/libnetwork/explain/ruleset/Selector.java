package io.libnetwork.explain.ruleset;

import java.util.List;
import java.util.Set;

/// What of a packet a rule looks at.
sealed interface Selector {

  /// A header's field: `ip saddr`, `th dport`.
  record Payload(String protocol, String field) implements Selector {}

  /// What the kernel knows of the packet: `meta iifname`.
  record Meta(String key) implements Selector {}

  /// What it knows of its connection.
  ///
  /// @param direction `original` or `reply` where the field is one of a direction, else empty
  record Connection(String key, String direction) implements Selector {}

  /// What the routing tables say of an address of its.
  ///
  /// @param result `type`, `oif` or `oifname`
  record Fib(String result, Set<String> flags) implements Selector {}

  /// Several together.
  record Several(List<Selector> parts) implements Selector {}

  /// The bits of a number that are in a mask; or those flags of several.
  record Masked(Selector of, long mask, Set<String> flags) implements Selector {}

  /// A number with these bits besides.
  record Joined(Selector of, long bits) implements Selector {}

  /// What a map leads to.
  record Looked(Selector key, MapSource<Mapped> in) implements Selector {}

  /// A value of the rule's own.
  record Constant(Mapped value) implements Selector {}

  /// Whatever cannot be told here.
  record Other(String what) implements Selector {}

  /// What kind of value it is.
  default TermType type() {
    return switch (this) {
      case Payload(String protocol, String field) -> payload(protocol, field);
      case Meta(String key) ->
          switch (key) {
            case "l4proto" -> TermType.PROTOCOL;
            case "protocol" -> TermType.ETHER_TYPE;
            case "mark", "iifgroup", "oifgroup", "skuid", "skgid", "length" -> TermType.NUMBER;
            default -> TermType.WORD;
          };
      case Connection(String key, _) -> connection(key);
      case Masked(Selector of, _, _) -> of.type();
      case Joined(Selector of, _) -> of.type();
      case Fib _, Other _, Several _, Looked _, Constant _ -> TermType.WORD;
    };
  }

  private static TermType payload(String protocol, String field) {
    return switch (field) {
      case "saddr", "daddr" -> protocol.equals("ether") ? TermType.WORD : TermType.ADDRESS;
      case "saddr ip", "daddr ip" -> TermType.ADDRESS;
      case "sport", "dport", "ttl", "hoplimit", "length" -> TermType.NUMBER;
      case "protocol", "nexthdr" -> TermType.PROTOCOL;
      case "type" -> protocol.equals("ether") ? TermType.ETHER_TYPE : TermType.WORD;
      default -> TermType.WORD;
    };
  }

  private static TermType connection(String key) {
    return switch (key) {
      case "mark", "label", "zone", "proto-src", "proto-dst" -> TermType.NUMBER;
      case "protocol" -> TermType.PROTOCOL;
      case "saddr", "daddr", "ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr" -> TermType.ADDRESS;
      default -> TermType.WORD;
    };
  }
}
