package io.libnetwork.spi;

/// Which address spaces a driver uses when a network names none.
///
/// @param local for networks that one host has for itself
/// @param global for networks that several hosts share
public record AddressSpaces(AddressSpace local, AddressSpace global) {}
