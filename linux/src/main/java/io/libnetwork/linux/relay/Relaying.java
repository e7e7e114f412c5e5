package io.libnetwork.linux.relay;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;

/// What is to be relayed.
///
/// @param socket where it arrives
/// @param address whom it is passed on to, of either family
/// @param port of that address
public record Relaying(ListeningSocket socket, IpAddress address, Port port) {}
