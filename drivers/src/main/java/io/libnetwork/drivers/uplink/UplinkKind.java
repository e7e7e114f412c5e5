package io.libnetwork.drivers.uplink;

import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import java.util.Map;

/// A kind of network on an uplink, as its driver is asked for: its name and its own options.
public interface UplinkKind {

  /// The driver's name, which is the kernel's word for its links too.
  String name();

  /// Whether each endpoint has a MAC address of its own.
  boolean ownMac();

  /// Options from texts.
  NetworkDriverOptions options(DriverLabels labels);

  /// Texts from options.
  ///
  /// @throws io.libnetwork.NetworkException.InvalidParameter when the options are another driver's
  Map<String, String> labels(NetworkDriverOptions options);

  /// The plan of a network.
  ///
  /// @throws io.libnetwork.NetworkException.InvalidParameter when the options are another driver's,
  ///   or contradict each other
  UplinkPlan plan(NetworkSpec spec);
}
