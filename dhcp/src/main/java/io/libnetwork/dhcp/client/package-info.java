/// The life of a lease, from the first question to its end, by injected time and chance.
///
/// Start with [io.libnetwork.dhcp.client.Dhcp4Client], the state machine of RFC 2131 section 4.4,
/// and [io.libnetwork.dhcp.client.Dhcp6Client], that of RFC 8415 section 18.2: each is told what
/// comes in and when time has passed, and does no I/O of its own but by a wire. Everything here is
/// for one thread. It must not know pools, networks or sockets.
package io.libnetwork.dhcp.client;
