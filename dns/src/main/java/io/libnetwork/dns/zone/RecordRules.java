package io.libnetwork.dns.zone;

import java.util.Set;

/// Which records a zone may have beside each other.
final class RecordRules {

  private RecordRules() {}

  static void requireOwner(DomainName owner, DomainName origin, RecordType type) {
    if (!owner.within(origin)) {
      throw new IllegalArgumentException("%s is outside of the zone %s".formatted(owner, origin));
    }
    if (!owner.plain()) {
      throw new IllegalArgumentException(
          "invalid name %s: expected labels of letters, digits, \"-\" or \"_\", or \"*\" as the first"
              .formatted(owner));
    }
    boolean ofOrigin = type == RecordType.NS || type == RecordType.SOA;
    if (ofOrigin && owner.labels() != origin.labels()) {
      throw new IllegalArgumentException(
          "%s record of %s: expected of %s only, since nothing is delegated"
              .formatted(type, owner, origin));
    }
  }

  /// @param others the types of which the owner has records
  static void requireCompany(DomainName owner, Set<RecordType> others, RecordType type) {
    boolean alias = type == RecordType.CNAME;
    boolean beside = others.stream().anyMatch(other -> (other == RecordType.CNAME) != alias);
    if (beside) {
      throw new IllegalArgumentException(
          "%s record of %s, which has %s: an alias has no other records (RFC 2181 section 10.1)"
              .formatted(type, owner, others));
    }
  }

  /// @param sameType of how many records the set is
  /// @param bytes of the set
  /// @param count of records in the zone
  static void requireRoom(DomainName owner, RecordData data, int sameType, int bytes, int count) {
    RecordType type = data.type();
    if (sameType > 0 && (type == RecordType.CNAME || type == RecordType.SOA)) {
      throw new IllegalArgumentException(
          "a second %s record of %s, %s: expected one at most".formatted(type, owner, data));
    }
    if (bytes + RecordSet.size(data) > RecordSet.LARGEST) {
      throw new IllegalArgumentException(
          "%s records of %s need more than %d bytes, which no message has room for"
              .formatted(type, owner, RecordSet.LARGEST));
    }
    if (count >= Zone.LARGEST) {
      throw new IllegalArgumentException(
          "record %s of %s: a zone has %d records at most".formatted(type, owner, Zone.LARGEST));
    }
  }
}
