package io.libnetwork.spi;

import io.libnetwork.PortBinding;
import io.libnetwork.linux.NetworkNamespace;
import java.util.List;
import java.util.Optional;

/// What a driver finds again, when a controller is opened, of what a former process has made.
///
/// It is asked for each network and then for each endpoint that a sandbox had joined; what it does
/// not find is made anew by the usual calls. Traffic that flows meanwhile does not notice. Used by
/// one thread.
public interface Restoration {

  /// An interface that was found again.
  ///
  /// @param plan what is to be found inside
  /// @param up whether it is known to be up inside, without having been looked at there
  record Found(JoinPlan plan, boolean up) {}

  /// Finds a network again, and makes right what is wrong with it.
  ///
  /// @return empty where it is gone
  Optional<DriverNetwork> network(NetworkSpec spec);

  /// Finds the interface of an endpoint again, and gives it what it had of the host.
  ///
  /// @param endpoint made by [DriverNetwork#createEndpoint] of a network found, and not joined
  /// @param request where its interface is
  /// @param ports what it had published; a port that was chosen for it stays the same if it can
  /// @return empty where the interface is gone
  Optional<Found> join(DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports);

  /// Tells of the namespace of a sandbox that is there: what a join or a leave left in it that was
  /// cut short is to be found, where nothing on the host's side shows it. Told when every endpoint
  /// has been asked for.
  default void inside(NetworkNamespace sandbox) {}

  /// Whether there is something that bears our mark and was not asked for, as a join or a leave
  /// leaves it that was cut short. Told when everything has been asked for.
  boolean anyLeft();

  /// Ends the restoration: what was found is guarded again by all its rules, and what bears our
  /// mark and was not found goes.
  void complete();

  /// One that finds nothing, for drivers that leave nothing in the kernel.
  static Restoration ofNothing() {
    return new Restoration() {
      @Override
      public Optional<DriverNetwork> network(NetworkSpec spec) {
        return Optional.empty();
      }

      @Override
      public Optional<Found> join(
          DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports) {
        return Optional.empty();
      }

      @Override
      public boolean anyLeft() {
        return false;
      }

      @Override
      public void complete() {}
    };
  }
}
