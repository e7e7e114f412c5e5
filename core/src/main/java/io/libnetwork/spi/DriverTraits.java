package io.libnetwork.spi;

/// How a kind of network differs from the usual one.
///
/// @param addressed whether networks have pools and endpoints addresses
/// @param single whether there is at most one network of the kind, and it is never deleted
/// @param sandbox which sandboxes may join
/// @param ownMac whether endpoints have a MAC address each; otherwise they have one together that
///   nobody chooses
public record DriverTraits(boolean addressed, boolean single, SandboxKind sandbox, boolean ownMac) {

  /// With a MAC address for each endpoint, where endpoints have addresses.
  public DriverTraits(boolean addressed, boolean single, SandboxKind sandbox) {
    this(addressed, single, sandbox, true);
  }

  /// Which sandboxes may join a network.
  public enum SandboxKind {
    /// Those with a namespace of their own.
    OWN_NAMESPACE,
    /// Those that share the host's namespace.
    HOST_NAMESPACE
  }

  /// Addresses, any number of networks, sandboxes with namespaces of their own.
  public static final DriverTraits USUAL = new DriverTraits(true, false, SandboxKind.OWN_NAMESPACE);
}
