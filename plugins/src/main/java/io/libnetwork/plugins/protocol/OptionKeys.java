package io.libnetwork.plugins.protocol;

/// The keys of options that engines and drivers know.
///
/// Source: moby, `daemon/libnetwork/netlabel/labels.go`.
public final class OptionKeys {

  /// The user's own options of a network or an endpoint: an object of texts.
  public static final String GENERIC = "com.docker.network.generic";

  /// Whether a network has IPv4: `true` or `false`.
  public static final String ENABLE_IPV4 = "com.docker.network.enable_ipv4";

  /// Whether a network has IPv6: `true` or `false`.
  public static final String ENABLE_IPV6 = "com.docker.network.enable_ipv6";

  /// Whether a network has no way out: `true` or `false`.
  public static final String INTERNAL = "com.docker.network.internal";

  /// What is to be published: a list of [PortMapEntry].
  public static final String PORT_MAP = "com.docker.network.portmap";

  /// What a container listens on: a list of [ExposedPort].
  public static final String EXPOSED_PORTS = "com.docker.network.endpoint.exposedports";

  /// An endpoint's MAC address; also asked of IPAM drivers that need it.
  public static final String MAC_ADDRESS = "com.docker.network.endpoint.macaddress";

  /// An endpoint's name.
  public static final String ENDPOINT_NAME = "com.docker.network.endpoint.name";

  /// The network's own address, in what an IPAM driver tells of a pool; and what
  /// [#REQUEST_ADDRESS_TYPE] says of a request for it.
  public static final String GATEWAY = "com.docker.network.gateway";

  /// What an address is asked for: [#GATEWAY], or missing.
  public static final String REQUEST_ADDRESS_TYPE = "RequestAddressType";

  /// Whether addresses are given in order, each one past the last: `true`.
  public static final String SERIAL = "com.docker.network.ipam.serial";

  private OptionKeys() {}
}
