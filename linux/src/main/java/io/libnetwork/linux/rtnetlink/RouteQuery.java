package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import java.util.Optional;

/// A packet whose route is asked for.
///
/// Made with [#to] and the `with` methods.
///
/// @param source empty where the sender chose none
/// @param in the link it comes in by; empty for a packet of this host's own
/// @param out the link it must leave by; empty for any
/// @param mark the packet's, an unsigned number of 32 bits
public record RouteQuery(
    IpAddress destination,
    Optional<IpAddress> source,
    Optional<Ifindex> in,
    Optional<Ifindex> out,
    int mark) {

  /// @throws IllegalArgumentException when the source is of another family
  public RouteQuery {
    source.ifPresent(
        from -> Families.requireSame(destination.family(), from.family(), "the source " + from));
  }

  /// A packet of this host's own.
  public static RouteQuery to(IpAddress destination) {
    return new RouteQuery(destination, Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  public RouteQuery withSource(IpAddress from) {
    return new RouteQuery(destination, Optional.of(from), in, out, mark);
  }

  /// The packet comes in by a link.
  public RouteQuery withIn(Ifindex link) {
    return new RouteQuery(destination, source, Optional.of(link), out, mark);
  }

  /// The packet must leave by a link.
  public RouteQuery withOut(Ifindex link) {
    return new RouteQuery(destination, source, in, Optional.of(link), mark);
  }

  public RouteQuery withMark(int value) {
    return new RouteQuery(destination, source, in, out, value);
  }

  /// As in `10.0.0.3 from 10.0.0.2, in by link 4`.
  @Override
  public String toString() {
    return destination
        + source.map(from -> " from " + from).orElse("")
        + in.map(link -> ", in by link " + link).orElse("")
        + out.map(link -> ", out by link " + link).orElse("")
        + (mark == 0 ? "" : ", mark " + Integer.toUnsignedString(mark));
  }
}
