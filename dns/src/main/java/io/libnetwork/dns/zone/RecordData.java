package io.libnetwork.dns.zone;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a record says of its name: RDATA of class IN.
///
/// Each prints the way a master file has it, with whole names.
public sealed interface RecordData {

  RecordType type();

  /// RDATA as it is sent, names without compression: a new array.
  byte[] toBytes();

  /// RFC 1035 section 3.4.1.
  record A(Ipv4Address address) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.A;
    }

    @Override
    public byte[] toBytes() {
      return address.toBytes();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// RFC 3596 section 2.2.
  record Aaaa(Ipv6Address address) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.AAAA;
    }

    @Override
    public byte[] toBytes() {
      return address.toBytes();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// The name is another one for `target` (RFC 1035 section 3.3.1).
  record Cname(DomainName target) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.CNAME;
    }

    @Override
    public byte[] toBytes() {
      return target.toBytes();
    }

    @Override
    public String toString() {
      return target.toString();
    }
  }

  /// RFC 1035 section 3.3.12.
  record Ptr(DomainName target) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.PTR;
    }

    @Override
    public byte[] toBytes() {
      return target.toBytes();
    }

    @Override
    public String toString() {
      return target.toString();
    }
  }

  /// RFC 1035 section 3.3.11. Of a zone's origin only: nothing is delegated.
  record Ns(DomainName server) implements RecordData {
    @Override
    public RecordType type() {
      return RecordType.NS;
    }

    @Override
    public byte[] toBytes() {
      return server.toBytes();
    }

    @Override
    public String toString() {
      return server.toString();
    }
  }

  /// RFC 1035 section 3.3.9; with the root as its exchange no mail is taken (RFC 7505).
  ///
  /// @param preference 0 to 65535, the lowest first
  record Mx(int preference, DomainName exchange) implements RecordData {
    public Mx {
      Octets.requireSixteenBits("preference", preference);
    }

    @Override
    public RecordType type() {
      return RecordType.MX;
    }

    @Override
    public byte[] toBytes() {
      return new Octets().sixteen(preference).name(exchange).toBytes();
    }

    @Override
    public String toString() {
      return preference + " " + exchange;
    }
  }

  /// RFC 2782.
  ///
  /// @param priority 0 to 65535, the lowest first
  /// @param weight 0 to 65535, how often among those of one priority
  /// @param port 0 to 65535
  record Srv(int priority, int weight, int port, DomainName target) implements RecordData {
    public Srv {
      Octets.requireSixteenBits("priority", priority);
      Octets.requireSixteenBits("weight", weight);
      Octets.requireSixteenBits("port", port);
    }

    @Override
    public RecordType type() {
      return RecordType.SRV;
    }

    @Override
    public byte[] toBytes() {
      return new Octets().sixteen(priority).sixteen(weight).sixteen(port).name(target).toBytes();
    }

    @Override
    public String toString() {
      return priority + " " + weight + " " + port + " " + target;
    }
  }

  /// RFC 1035 section 3.3.14.
  ///
  /// @param strings at least one, each of 0 to 255 octets; a character is an octet, U+0000 to
  ///   U+00FF
  record Txt(List<String> strings) implements RecordData {

    private static final int LONGEST = 255;

    public Txt {
      strings = List.copyOf(strings);
      if (strings.isEmpty()) {
        throw new IllegalArgumentException("a TXT record of no strings: expected one or more");
      }
      strings.forEach(Txt::require);
    }

    private static void require(String string) {
      if (string.length() > LONGEST || string.chars().anyMatch(c -> c > 0xff)) {
        throw new IllegalArgumentException(
            "invalid string %s of %d octets: expected 255 at most, each U+0000 to U+00FF"
                .formatted(DomainName.shown(string), string.length()));
      }
    }

    /// A text of any length, as UTF-8, cut into strings of 255 octets.
    public static Txt of(String text) {
      String octets =
          new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      List<String> strings = new ArrayList<>();
      for (int at = 0; at < octets.length() || at == 0; at += LONGEST) {
        strings.add(octets.substring(at, Math.min(at + LONGEST, octets.length())));
      }
      return new Txt(strings);
    }

    @Override
    public RecordType type() {
      return RecordType.TXT;
    }

    @Override
    public byte[] toBytes() {
      Octets octets = new Octets();
      strings.forEach(octets::string);
      return octets.toBytes();
    }

    @Override
    public String toString() {
      return strings.stream().map(Octets::quoted).collect(Collectors.joining(" "));
    }
  }

  /// RFC 1035 section 3.3.13, of a zone's origin only.
  ///
  /// @param server the first name server
  /// @param mailbox of who is responsible, a dot for the `@`
  /// @param serial 0 to 2^32 − 1
  /// @param minimum how long others may remember that there is nothing (RFC 2308 section 4)
  record Soa(
      DomainName server,
      DomainName mailbox,
      long serial,
      Ttl refresh,
      Ttl retry,
      Ttl expire,
      Ttl minimum)
      implements RecordData {

    private static final long LAST_SERIAL = 0xffff_ffffL;

    public Soa {
      if (serial < 0 || serial > LAST_SERIAL) {
        throw new IllegalArgumentException(
            "invalid serial " + serial + ": expected 0 to 4294967295");
      }
    }

    @Override
    public RecordType type() {
      return RecordType.SOA;
    }

    @Override
    public byte[] toBytes() {
      return new Octets()
          .name(server)
          .name(mailbox)
          .thirtyTwo(serial)
          .thirtyTwo(refresh.seconds())
          .thirtyTwo(retry.seconds())
          .thirtyTwo(expire.seconds())
          .thirtyTwo(minimum.seconds())
          .toBytes();
    }

    @Override
    public String toString() {
      return "%s %s %d %s %s %s %s"
          .formatted(server, mailbox, serial, refresh, retry, expire, minimum);
    }
  }
}
