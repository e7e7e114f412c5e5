/// Questions of containers: taken from their sockets, answered, or forwarded.
///
/// One thread serves all of them. It must not know what a network or a sandbox is.
package io.libnetwork.dns.server;
