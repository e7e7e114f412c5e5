package io.libnetwork.spi;

import io.libnetwork.address.IpAddress;

/// What an [AddressPool] is asked for.
///
/// @param choice which address
/// @param holder who will hold it
public record AddressRequest(AddressChoice choice, AddressHolder holder) {

  /// A request for an address of the driver's choice.
  public static AddressRequest any(AddressHolder holder) {
    return new AddressRequest(new AddressChoice.Any(), holder);
  }

  /// A request for this address.
  public static AddressRequest exactly(IpAddress address, AddressHolder holder) {
    return new AddressRequest(new AddressChoice.Exactly(address), holder);
  }
}
