/// Networks that are a Linux bridge: endpoints are veth pairs, one end a port of the bridge and the
/// other born in the sandbox's namespace; the host routes, translates and filters.
///
/// Start with [io.libnetwork.drivers.bridge.BridgeDriver]; a network is a
/// [io.libnetwork.drivers.bridge.BridgeNetwork], an endpoint a
/// [io.libnetwork.drivers.bridge.BridgeEndpoint]. Which firewall elements either needs is another
/// room's, and so is which host port is whose. Nothing here knows the controller.
package io.libnetwork.drivers.bridge;
