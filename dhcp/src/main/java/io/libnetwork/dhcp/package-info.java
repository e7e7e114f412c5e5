/// Addresses of a segment's own servers: the IPAM driver `dhcp`.
///
/// Start with [io.libnetwork.dhcp.DhcpIpam]. A pool is what a server of the segment leases from
/// ([io.libnetwork.dhcp.LeasedPool]); each address in it is a lease that the process keeps alive.
/// It must not know what kind of network has the pool.
package io.libnetwork.dhcp;
