package io.libnetwork.spi;

import io.libnetwork.address.MacAddress;
import java.util.Optional;

/// Who holds an address and what for. Printed in the message of whoever wants it too.
public sealed interface AddressHolder {

  /// A network's own address, its containers' way out.
  ///
  /// @param network the network's name
  record Gateway(String network) implements AddressHolder {
    @Override
    public String toString() {
      return "gateway of network " + network;
    }
  }

  /// An address that a network keeps for something that is not a container of it.
  ///
  /// @param network the network's name
  /// @param name the user's name for it
  record Auxiliary(String network, String name) implements AddressHolder {
    @Override
    public String toString() {
      return "auxiliary address " + name + " of network " + network;
    }
  }

  /// An endpoint's address.
  ///
  /// @param name the endpoint's name
  /// @param mac its MAC address; never empty where the driver [needs
  ///   it][IpamDriver#requiresMacAddress]
  record Endpoint(String name, Optional<MacAddress> mac) implements AddressHolder {
    @Override
    public String toString() {
      return "endpoint " + name;
    }
  }

  /// A service's virtual address.
  ///
  /// @param name the service's name
  record Service(String name) implements AddressHolder {
    @Override
    public String toString() {
      return "service " + name;
    }
  }

  /// An address that is kept for the endpoint of a name, whether there is one or not.
  ///
  /// @param name the endpoint's name
  /// @param mac its MAC address; never empty where the driver [needs
  ///   it][IpamDriver#requiresMacAddress]
  record Reserved(String name, Optional<MacAddress> mac) implements AddressHolder {
    @Override
    public String toString() {
      return "the reservation for endpoint " + name;
    }
  }
}
