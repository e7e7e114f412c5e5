package io.libnetwork.dns.zone;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads a record's data from the words behind its type.
///
/// @param origin of relative names
record RdataReader(Words words, DomainName origin) {

  private static final Pattern SIXTEEN_BITS = Pattern.compile("\\d{1,5}");
  private static final Pattern THIRTY_TWO_BITS = Pattern.compile("\\d{1,10}");
  private static final long LAST_32 = 0xffff_ffffL;
  private static final int LAST_16 = 0xffff;

  /// Reads a name that is no wildcard.
  static Function<String, DomainName> host(DomainName origin) {
    return text -> {
      DomainName name = DomainName.parse(text, origin);
      if (name.wildcard()) {
        throw new IllegalArgumentException(
            "invalid name %s: expected no \"*\" here".formatted(DomainName.shown(text)));
      }
      return name;
    };
  }

  RecordData read(RecordType type) throws MistakeFound {
    return switch (type) {
      case A -> new RecordData.A(words.read("an IPv4 address", Ipv4Address::parse));
      case AAAA -> new RecordData.Aaaa(words.read("an IPv6 address", Ipv6Address::parse));
      case CNAME -> new RecordData.Cname(name("a name that the alias stands for"));
      case PTR -> new RecordData.Ptr(name("a name that is pointed to"));
      case NS -> new RecordData.Ns(name("a name server"));
      case MX -> new RecordData.Mx(sixteen("a preference"), name("a mail exchange"));
      case SRV ->
          new RecordData.Srv(
              sixteen("a priority"), sixteen("a weight"), sixteen("a port"), name("a target"));
      case TXT -> new RecordData.Txt(strings());
      case SOA -> soa();
    };
  }

  private RecordData soa() throws MistakeFound {
    return new RecordData.Soa(
        name("a name server"),
        name("a mailbox"),
        words.read("a serial", text -> number(text, THIRTY_TWO_BITS, LAST_32)),
        words.read("a refresh time", Ttl::parse),
        words.read("a retry time", Ttl::parse),
        words.read("an expiry time", Ttl::parse),
        words.read("a minimum", Ttl::parse));
  }

  private DomainName name(String what) throws MistakeFound {
    return words.read(what, host(origin));
  }

  private int sixteen(String what) throws MistakeFound {
    return words.read(what, text -> (int) number(text, SIXTEEN_BITS, LAST_16));
  }

  private static long number(String text, Pattern form, long last) {
    long number = form.matcher(text).matches() ? Long.parseLong(text) : -1;
    if (number < 0 || number > last) {
      throw new IllegalArgumentException(
          "invalid number %s: expected 0 to %d".formatted(DomainName.shown(text), last));
    }
    return number;
  }

  private List<String> strings() throws MistakeFound {
    List<String> strings = new ArrayList<>();
    do {
      strings.add(words.take("a string").read(RdataReader::string));
    } while (words.more());
    return strings;
  }

  private static String string(String text) {
    String octets = Escapes.octets(text);
    if (octets.length() > 255) {
      throw new IllegalArgumentException(
          "a string of %d octets: expected 255 at most, and more strings for the rest"
              .formatted(octets.length()));
    }
    return octets;
  }
}
