package io.libnetwork.linux.relay;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;

/// Where what arrives is passed on to.
record Target(IpAddress address, Port port) {}
