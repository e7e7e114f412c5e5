package io.libnetwork;

import io.libnetwork.spi.DriverSource;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
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

  /// Where drivers are looked for that the controller was not given, such as plugins; any number,
  /// asked in their order. It is closed with the controller.
  record Drivers(DriverSource source) implements ControllerOption {}

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

  /// How names are answered. Every sandbox that joins a network with addresses has a name server at
  /// 127.0.0.11, port 53 of UDP and TCP, whatever the container does with its own port 53, by which
  /// containers find each other; also without this option, which says how. See [WithoutNames].
  ///
  /// @param ttl how long an answer may be kept, in whole seconds; zero for not at all
  /// @param resolvConf names the host's name servers, see resolv.conf(5), which are asked from the
  ///   host for what is not known here; followed as it changes
  /// @param resolvedConf names the servers that systemd-resolved asks, which are asked in its place
  ///   where the first file names nothing but its stub, 127.0.0.53
  record Names(Duration ttl, Path resolvConf, Path resolvedConf) implements ControllerOption {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// Answers that may be kept for five seconds.
    public Names() {
      this(Duration.ofSeconds(5));
    }

    /// The name servers of this machine.
    public Names(Duration ttl) {
      this(ttl, Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf"));
    }

    /// @throws NetworkException.InvalidParameter when it is negative or more than a day
    public Names {
      if (ttl.isNegative() || ttl.compareTo(LONGEST) > 0) {
        throw new NetworkException.InvalidParameter(
            "invalid time to live of names: " + ttl + ", expected zero to " + LONGEST);
      }
    }
  }

  /// Nobody answers names: they are the caller's to provide, and the files of containers name the
  /// host's own servers. A single network without names is [NetworkOption.WithoutNames].
  record WithoutNames() implements ControllerOption {}

  /// What tells this host from others, for its own block of IPv6 addresses (RFC 4193); the machine
  /// id of machine-id(5) without this option.
  record HostId(String id) implements ControllerOption {
    /// The machine id of machine-id(5).
    public static HostId ofMachine() {
      return new HostId(MachineId.read());
    }
  }

  /// Where random ids come from; the platform's secure generator without this option.
  record Random(RandomGenerator generator) implements ControllerOption {}

  /// Where the time comes from; the system's clock without this option.
  record Clock(InstantSource source) implements ControllerOption {}
}
