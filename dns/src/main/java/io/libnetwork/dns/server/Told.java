package io.libnetwork.dns.server;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What is known of a question here.
sealed interface Told {

  /// All there is to say.
  ///
  /// @param records of the answer section
  /// @param authority of the section behind it: why there is nothing, and for how long
  record Said(int rcode, List<Record> records, List<Record> authority) implements Told {
    public Said {
      records = List.copyOf(records);
      authority = List.copyOf(authority);
    }
  }

  /// The name is an alias of one that others are to be asked for.
  record Elsewhere(List<Record> aliases, Name name) implements Told {
    public Elsewhere {
      aliases = List.copyOf(aliases);
    }
  }
}
