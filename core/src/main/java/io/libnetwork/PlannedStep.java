package io.libnetwork;

import java.util.Locale;

/// One thing that an operation would do.
///
/// What is only known when it is done, such as the digits of a random id, is told as `…`.
///
/// @param kind what kind of thing is changed
/// @param verb what becomes of it
/// @param whose of which network, endpoint and container
/// @param object the thing itself, as in `address 10.1.0.1/24 of br-0123456789ab`
/// @param detail what more there is to say, as in `with MTU 1500`; may be empty
public record PlannedStep(
    Kind kind, Verb verb, Difference.Whose whose, String object, String detail) {

  /// What can be changed.
  public enum Kind {
    /// A network namespace, and the path where it is bound.
    NAMESPACE,
    /// An interface.
    LINK,
    ADDRESS,
    ROUTE,
    /// A kernel parameter, see sysctl(8).
    PARAMETER,
    /// What limits an endpoint's bandwidth, see tc(8).
    TRAFFIC_CONTROL,
    /// A table of the firewall, or an element of one of its sets and maps.
    FIREWALL,
    /// A port of the host.
    HOST_PORT,
    /// Connections that the kernel keeps track of; they are only ever forgotten.
    CONNECTION,
    /// The server in a container that answers names.
    NAME_SERVER,
    /// Files that a container mounts.
    FILES,
    /// A record of the store.
    RECORD,
    /// Something that cannot be told, because a driver does not say what it does.
    UNCLEAR
  }

  /// What becomes of a thing.
  public enum Verb {
    MAKE,
    CHANGE,
    REMOVE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Something that would be made.
  public static PlannedStep make(Kind kind, Difference.Whose whose, String object, String detail) {
    return new PlannedStep(kind, Verb.MAKE, whose, object, detail);
  }

  /// Something that is there and would be changed.
  public static PlannedStep change(
      Kind kind, Difference.Whose whose, String object, String detail) {
    return new PlannedStep(kind, Verb.CHANGE, whose, object, detail);
  }

  /// Something that is there and would go.
  public static PlannedStep remove(
      Kind kind, Difference.Whose whose, String object, String detail) {
    return new PlannedStep(kind, Verb.REMOVE, whose, object, detail);
  }

  /// As in `make address 10.1.0.2/24 of eth0 (container c1)`.
  @Override
  public String toString() {
    String owner = whose.toString();
    return verb
        + " "
        + object
        + (owner.isEmpty() ? "" : " (" + owner + ")")
        + (detail.isEmpty() ? "" : ": " + detail);
  }
}
