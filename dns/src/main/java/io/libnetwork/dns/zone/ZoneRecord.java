package io.libnetwork.dns.zone;

/// One record of class IN.
///
/// @param owner the name it is a record of, in a zone perhaps a wildcard
public record ZoneRecord(DomainName owner, Ttl ttl, RecordData data) {

  /// As a line of a master file, its names whole.
  @Override
  public String toString() {
    return owner + "\t" + ttl + "\tIN\t" + data.type() + "\t" + data;
  }
}
