/// Networks whose endpoints each have a MAC address of their own on a link of the host: to the
/// segment outside they are machines like the host itself.
///
/// Start reading at [io.libnetwork.drivers.macvlan.MacvlanDriver]. What is the same for every kind
/// of network on a parent is in [io.libnetwork.drivers.uplink].
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.macvlan;
