/// Flows to forget: the kernel's table of tracked connections, listed, counted, and purged of what
/// a filter says and of nothing else.
///
/// Start with [io.libnetwork.linux.conntrack.Conntrack]; a
/// [io.libnetwork.linux.conntrack.FlowFilter] says which
/// [flows][io.libnetwork.linux.conntrack.Flow] are meant. Kernels differ in which filters they
/// compare, and some compare them wrongly: `KernelFiltering` tells what the running one was seen to
/// do, and what it cannot be trusted with is compared here.
///
/// Nothing here knows what a published port or an endpoint is.
package io.libnetwork.linux.conntrack;
