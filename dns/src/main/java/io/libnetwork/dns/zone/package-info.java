/// Records somebody wrote for a network: zones, and the files they are read from.
///
/// It must not know sockets, nor what a sandbox is.
package io.libnetwork.dns.zone;
