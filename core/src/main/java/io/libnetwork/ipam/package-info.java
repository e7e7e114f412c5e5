/// Address spaces, pools, one more address: the default IPAM driver, and the one that has none.
///
/// Start with [io.libnetwork.ipam.DefaultIpam]. It has a `PoolTable` for each address space and
/// family, which finds free prefixes; a `Subnet` for each prefix given out, which finds free
/// addresses; and a `Pool` for each network, which draws from a subnet.
///
/// Everything is in memory: the controller tells it again after a restart. It must not know the
/// controller, networks, the host's routes or name servers; what a pool must keep clear of comes
/// with the request.
package io.libnetwork.ipam;
