package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import java.util.Optional;

/// What hands out addresses: pools to networks, and addresses of these to endpoints.
///
/// Safe for concurrent use: no two callers are given overlapping pools of one address space.
/// Threads may be virtual. Each call either completes or leaves no trace. What fails is thrown as a
/// [NetworkException].
public interface IpamDriver {

  /// The name networks ask for it by.
  String name();

  /// The address spaces of networks that name none.
  AddressSpaces addressSpaces();

  /// The driver hands out addresses. Where it does not, networks have pools of its choice by name
  /// only, endpoints have no addresses, and [AddressPool#requestAddress] is not called.
  default boolean addressed() {
    return true;
  }

  /// The driver wants an endpoint's MAC address along with the request for its address.
  default boolean requiresMacAddress() {
    return false;
  }

  /// The driver forgets when the process ends: after a restart it is told again of every pool and
  /// of every address that was held, before anything new is requested.
  default boolean requiresReplay() {
    return true;
  }

  /// Gives a pool to a network.
  ///
  /// @throws NetworkException.InvalidParameter if the space or an option is not known
  /// @throws NetworkException.Forbidden if the prefix asked for overlaps a pool of the space
  /// @throws NetworkException.Unavailable if none is left to choose from
  AddressPool requestPool(PoolRequest request);

  /// A double of this driver, on which requests can be tried that take nothing; empty where there
  /// is none, so that nobody can tell beforehand which addresses this driver would give.
  default Optional<IpamRehearsal> rehearsal() {
    return Optional.empty();
  }

  /// Finds a pool again that was held when the process ended. Where the driver [forgets][
  /// #requiresReplay], its addresses are then [restored][AddressPool#restoreAddress], each
  /// [exactly][AddressChoice.Exactly]. The order in which pools are restored does not matter.
  ///
  /// @param request the one that the pool was given for, now with [PoolChoice.Exactly]
  /// @param token what [AddressPool#token] said
  /// @throws NetworkException as of [#requestPool]
  default AddressPool restorePool(PoolRequest request, String token) {
    return requestPool(request);
  }
}
