/// Which host port is whose.
///
/// Start with [HostPorts], which gives an endpoint all the ports it asks for or none. What it gives
/// is a [PortLease] for each request and family: while that is open sockets of ours hold its ports,
/// so that no other process can have them. [PortBook] knows which endpoint has what, a range as one
/// entry; [Leasing] is the way from a request to its ports; [BusyPorts] is what other processes
/// have.
///
/// Traffic gets in by the firewall's rules, before it would meet the sockets held here. This
/// package does not know the firewall, nor what an endpoint is but by its name and addresses.
package io.libnetwork.drivers.ports;
