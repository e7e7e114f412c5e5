package io.libnetwork.spi;

/// The double of an IPAM driver: it answers what the driver would answer now, and nothing that is
/// asked of it changes what the driver gives out. Used by one thread.
public interface IpamRehearsal {

  /// The double.
  IpamDriver driver();

  /// The double of a pool that the driver has given out.
  AddressPool pool(AddressPool live);
}
