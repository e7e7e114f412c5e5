package io.libnetwork.spi;

import io.libnetwork.EndpointId;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Nftables;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What makes one kind of network.
///
/// A driver answers objects, and the controller calls those: a [DriverNetwork] for each network, a
/// [DriverEndpoint] for each endpoint. The controller holds a network's lock through every call
/// that concerns the network or its endpoints, so those need none; calls for different networks
/// come from many threads at once. Threads may be virtual: whatever blocks in the kernel goes
/// through [io.libnetwork.linux.KernelThreads].
///
/// Each call either completes or leaves no trace. What fails is thrown as a
/// [io.libnetwork.NetworkException], or as a [io.libnetwork.linux.SystemCallException] that the
/// controller turns into one.
public interface NetworkDriver extends AutoCloseable {

  /// The name networks ask for it by.
  String name();

  /// How networks of this kind differ from the usual.
  default DriverTraits traits() {
    return DriverTraits.USUAL;
  }

  /// Turns texts from an outer edge into the driver's own record, by taking the keys it knows.
  ///
  /// @param labels what is left in it afterwards is refused by the controller
  /// @return empty when the texts say nothing to this driver
  default Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return Optional.empty();
  }

  /// The texts that [#options] reads as these options: how they are kept over a restart.
  ///
  /// @throws io.libnetwork.NetworkException.InvalidParameter when the options are not this driver's
  default Map<String, String> labels(NetworkDriverOptions options) {
    throw new NetworkException.InvalidParameter(
        "the driver " + name() + " has no options, and was given " + options);
  }

  /// As [#options], of an endpoint.
  default Optional<EndpointDriverOptions> endpointOptions(DriverLabels labels) {
    return Optional.empty();
  }

  /// As [#labels(NetworkDriverOptions)], of an endpoint.
  default Map<String, String> labels(EndpointDriverOptions options) {
    throw new NetworkException.InvalidParameter(
        "the driver " + name() + " has no options of endpoints, and was given " + options);
  }

  /// The families in which a network needs an address of its own, which IPAM then keeps for it;
  /// asked before the network exists.
  default Set<IpFamily> gatewayFamilies(boolean internal, Optional<NetworkDriverOptions> options) {
    return Set.of(IpFamily.V4, IpFamily.V6);
  }

  /// Makes a network.
  ///
  /// @throws io.libnetwork.NetworkException when the options are not this driver's, contradict each
  ///   other, or the kernel refuses
  DriverNetwork createNetwork(NetworkSpec spec);

  /// Makes in a ruleset elsewhere what this driver means to have in the host's, and nothing else:
  /// so that the two can be compared, and packets judged by what should be.
  default void copyFirewall(Nftables elsewhere) {}

  /// Begins to find again what a former process has made; asked before anything is made.
  default Restoration restoration() {
    return Restoration.ofNothing();
  }

  /// Looks at what this driver has of the host, and changes nothing.
  default Examination examination() {
    return Examination.ofNothing();
  }

  /// A double of this driver, on which operations are rehearsed; empty where there is none, so that
  /// nobody can tell beforehand what this driver does.
  ///
  /// @param parameters the double of those that this driver was made with
  /// @param notes where it notes what it would do
  default Optional<Rehearsal> rehearsal(HostParameters parameters, Notes notes) {
    return Optional.empty();
  }

  /// Makes what the driver's networks have together what it should be, such as a firewall, where
  /// others have changed it. Operations may be at work meanwhile.
  default Reconciliation mendShared() {
    return Reconciliation.NOTHING;
  }

  /// Removes what bears our mark and belongs to nothing. An operation may be making or removing
  /// something meanwhile, which is not touched.
  ///
  /// @param networks whether a network exists, or is about to
  /// @param endpoints whether an endpoint exists, or is about to
  default Reconciliation removeLeftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return Reconciliation.NOTHING;
  }

  /// Begins to tell where the kernel may have been changed by others; what is told is a hint, and
  /// may be about nothing. Asked once.
  default void watch(Consumer<Hint> listener) {}

  /// Gives back what the driver holds of the process; networks stay.
  @Override
  void close();
}
