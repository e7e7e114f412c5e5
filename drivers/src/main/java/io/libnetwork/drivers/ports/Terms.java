package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// How an endpoint publishes ports.
///
/// @param families those of the host's in which they are published
/// @param usual where at the host a port is published whose request does not say: the first of each
///   family; everywhere when there is none at all
/// @param proxying what is served by a proxy
/// @param mostHeld how many ports of an endpoint are held by sockets in each family. Whether
///   further ones are free is asked when they are leased, and no more, and no proxy serves them
public record Terms(
    Set<IpFamily> families, List<IpAddress> usual, Proxying proxying, int mostHeld) {

  /// How many ports are held unless told otherwise.
  public static final int USUALLY_HELD = 1_024;

  /// In both families, everywhere, by a proxy where one is needed.
  public static final Terms USUAL =
      new Terms(EnumSet.allOf(IpFamily.class), List.of(), Proxying.WHERE_NEEDED, USUALLY_HELD);

  public Terms {
    families = Set.copyOf(families);
    usual = List.copyOf(usual);
  }

  /// The same with another choice of what a proxy serves.
  public Terms proxying(Proxying other) {
    return new Terms(families, usual, other, mostHeld);
  }

  /// The same where a request that names no address of the host is for these.
  public Terms at(List<IpAddress> others) {
    return new Terms(families, others, proxying, mostHeld);
  }

  /// The same with another number of ports that are held.
  public Terms holding(int most) {
    return new Terms(families, usual, proxying, most);
  }

  /// The same in other families of the host.
  public Terms in(Set<IpFamily> others) {
    return new Terms(others, usual, proxying, mostHeld);
  }
}
