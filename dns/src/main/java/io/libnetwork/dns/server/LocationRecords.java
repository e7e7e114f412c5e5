package io.libnetwork.dns.server;

import io.libnetwork.dns.names.ServiceLocation;
import io.libnetwork.dns.names.View;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;

/// Where a service is to be had as SRV records (RFC 2782), in an order that changes; all of one
/// priority.
///
/// @param order says how long they may be kept, and their order
record LocationRecords(AddressRecords order) {

  private static final Logger LOG = LoggerFactory.getLogger(LocationRecords.class);

  /// @param owner of the records
  /// @param name whose locations they are, as the asker sees it
  List<Record> of(View view, Name owner, String name) {
    List<Record> records = new ArrayList<>();
    for (ServiceLocation location : view.locations(name)) {
      try {
        records.add(
            new SRVRecord(
                owner,
                DClass.IN,
                order.ttl(),
                0,
                location.weight(),
                location.port(),
                Name.fromString(location.target(), Name.root)));
      } catch (TextParseException tooLong) {
        // A name of a container may be none that DNS can carry.
        LOG.debug("{} cannot be told by DNS: {}", location.target(), tooLong.getMessage());
      }
    }
    return order.shuffled(records);
  }
}
