/// Where networks meet their host and the world behind it, whatever kind they are of: what the
/// drivers of one controller share of the host.
///
/// Start reading at [io.libnetwork.drivers.edge.HostEdge]. Nothing here knows a kind of network.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.edge;
