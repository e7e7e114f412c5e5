package io.libnetwork.http.plugin;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;

/// What is kept of an address that engines have.
///
/// @param pool the id of its pool
/// @param gateways how often it has to be given back as a network's own address; 0 where it is an
///   endpoint's
record AddressRecord(String pool, IpAddress address, long gateways) {

  static final String KIND = "engine-address";

  static AddressRecord of(StateRecord stored) {
    Fields fields = stored.content();
    String address = fields.text("address");
    try {
      return new AddressRecord(
          fields.text("pool"), IpAddress.parse(address), fields.whole("gateways"));
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "stored address: " + malformed.getMessage(), malformed);
    }
  }

  RecordKey key() {
    return new RecordKey(KIND, pool + "/" + address);
  }

  Fields fields() {
    return Fields.builder()
        .text("pool", pool)
        .text("address", address.toString())
        .whole("gateways", gateways)
        .build();
  }

  AddressRecord claimed(int more) {
    return new AddressRecord(pool, address, gateways + more);
  }
}
