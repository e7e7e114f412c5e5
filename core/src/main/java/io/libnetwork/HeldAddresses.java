package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.AddressHolder;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of a pool is held by an IPAM driver and should not be, and the other way round.
///
/// @param leaked held for those who are not there: nobody ever gets such an address again
/// @param unheld had by these and free to be given to others: sooner or later two have it
record HeldAddresses(
    SortedMap<IpAddress, AddressHolder> leaked, SortedMap<IpAddress, AddressHolder> unheld) {

  /// Compares. Under which name an address is held for who has it is not asked.
  ///
  /// @param held what the driver holds
  /// @param wanted what it should hold
  /// @param tolerated what it may hold
  static HeldAddresses compare(
      Map<IpAddress, AddressHolder> held,
      Map<IpAddress, AddressHolder> wanted,
      Set<IpAddress> tolerated) {
    SortedMap<IpAddress, AddressHolder> leaked = new TreeMap<>();
    held.forEach((address, holder) -> {
      if (!wanted.containsKey(address) && !tolerated.contains(address)) {
        leaked.put(address, holder);
      }
    });
    SortedMap<IpAddress, AddressHolder> unheld = new TreeMap<>();
    wanted.forEach((address, holder) -> {
      if (!held.containsKey(address)) {
        unheld.put(address, holder);
      }
    });
    return new HeldAddresses(leaked, unheld);
  }
}
