package io.libnetwork.plumbing;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.rtnetlink.Ifindex;

/// The way out of a namespace in the gateway's address family.
///
/// @param gateway the next hop; an unspecified address for a route to no next hop
/// @param link the interface it is reached by
public record DefaultRoute(IpAddress gateway, Ifindex link) {}
