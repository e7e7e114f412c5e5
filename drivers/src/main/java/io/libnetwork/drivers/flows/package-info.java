/// Which tracked connections end because what they led to has ended.
///
/// The kernel translates the packets of a connection as it translated the first one, whatever the
/// firewall says by now. So who keeps sending datagrams to a published port is led to the container
/// that had it, long after another has it. Start with [io.libnetwork.drivers.flows.FlowPurge],
/// which makes the kernel forget such connections, behind the call, and nobody else's.
///
/// Knows addresses and published ports; neither the firewall's rules nor who holds a port.
package io.libnetwork.drivers.flows;
