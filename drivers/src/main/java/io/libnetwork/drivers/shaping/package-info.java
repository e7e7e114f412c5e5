/// How fast traffic goes through the interface of an endpoint, whatever kind of network it is on:
/// token buckets at the host's end.
///
/// Start reading at [io.libnetwork.drivers.shaping.Shaper]. Nothing here knows a kind of network.
@org.jspecify.annotations.NullMarked
package io.libnetwork.drivers.shaping;
