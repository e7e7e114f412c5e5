package io.libnetwork;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that is not as the controller means it to be.
///
/// @param kind what kind of thing it is
/// @param whose of which network, endpoint and container
/// @param object the thing itself, as in `interface br-0123456789ab`
/// @param wanted what it should be, as in `MTU 1500`
/// @param actual what it is, as in `MTU 1400`
/// @param repairable whether [Controller#reconcile] puts it right; what is not is somebody else's
///   to decide, such as a route that a container has made for itself
public record Difference(
    Kind kind, Whose whose, String object, String wanted, String actual, boolean repairable) {

  /// What it should be where it is not there at all, and is to be made.
  public static final String THERE = "there";

  /// What can differ.
  public enum Kind {
    /// A sandbox's network namespace, or the path where it is bound.
    NAMESPACE,
    /// An interface: that it is there, is up, its name, MTU or MAC address.
    LINK,
    /// An interface as a port of its bridge.
    PORT,
    ADDRESS,
    ROUTE,
    /// An address of a network's pool: that the IPAM driver holds it for who has it, and for nobody
    /// else.
    ALLOCATION,
    /// A kernel parameter, see sysctl(8).
    PARAMETER,
    /// What limits an endpoint's bandwidth, see tc(8).
    TRAFFIC_CONTROL,
    /// A port of the host that is published by a proxy: that the proxy listens there. What else
    /// holds ports cannot be taken away: a port is the socket's that is bound to it until that is
    /// closed.
    HOST_PORT,
    /// The rules of our tables.
    FIREWALL,
    /// An interface that bears our mark and belongs to nothing.
    LEFTOVER,
    /// A sandbox's network namespace that belongs to nothing.
    LEFT_NAMESPACE,
    /// A record of the store that says nothing that could be there.
    RECORD
  }

  /// To what something belongs.
  ///
  /// @param network the network's name
  /// @param endpoint the endpoint's name
  /// @param container the id of the container whose sandbox it is
  public record Whose(
      Optional<String> network, Optional<String> endpoint, Optional<String> container) {

    /// To nothing of these: to the host itself, or to what is no more.
    public static final Whose NOBODY =
        new Whose(Optional.empty(), Optional.empty(), Optional.empty());

    /// A network's.
    public static Whose network(String name) {
      return new Whose(Optional.of(name), Optional.empty(), Optional.empty());
    }

    /// An endpoint's of a network.
    public static Whose endpoint(String network, String name) {
      return new Whose(Optional.of(network), Optional.of(name), Optional.empty());
    }

    /// A container's.
    public static Whose container(String id) {
      return new Whose(Optional.empty(), Optional.empty(), Optional.of(id));
    }

    /// Inside a container.
    public Whose in(String container) {
      return new Whose(network, endpoint, Optional.of(container));
    }

    /// As in `endpoint web of network shop in container c1`; empty for [#NOBODY].
    @Override
    public String toString() {
      return Stream.of(
              endpoint.map(name -> "endpoint " + name),
              network.map(name -> (endpoint.isPresent() ? "of " : "") + "network " + name),
              container.map(id -> (network.isPresent() ? "in " : "") + "container " + id))
          .flatMap(Optional::stream)
          .collect(Collectors.joining(" "));
    }
  }

  /// As in `interface br-0123456789ab (network shop): MTU 1400, should be MTU 1500`.
  @Override
  public String toString() {
    String owner = whose.toString();
    return object
        + (owner.isEmpty() ? "" : " (" + owner + ")")
        + ": "
        + actual
        + ", should be "
        + wanted;
  }
}
