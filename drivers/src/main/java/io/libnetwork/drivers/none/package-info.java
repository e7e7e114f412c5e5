/// The network that is none: a sandbox that joins has its loopback interface and nothing else.
///
/// Start with [io.libnetwork.drivers.none.NoneDriver].
package io.libnetwork.drivers.none;
