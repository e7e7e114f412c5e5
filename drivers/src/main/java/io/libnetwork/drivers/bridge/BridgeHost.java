package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.neighbour.Neighbours;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.proxy.PortProxies;

/// What the networks of one driver share of their host.
record BridgeHost(
    Host host,
    Firewall firewall,
    Neighbours neighbours,
    HostPorts ports,
    PortProxies proxies,
    FlowPurge flows,
    Forwarding forwarding,
    BridgeWatch watch) {}
