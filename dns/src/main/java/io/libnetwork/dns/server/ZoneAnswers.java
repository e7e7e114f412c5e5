package io.libnetwork.dns.server;

import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.names.Found;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.names.Zoned;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Lookup;
import io.libnetwork.dns.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What the zones of an asker's networks say of a question.
///
/// An alias is followed as far as the asker himself sees: to the name of a container, to another
/// zone, or to a name that others are asked for. The RCODE is that of the name it ends at (RFC 6604
/// section 3).
///
/// @param addresses makes records of a container's addresses
record ZoneAnswers(AddressRecords addresses) {

  /// Aliases over all zones; what a circle through several of them would be.
  private static final int LONGEST_CHAIN = 16;

  /// Empty where no zone of the asker's networks has the name in it.
  Optional<Told> of(View view, Name name, int type) {
    if (!view.hasZones()) {
      return Optional.empty();
    }
    return view.zoned(ZoneRecords.domain(name), type).map(zoned -> follow(view, zoned, type));
  }

  private Told follow(View view, Zoned first, int type) {
    List<Record> records = new ArrayList<>();
    Zoned at = first;
    while (records.size() <= LONGEST_CHAIN) {
      switch (at.lookup()) {
        case Lookup.Found(List<Lookup.Answer> answers) -> {
          return said(Rcode.NOERROR, records, answers, List.of());
        }
        case Lookup.NoData(List<Lookup.Answer> aliases) -> {
          return said(Rcode.NOERROR, records, aliases, nothing(at.zone()));
        }
        case Lookup.NxDomain(List<Lookup.Answer> aliases) -> {
          return said(Rcode.NXDOMAIN, records, aliases, nothing(at.zone()));
        }
        case Lookup.NotHere(List<Lookup.Answer> aliases, DomainName next) -> {
          records.addAll(ZoneRecords.of(aliases, addresses));
          boolean container = view.knows(next.toString());
          Optional<Zoned> more = container ? Optional.empty() : view.zoned(next, type);
          if (more.isEmpty()) {
            return end(view, next, type, records, container);
          }
          at = more.get();
        }
      }
    }
    return new Told.Said(Rcode.SERVFAIL, List.of(), List.of());
  }

  private static List<Record> nothing(Zone zone) {
    return ZoneRecords.negative(zone);
  }

  private Told said(
      int rcode, List<Record> before, List<Lookup.Answer> more, List<Record> authority) {
    List<Record> records = new ArrayList<>(before);
    records.addAll(ZoneRecords.of(more, addresses));
    return new Told.Said(rcode, records, authority);
  }

  /// What is said of the name that an alias leads to, where that is in no zone.
  private Told end(View view, DomainName next, int type, List<Record> aliases, boolean container) {
    if (container) {
      List<Record> records = new ArrayList<>(aliases);
      records.addAll(ofContainer(view, next, type));
      return new Told.Said(Rcode.NOERROR, records, List.of());
    }
    Name name = ZoneRecords.name(next);
    return ReverseNames.mayLeave(view, name)
        ? new Told.Elsewhere(aliases, name)
        : new Told.Said(Rcode.NXDOMAIN, aliases, List.of());
  }

  private List<Record> ofContainer(View view, DomainName name, int type) {
    if (type == Type.SRV) {
      return new LocationRecords(addresses).of(view, ZoneRecords.name(name), name.toString());
    }
    IpFamily family = type == Type.AAAA ? IpFamily.V6 : IpFamily.V4;
    boolean addressed = type == Type.A || type == Type.AAAA;
    return addressed && view.addresses(name.toString(), family) instanceof Found.Known(var known)
        ? addresses.of(ZoneRecords.name(name), known)
        : List.of();
  }
}
