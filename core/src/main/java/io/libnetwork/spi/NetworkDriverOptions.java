package io.libnetwork.spi;

/// A network driver's own options of a network: one record of the driver's.
public interface NetworkDriverOptions {}
