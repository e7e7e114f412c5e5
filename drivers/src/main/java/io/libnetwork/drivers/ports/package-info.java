/// Which host port is whose, and how traffic to it gets in.
///
/// Start with [HostPorts], which gives an endpoint all the ports it asks for or none. What it gives
/// is a [PortLease]: while that is open, sockets of ours hold its ports, so that no other process
/// can have them. Single ports over TCP and UDP.
///
/// Traffic gets in by the firewall's rules, before it would meet the sockets held here. This
/// package does not know the firewall, nor what an endpoint is but by its name and addresses.
package io.libnetwork.drivers.ports;
