/// Sockets, framing, attributes, acknowledgements, dumps and their retry, for every netlink family
/// alike, see netlink(7).
///
/// Start with [io.libnetwork.linux.netlink.NetlinkSocket]: it sends one
/// [io.libnetwork.linux.netlink.NetlinkRequest], or many in one send as a
/// [io.libnetwork.linux.netlink.NetlinkBatch], each with an answer of its own. A
/// [io.libnetwork.linux.netlink.NetlinkMonitor] hears multicast groups. Messages are written with a
/// [io.libnetwork.linux.netlink.MessageWriter] and read with
/// [io.libnetwork.linux.netlink.Attributes].
///
/// Nothing here knows what a message means: links, addresses and routes are another room's.
package io.libnetwork.linux.netlink;
