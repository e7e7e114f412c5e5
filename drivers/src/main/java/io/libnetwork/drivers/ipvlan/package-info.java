/// Networks whose endpoints all have the MAC address of a link of the host, and are told apart by
/// their IP addresses: for segments that allow one MAC address at a port.
///
/// Start reading at [io.libnetwork.drivers.ipvlan.IpvlanDriver]. What is the same for every kind of
/// network on a parent is in [io.libnetwork.drivers.uplink].
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.ipvlan;
