package io.libnetwork;

/// What [Controller#attach] takes: options of the sandbox it makes and of the endpoint.
public sealed interface AttachOption permits EndpointOption, SandboxOption {}
