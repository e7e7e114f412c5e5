package io.libnetwork.plugins.protocol;

/// What an IPAM driver is asked.
public enum IpamMethod implements PluginMethod {
  /// No body; answered by [IpamCapabilitiesAnswer]. A plugin need not have it.
  GET_CAPABILITIES("GetCapabilities"),
  /// No body; answered by [AddressSpacesAnswer].
  GET_DEFAULT_ADDRESS_SPACES("GetDefaultAddressSpaces"),
  /// [RequestPoolCall], [RequestPoolAnswer].
  REQUEST_POOL("RequestPool"),
  /// [ReleasePoolCall].
  RELEASE_POOL("ReleasePool"),
  /// [RequestAddressCall], [RequestAddressAnswer].
  REQUEST_ADDRESS("RequestAddress"),
  /// [ReleaseAddressCall].
  RELEASE_ADDRESS("ReleaseAddress");

  /// The service as a handshake names it.
  public static final String SERVICE = "IpamDriver";

  private final String method;

  IpamMethod(String method) {
    this.method = method;
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public String method() {
    return method;
  }
}
