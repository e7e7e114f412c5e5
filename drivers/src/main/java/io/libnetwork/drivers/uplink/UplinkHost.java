package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;

/// What the networks of one driver share of their host. That of a driver's double has doubles of
/// all but the host itself, which is only read.
///
/// @param kind which driver it is
record UplinkHost(
    Host host, UplinkKind kind, UplinkLinks links, UplinkClaims claims, UplinkWatch watch) {}
