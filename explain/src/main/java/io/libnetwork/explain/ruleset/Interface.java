package io.libnetwork.explain.ruleset;

import io.libnetwork.linux.rtnetlink.Link;

/// A link as rules ask for it.
///
/// @param group an unsigned number of 32 bits
/// @param kind the kernel's word, as in `bridge`; empty for a link without one
public record Interface(String name, long group, String kind, boolean loopback) {

  /// What rules see of a link.
  public static Interface of(Link link) {
    return new Interface(
        link.name(),
        Integer.toUnsignedLong(link.group().value()),
        link.kind(),
        link.name().equals("lo"));
  }
}
