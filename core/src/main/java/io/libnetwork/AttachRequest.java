package io.libnetwork;

import java.util.List;

/// A container to be attached to a network.
///
/// @param container the container's id
/// @param network the network
/// @param endpoint the name that the endpoint gets
/// @param options of the endpoint, and of the sandbox where it is made
public record AttachRequest(
    String container, Network network, String endpoint, List<AttachOption> options) {

  public AttachRequest {
    options = List.copyOf(options);
  }

  /// One whose endpoint gets the container's name.
  public AttachRequest(String container, Network network, List<AttachOption> options) {
    this(container, network, container, options);
  }

  /// The same with another name for the endpoint, as where the container is known by an id.
  public AttachRequest named(String name) {
    return new AttachRequest(container, network, name, options);
  }

  /// One whose endpoint gets the container's name.
  public static AttachRequest of(String container, Network network, AttachOption... options) {
    return new AttachRequest(container, network, List.of(options));
  }

  EndpointConfig endpointConfig() {
    return EndpointConfig.of(
        options.stream().filter(EndpointOption.class::isInstance).toArray(EndpointOption[]::new));
  }

  SandboxConfig sandboxConfig() {
    return SandboxConfig.of(
        options.stream().filter(SandboxOption.class::isInstance).toArray(SandboxOption[]::new));
  }
}
