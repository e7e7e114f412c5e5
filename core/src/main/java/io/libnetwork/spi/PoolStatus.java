package io.libnetwork.spi;

import io.libnetwork.address.UInt128;

/// How full a pool was at one moment.
///
/// @param inUse how many addresses of the pool are held, or reserved by the protocol and given to
///   nobody
/// @param available how many addresses are left to be chosen automatically; with a sub-pool only
///   those of it
public record PoolStatus(UInt128 inUse, UInt128 available) {}
