/// Networks without a bridge: each endpoint has a veth pair to itself, and the host routes between
/// them and the world. What the bridge is to its ports the host's routes are here, so there is no
/// limit to their number, no broadcast, and nobody's MAC address is of any interest.
///
/// Start with [io.libnetwork.drivers.ptp.PtpDriver]; a network is a
/// [io.libnetwork.drivers.ptp.PtpNetwork] with its [io.libnetwork.drivers.ptp.Hub], an endpoint a
/// [io.libnetwork.drivers.ptp.PtpEndpoint] with its [io.libnetwork.drivers.ptp.RoutedPair]. What
/// the firewall is told of them is another room's. Nothing here knows the controller.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.ptp;
