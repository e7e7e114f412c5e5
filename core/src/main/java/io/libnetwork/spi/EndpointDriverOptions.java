package io.libnetwork.spi;

/// A network driver's own options of an endpoint: one record of the driver's.
public interface EndpointDriverOptions {}
