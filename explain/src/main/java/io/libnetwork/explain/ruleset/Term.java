package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;

/// A value that a packet has and a rule compares.
public sealed interface Term {

  /// An address.
  record Address(IpAddress value) implements Term {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /// A port, a mark, a protocol's number.
  record Number(long value) implements Term {
    @Override
    public String toString() {
      return Long.toUnsignedString(value);
    }
  }

  /// A link's name, a connection's state.
  record Word(String value) implements Term {
    @Override
    public String toString() {
      return value;
    }
  }

  /// Whether this is not below another of its kind; values of different kinds are not ordered.
  default boolean atLeast(Term other) {
    return switch (this) {
      case Address(IpAddress mine) ->
          other instanceof Address(IpAddress theirs)
              && mine.family() == theirs.family()
              && mine.compareTo(theirs) >= 0;
      case Number(long mine) ->
          other instanceof Number(long theirs) && Long.compareUnsigned(mine, theirs) >= 0;
      case Word _ -> false;
    };
  }
}
