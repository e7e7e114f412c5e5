package io.libnetwork.dns.zone;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The types of records a [Zone] has, under their names in master files.
public enum RecordType {
  A(1),
  NS(2),
  CNAME(5),
  SOA(6),
  PTR(12),
  MX(15),
  TXT(16),
  AAAA(28),
  SRV(33);

  /// QTYPE of a question for whatever there is (RFC 1035 section 3.2.3).
  public static final int ANY = 255;

  private final int number;

  RecordType(int number) {
    this.number = number;
  }

  /// TYPE, as it is sent.
  public int number() {
    return number;
  }

  static Optional<RecordType> find(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(type -> type.name().equals(upper)).findFirst();
  }
}
