package io.libnetwork.dns.server;

import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Lookup;
import io.libnetwork.dns.zone.RecordData;
import io.libnetwork.dns.zone.RecordSet;
import io.libnetwork.dns.zone.Ttl;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What a zone has, as records of a message.
final class ZoneRecords {

  private ZoneRecords() {}

  static DomainName domain(Name name) {
    return DomainName.of(name.toWire());
  }

  static Name name(DomainName name) {
    try {
      return new Name(name.toBytes());
    } catch (IOException impossible) {
      throw new IllegalStateException(name + " is as it is sent", impossible);
    }
  }

  /// Sets in their order, and the records of each as the order has them.
  static List<Record> of(List<Lookup.Answer> answers, AddressRecords order) {
    List<Record> records = new ArrayList<>();
    for (Lookup.Answer answer : answers) {
      records.addAll(order.shuffled(set(answer.owner(), answer.set())));
    }
    return records;
  }

  private static List<Record> set(DomainName owner, RecordSet set) {
    Name of = name(owner);
    List<Record> records = new ArrayList<>(set.data().size());
    set.data().forEach(data -> records.add(record(of, set.ttl(), data)));
    return records;
  }

  private static Record record(Name owner, Ttl ttl, RecordData data) {
    try {
      return Record.newRecord(
          owner, data.type().number(), DClass.IN, ttl.seconds(), data.toBytes());
    } catch (IllegalArgumentException impossible) {
      throw new IllegalStateException(owner + " has data as it is sent: " + data, impossible);
    }
  }

  /// What says for how long there is nothing (RFC 2308 section 3), where the zone does.
  static List<Record> negative(Zone zone) {
    return zone.negative().stream().map(ZoneRecords::record).toList();
  }

  private static Record record(ZoneRecord of) {
    return record(name(of.owner()), of.ttl(), of.data());
  }
}
