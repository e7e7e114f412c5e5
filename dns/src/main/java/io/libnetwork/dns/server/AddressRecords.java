package io.libnetwork.dns.server;

import io.libnetwork.address.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// The addresses of a name as records.
///
/// @param ttl how long they may be kept, in seconds
/// @param random their order, so that each is the first one now and then
record AddressRecords(long ttl, RandomGenerator random) {

  List<Record> of(Name name, List<IpAddress> addresses) {
    List<Record> records = new ArrayList<>(addresses.size());
    for (IpAddress address : addresses) {
      records.add(
          switch (address.family()) {
            case V4 -> new ARecord(name, DClass.IN, ttl, address.toBytes());
            case V6 -> new AAAARecord(name, DClass.IN, ttl, address.toBytes());
          });
    }
    return shuffled(records);
  }

  /// The same records in an order that changes.
  List<Record> shuffled(List<Record> records) {
    if (records.size() > 1) {
      Collections.shuffle(records, java.util.Random.from(random));
    }
    return records;
  }
}
