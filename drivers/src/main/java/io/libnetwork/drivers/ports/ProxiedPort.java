package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import io.libnetwork.linux.relay.ListeningSocket;

/// A port that a proxy is to serve.
///
/// @param binding a single port
/// @param socket has it at the host's address, until the proxy takes it over
public record ProxiedPort(PortBinding binding, ListeningSocket socket) {}
