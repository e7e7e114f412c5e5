package io.libnetwork.wire.v1;

import java.util.List;

/// Ports of the host that lead to a container's.
///
/// @param protocol `tcp`, `udp` or `sctp`
/// @param hostAddress unspecified for every address of its family
/// @param hostPort the first of them
/// @param containerPort the first of them
/// @param count how many; more than one keep their numbers
/// @param sources from where they may be used; from everywhere when empty
public record PortBindingResource(
    String protocol,
    String hostAddress,
    int hostPort,
    String containerAddress,
    int containerPort,
    int count,
    List<String> sources) {}
