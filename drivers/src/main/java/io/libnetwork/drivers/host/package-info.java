/// The network that is the host's own: a sandbox that joins shares the host's namespace, and has no
/// interface of its own.
///
/// Start with [io.libnetwork.drivers.host.HostDriver].
package io.libnetwork.drivers.host;
