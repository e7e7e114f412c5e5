package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;

/// A container's port as it is published.
///
/// @param protocol the transport protocol
/// @param containerAddress where the container listens
/// @param containerPort the port it listens on
/// @param hostAddress the host's address; unspecified for every address of the family
/// @param hostPort the host's port
public record PortBinding(
    Protocol protocol,
    IpAddress containerAddress,
    Port containerPort,
    IpAddress hostAddress,
    Port hostPort) {}
