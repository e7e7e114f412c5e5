package io.libnetwork;

import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// An option of [Controller#open].
public sealed interface ControllerOption {

  /// A kind of network the controller knows, with its configuration; any number.
  record NetworkDriver(NetworkDriverFactory factory) implements ControllerOption {}

  /// Somebody who hands out addresses, beside the built-in `default` and `null`; any number. One by
  /// the name of a built-in takes its place, as one with pools of its own does.
  record Ipam(IpamDriver driver) implements ControllerOption {}

  /// What tells this host from others, for its own block of IPv6 addresses (RFC 4193); the machine
  /// id of machine-id(5) without this option.
  record HostId(String id) implements ControllerOption {}

  /// Where random ids come from; the platform's secure generator without this option.
  record Random(RandomGenerator generator) implements ControllerOption {}

  /// Where the time comes from; the system's clock without this option.
  record Clock(InstantSource source) implements ControllerOption {}
}
