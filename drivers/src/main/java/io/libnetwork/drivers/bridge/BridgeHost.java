package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.drivers.edge.Forwarding;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.neighbour.Neighbours;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.proxy.PortProxies;

/// What the networks of one driver share of their host. That of a driver's double has doubles of
/// all but the host itself, which is only read.
record BridgeHost(
    Host host,
    HostLinks links,
    Firewall firewall,
    Neighbours neighbours,
    HostPorts ports,
    PortProxies proxies,
    FlowPurge flows,
    Forwarding forwarding,
    BridgeWatch watch) {}
