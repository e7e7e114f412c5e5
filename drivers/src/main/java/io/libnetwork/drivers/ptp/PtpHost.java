package io.libnetwork.drivers.ptp;

import io.libnetwork.Host;
import io.libnetwork.drivers.edge.Forwarding;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.links.LinkHints;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.proxy.PortProxies;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Set;

/// What the networks of one driver share of their host. That of a driver's double has doubles of
/// all but the host itself, which is only read.
///
/// @param names the names that callers chose for the host's ends of endpoints that have joined. Two
///   that ask for one name must not both get as far as the firewall, which knows an endpoint by it
record PtpHost(
    Host host,
    PtpLinks links,
    Firewall firewall,
    HostPorts ports,
    PortProxies proxies,
    FlowPurge flows,
    Forwarding forwarding,
    LinkHints hints,
    Set<InterfaceName> names) {}
