package io.libnetwork.plugins.protocol;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.wire.JsonObject;
import java.util.Optional;

/// An endpoint's interface: what is known of it, or what a driver chose. What is missing is an
/// empty text.
///
/// @param address of IPv4
/// @param addressIpv6 of IPv6
/// @param macAddress the MAC address
public record PluginInterface(
    Optional<InterfaceAddress> address,
    Optional<InterfaceAddress> addressIpv6,
    Optional<MacAddress> macAddress)
    implements PluginMessage {

  /// Nothing of it.
  public static final PluginInterface NOTHING =
      new PluginInterface(Optional.empty(), Optional.empty(), Optional.empty());

  /// Reads an interface.
  ///
  /// @throws MalformedMessageException also where an address is of the other family
  public static PluginInterface of(JsonObject message) {
    Members members = new Members("interface", message);
    return new PluginInterface(
        members.parsed("Address", text -> address(text, IpFamily.V4)),
        members.parsed("AddressIPv6", text -> address(text, IpFamily.V6)),
        members.parsed("MacAddress", MacAddress::parse));
  }

  private static InterfaceAddress address(String text, IpFamily family) {
    InterfaceAddress address = InterfaceAddress.parse(text);
    if (address.family() != family) {
      throw new IllegalArgumentException(address + " is not an " + family + " address");
    }
    return address;
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("Address", address)
        .text("AddressIPv6", addressIpv6)
        .text("MacAddress", macAddress)
        .json();
  }
}
