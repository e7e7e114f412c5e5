package io.libnetwork.spi;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An endpoint as its driver has it. The controller calls it under the network's lock.
public interface DriverEndpoint {

  /// The families in which a sandbox that joins has a way out through this endpoint; asked before
  /// [#join], to elect the sandbox's gateways.
  Set<IpFamily> connectivity();

  /// Makes the endpoint's interface in the sandbox's namespace, or ready to be moved there, and
  /// whatever the host needs for it.
  ///
  /// @return what remains to be done inside
  JoinPlan join(JoinRequest request);

  /// What is to be found inside while a sandbox has joined: [#join] answers the same, and which
  /// interface it is. Answered from what the endpoint was asked to be.
  default JoinPlan inside() {
    return JoinPlan.NOTHING;
  }

  /// Makes the interface anew that somebody has removed, while the sandbox has joined. What the
  /// endpoint has of the host besides, as published ports, stays as it is.
  ///
  /// @param request as [#join] was asked
  /// @return empty where the interface is still there, though not where it was: somebody has moved
  ///   it, and it is left to him
  default Optional<JoinPlan> replug(JoinRequest request) {
    Removal _ = leave(false);
    return Optional.of(join(request));
  }

  /// Waits until the host's side of the interface carries what the container sends; asked once the
  /// interface is up inside, under the sandbox's lock alone. Until it returns the container's first
  /// packet might be lost.
  default void awaitCarrier() {}

  /// What the driver needs to find the joined endpoint again after a restart and cannot know from
  /// what the endpoint was asked to be: kept with its record, handed to [#restore], and nobody
  /// else's business. Few and short texts.
  default Map<String, String> state() {
    return Map.of();
  }

  /// Takes back what [#state] said before a restart; once, right after the endpoint was made for a
  /// network that was [found again][Restoration#network].
  default void restore(Map<String, String> state) {}

  /// Takes the endpoint's interface away, and whatever the host had for it. What is already gone is
  /// a success.
  ///
  /// @param namespaceEnds whether the sandbox's namespace is about to be closed, which removes the
  ///   interface by itself
  /// @return done when the kernel has announced that the interface is gone
  Removal leave(boolean namespaceEnds);

  /// Removes the endpoint, which is not joined. What is already gone is a success.
  void delete();

  /// The ports that are published now.
  default List<PortBinding> ports() {
    return List.of();
  }

  /// What this endpoint does as its sandbox's gateway; empty where that makes no difference.
  default Optional<ExternalConnectivity> externalConnectivity() {
    return Optional.empty();
  }

  /// How fast traffic goes through this endpoint is limited by; empty where this kind of network
  /// cannot limit it, which then is asked for no limits.
  default Optional<Bandwidth> bandwidth() {
    return Optional.empty();
  }
}
