package io.libnetwork.dns.zone;

import java.util.List;

/// What a [Zone] knows of a question.
///
/// Where the name is an alias, the chain of CNAME records is part of it and the rest is about the
/// name that the chain ends at (RFC 1034 section 4.3.2, RFC 6604).
public sealed interface Lookup {

  /// A set of records under the name that was asked for, or that an alias stands for, in the case
  /// it was written in: never under a wildcard's.
  record Answer(DomainName owner, RecordSet set) {}

  /// There are records.
  ///
  /// @param answers aliases first, in the order of the chain; one or more
  record Found(List<Answer> answers) implements Lookup {
    public Found {
      answers = List.copyOf(answers);
    }
  }

  /// The name is there, or names below it are, but no record of the type: RCODE NOERROR.
  record NoData(List<Answer> aliases) implements Lookup {
    public NoData {
      aliases = List.copyOf(aliases);
    }
  }

  /// The name is inside the zone and is not there, by a wildcard neither: RCODE NXDOMAIN.
  record NxDomain(List<Answer> aliases) implements Lookup {
    public NxDomain {
      aliases = List.copyOf(aliases);
    }
  }

  /// Nothing is known here: the name is outside of the zone, or is an alias of one that is.
  ///
  /// @param aliases none, if the name asked for is outside itself
  /// @param name what is to be looked up elsewhere
  record NotHere(List<Answer> aliases, DomainName name) implements Lookup {
    public NotHere {
      aliases = List.copyOf(aliases);
    }
  }
}
