/// What an endpoint publishes, whatever kind of network it is on: what it was asked to, what it has
/// of the host for it, and what the firewall and the proxy are told.
///
/// Start reading at [io.libnetwork.drivers.publish.PublishedPorts]; how a network publishes is its
/// [io.libnetwork.drivers.publish.PublishPolicy]. Which host port is whose is another room's.
/// Nothing here knows a kind of network.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.publish;
