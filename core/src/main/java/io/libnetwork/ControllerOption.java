package io.libnetwork;

import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.store.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// An option of [Controller#open].
public sealed interface ControllerOption {

  /// A kind of network the controller knows, with its configuration; any number.
  record NetworkDriver(NetworkDriverFactory factory) implements ControllerOption {}

  /// Somebody who hands out addresses, beside the built-in `default` and `null`; any number. One by
  /// the name of a built-in takes its place, as one with pools of its own does.
  record Ipam(IpamDriver driver) implements ControllerOption {}

  /// Where networks, endpoints and sandboxes are kept, so that they are known again when the
  /// process has ended, however it has; nothing is kept without this option. The store stays the
  /// caller's to close, after the controller.
  record Store(StateStore store) implements ControllerOption {}

  /// How long after one look at everything the next one comes, which puts right what the kernel
  /// does not announce: what is done inside a sandbox, and kernel parameters. The first one comes
  /// right after the start where sandboxes were found again. [Duration#ZERO] for never; 30 seconds
  /// without this option.
  record ReconcileEvery(Duration pause) implements ControllerOption {

    /// @throws NetworkException.InvalidParameter when it is negative
    public ReconcileEvery {
      if (pause.isNegative()) {
        throw new NetworkException.InvalidParameter(
            "invalid time between two looks at everything: " + pause + ", expected zero or more");
      }
    }
  }

  /// What tells this host from others, for its own block of IPv6 addresses (RFC 4193); the machine
  /// id of machine-id(5) without this option.
  record HostId(String id) implements ControllerOption {}

  /// Where random ids come from; the platform's secure generator without this option.
  record Random(RandomGenerator generator) implements ControllerOption {}

  /// Where the time comes from; the system's clock without this option.
  record Clock(InstantSource source) implements ControllerOption {}
}
