/// Published ports that the firewall cannot translate, served by the process itself.
///
/// Start with [PortProxies], of which a host has one. A [PortProxy] takes what arrives at an
/// address and port of the host and passes it on to the container's, of either family; how is the
/// business of [io.libnetwork.linux.relay]. There is no process for a port, and no thread either:
/// all ports of a host share two threads, which are there while there is a port.
///
/// A room of its own, because unlike the ports' it handles traffic. It must not know the firewall,
/// endpoints, or who asked for a port.
package io.libnetwork.drivers.proxy;
