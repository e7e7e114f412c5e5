/// Networks whose endpoints stand on a link of the host, their parent, without a bridge between:
/// what is the same for every kind of them. Which parent there is, what is made where there is
/// none, who may share it, and how the host reaches what stands on it.
///
/// Start reading at [io.libnetwork.drivers.uplink.UplinkDriver]; what differs between kinds is a
/// [io.libnetwork.drivers.uplink.Standing]. Nothing here knows a kind, and there is no firewall:
/// what passes here never passes the host.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.uplink;
