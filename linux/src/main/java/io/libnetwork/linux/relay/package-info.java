/// Bytes from one socket to another without entering the process.
///
/// Start with [io.libnetwork.linux.relay.Relay], which owns one or two threads and everything they
/// have open. What arrives at a [io.libnetwork.linux.relay.ListeningSocket] is passed on to one
/// address: connections by splice(2), which moves the kernel's own pages through a pipe; datagrams
/// many at a time by recvmmsg(2) and sendmmsg(2). Every object here but those that are exported
/// belongs to one [io.libnetwork.linux.relay.RelayLoop] and is used on its thread alone.
///
/// A package of its own, because it is the one part of this module that stays between packets: it
/// has threads, and bounds for what strangers may make it hold. It must not know what a published
/// port or a container is.
package io.libnetwork.linux.relay;
