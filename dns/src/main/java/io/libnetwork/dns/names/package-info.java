/// Which names a network has, and what somebody sees of them who is on some networks.
///
/// Start with [io.libnetwork.dns.names.NetworkNames], which its network's owner changes, and
/// [io.libnetwork.dns.names.View], by which questions are answered. Neither has a lock that a
/// question waits for. It must not know sockets or messages, nor what a sandbox is.
package io.libnetwork.dns.names;
