/// What links of ours have in common, whatever kind of network they are of: the mark that tells
/// whose they are, how a host's links are told apart by it, and what an interface is given where
/// nobody says it.
///
/// Start reading at [io.libnetwork.drivers.links.Mark]. Nothing here knows a kind of network.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.links;
