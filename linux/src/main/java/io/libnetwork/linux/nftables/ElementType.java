package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The types of which set keys and map data are made (nft(8), "data types").
public enum ElementType {
  /// An interface's name. There is no `ifindex`: libnftables reads names and indexes from the
  /// namespace of the *calling* thread, which need not be the context's.
  IFNAME("iifname"),
  IPV4_ADDR,
  IPV6_ADDR,
  ETHER_ADDR,
  /// What a frame carries: a number of `linux/if_ether.h`, two bytes in network order.
  ETHER_TYPE,
  /// Which address a neighbour advertisement is about (RFC 4861 section 4.4): the 128 bits behind
  /// the first 64 of an ICMPv6 message. Nft 1.0.6 has no word for it, so a set of it is declared by
  /// the expressions that are looked up in it.
  ND_TARGET("@th,64,128"),
  /// A transport protocol's number.
  INET_PROTO,
  /// A transport protocol's port.
  INET_SERVICE,
  /// A packet's priority (`skb->priority`): 32 bits in the machine's byte order.
  CLASSID,
  /// The group of a link, see `group` in ip-link(8): 32 bits in the machine's byte order.
  DEVGROUP,
  /// What to do with the packet; a map's data only, and alone.
  VERDICT;

  private final Optional<String> expression;

  ElementType() {
    this.expression = Optional.empty();
  }

  ElementType(String expression) {
    this.expression = Optional.of(expression);
  }

  /// The words that declare a concatenation of types.
  static String declaration(List<ElementType> types) {
    if (!types.contains(ND_TARGET)) {
      return "type " + Definition.concatenation(types);
    }
    return "typeof "
        + Definition.concatenation(types.stream().map(ElementType::requireExpression).toList());
  }

  private String requireExpression() {
    return expression.orElseThrow(() ->
        new IllegalArgumentException(
            this + " beside " + ND_TARGET + " in one key: expected " + IFNAME + " alone"));
  }

  /// The word of nft's language.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
