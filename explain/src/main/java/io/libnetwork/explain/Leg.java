package io.libnetwork.explain;

import io.libnetwork.explain.ruleset.Packet;
import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.linux.rtnetlink.Link;
import java.util.Optional;

/// How one direction of a journey ended.
sealed interface Leg {

  /// It is delivered to a socket of a namespace.
  record Arrived(NamespaceView view, Packet packet) implements Leg {}

  /// It has left by a link whose other end is on no machine that can be seen.
  record Left(NamespaceView view, Link link, Packet packet) implements Leg {}

  /// It does not arrive.
  record Halted(Cause cause) implements Leg {}

  /// It cannot be told.
  record Lost(String why, Optional<RuleName> rule) implements Leg {}
}
