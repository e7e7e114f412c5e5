package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.Optional;
import java.util.OptionalInt;

/// What can be asked of a bridge network.
///
/// @param name the bridge's name; `br-` and the network's abbreviated id without one
/// @param mtu the MTU of the bridge and its endpoints, 68 to 65,535, and 1,280 at least with IPv6;
///   that of the interface of the host's default route without one
/// @param communication whether endpoints of the network reach each other
/// @param masquerade whether what leaves the network gets the host's address
/// @param publishAddress where ports are published whose request names no address; every address of
///   the host without one
public record BridgeOptions(
    Optional<InterfaceName> name,
    OptionalInt mtu,
    boolean communication,
    boolean masquerade,
    Optional<IpAddress> publishAddress)
    implements NetworkDriverOptions {

  /// What a network is without options: a name of ours, the host's MTU, communication, masquerade.
  public static final BridgeOptions USUAL =
      new BridgeOptions(Optional.empty(), OptionalInt.empty(), true, true, Optional.empty());

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;

  public BridgeOptions {
    if (mtu.isPresent() && (mtu.getAsInt() < LEAST_MTU || mtu.getAsInt() > MOST_MTU)) {
      throw new NetworkException.InvalidParameter(
          "invalid MTU " + mtu.getAsInt() + ": expected " + LEAST_MTU + " to " + MOST_MTU);
    }
  }

  /// With a bridge of this name.
  public BridgeOptions named(InterfaceName bridge) {
    return new BridgeOptions(Optional.of(bridge), mtu, communication, masquerade, publishAddress);
  }

  /// With this MTU.
  public BridgeOptions withMtu(int bytes) {
    return new BridgeOptions(
        name, OptionalInt.of(bytes), communication, masquerade, publishAddress);
  }

  /// With endpoints that do not reach each other.
  public BridgeOptions withoutCommunication() {
    return new BridgeOptions(name, mtu, false, masquerade, publishAddress);
  }

  /// With containers' own addresses outside the network.
  public BridgeOptions withoutMasquerade() {
    return new BridgeOptions(name, mtu, communication, false, publishAddress);
  }

  /// With ports published at this address of the host where their request names none.
  public BridgeOptions publishingAt(IpAddress address) {
    return new BridgeOptions(name, mtu, communication, masquerade, Optional.of(address));
  }

  /// Takes the keys of Docker's bridge driver.
  static BridgeOptions of(DriverLabels labels) {
    Optional<InterfaceName> name =
        labels.take("com.docker.network.bridge.name", InterfaceName::new);
    Optional<Integer> mtu = labels.take("com.docker.network.driver.mtu", Integer::parseInt);
    return new BridgeOptions(
        name,
        mtu.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        labels.takeBoolean("com.docker.network.bridge.enable_icc").orElse(true),
        labels.takeBoolean("com.docker.network.bridge.enable_ip_masquerade").orElse(true),
        labels.take("com.docker.network.bridge.host_binding_ipv4", IpAddress::parse));
  }
}
