/// What a caller holds: the controller, networks, endpoints, sandboxes, their options, snapshots
/// and failures.
///
/// Start with [io.libnetwork.NetworkException] for what can go wrong.
package io.libnetwork;
