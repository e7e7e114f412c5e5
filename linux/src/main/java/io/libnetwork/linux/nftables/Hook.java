package io.libnetwork.linux.nftables;

import java.util.Locale;

/// Where the kernel enters a base chain, and what becomes of a packet that no rule decides.
public record Hook(Type type, Point point, Priority priority, Policy policy) {

  /// What a chain is for.
  public enum Type {
    FILTER,
    /// Sees only a connection's first packet.
    NAT,
    /// Output only: a changed packet is routed anew.
    ROUTE;

    @Override
    public String toString() {
      return word(this);
    }
  }

  /// A packet's way through the kernel.
  public enum Point {
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING;

    @Override
    public String toString() {
      return word(this);
    }
  }

  /// The verdict at a chain's end.
  public enum Policy {
    ACCEPT,
    DROP;

    @Override
    public String toString() {
      return word(this);
    }
  }

  /// A filter chain that accepts what it does not drop.
  public static Hook filter(Point point, Priority priority) {
    return new Hook(Type.FILTER, point, priority, Policy.ACCEPT);
  }

  /// A chain that translates addresses.
  public static Hook nat(Point point, Priority priority) {
    return new Hook(Type.NAT, point, priority, Policy.ACCEPT);
  }

  /// As a chain's specification has it.
  @Override
  public String toString() {
    return "type " + type + " hook " + point + " priority " + priority + "; policy " + policy + ";";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
