/// Carrying a join plan out inside a namespace: addresses, kernel parameters, routes, and the
/// announcement of what is new.
///
/// Start with [io.libnetwork.plumbing.NamespacePlumbing], which has a netlink socket inside one
/// namespace for as long as its sandbox lives. Nothing here knows networks, drivers or which
/// endpoint is a gateway: it is told.
package io.libnetwork.plumbing;
