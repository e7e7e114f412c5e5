package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.tap.TapDevice;
import io.libnetwork.spi.EndpointDriverOptions;
import java.util.Optional;
import java.util.Set;

/// What can be asked of an endpoint of a bridge network. Begin with [#USUAL] and say what differs.
///
/// @param alsoSendsFrom addresses that it may send from besides its own, as one that moves between
///   containers; nobody is told to send there
/// @param isolated whether it is kept apart from the network's other isolated endpoints
/// @param vlans those it takes part in; without them those the bridge gives every port
/// @param tap the tap device in the sandbox of a virtual machine that is the endpoint in the
///   sandbox's place
public record BridgeEndpointOptions(
    Set<IpAddress> alsoSendsFrom,
    boolean isolated,
    Optional<PortVlans> vlans,
    Optional<TapDevice> tap)
    implements EndpointDriverOptions {

  /// What an endpoint is without options: it sends from its own addresses alone, and reaches the
  /// others as its network says.
  public static final BridgeEndpointOptions USUAL =
      new BridgeEndpointOptions(Set.of(), false, Optional.empty(), Optional.empty());

  /// @param whose for the message
  /// @throws NetworkException.InvalidParameter when the options are another driver's
  static BridgeEndpointOptions of(String whose, EndpointDriverOptions options) {
    return switch (options) {
      case BridgeEndpointOptions own -> own;
      case Object others ->
          throw new NetworkException.InvalidParameter(
              whose
                  + ": the bridge driver takes BridgeEndpointOptions, not "
                  + others.getClass().getSimpleName());
    };
  }

  public BridgeEndpointOptions {
    alsoSendsFrom = Set.copyOf(alsoSendsFrom);
  }

  /// With addresses that it may send from besides its own.
  public BridgeEndpointOptions sendingAlsoFrom(Set<IpAddress> addresses) {
    return new BridgeEndpointOptions(addresses, isolated, vlans, tap);
  }

  /// Kept apart from the other endpoints of which that is asked; it reaches the rest, and the host.
  public BridgeEndpointOptions alone() {
    return new BridgeEndpointOptions(alsoSendsFrom, true, vlans, tap);
  }

  /// Taking part in these VLANs and no others, on a bridge that keeps them apart.
  public BridgeEndpointOptions in(PortVlans chosen) {
    return new BridgeEndpointOptions(alsoSendsFrom, isolated, Optional.of(chosen), tap);
  }

  /// For a virtual machine: what comes in by this tap device of the sandbox is the endpoint's, and
  /// the sandbox itself receives nothing by the endpoint's interface.
  public BridgeEndpointOptions forMachine(TapDevice device) {
    return new BridgeEndpointOptions(alsoSendsFrom, isolated, vlans, Optional.of(device));
  }
}
