package io.libnetwork.drivers.physical;

import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.EndpointDriverOptions;

/// What is asked of an endpoint that is a link of the host.
///
/// @param link which of the network's
public record PhysicalEndpointOptions(InterfaceName link) implements EndpointDriverOptions {}
