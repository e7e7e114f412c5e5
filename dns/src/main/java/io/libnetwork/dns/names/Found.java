package io.libnetwork.dns.names;

import io.libnetwork.address.IpAddress;
import java.util.List;

/// What is known of a name.
public sealed interface Found {

  /// Nothing, and others may know it.
  Found UNKNOWN = new Unknown();

  /// Nothing, and nobody else is to be asked.
  Found NOBODY = new Nobody();

  /// It is known.
  ///
  /// @param addresses of the family asked for; none where it has only others
  record Known(List<IpAddress> addresses) implements Found {
    public Known {
      addresses = List.copyOf(addresses);
    }
  }

  /// An address is called so.
  record Called(String name) implements Found {}

  /// See [#UNKNOWN].
  record Unknown() implements Found {}

  /// See [#NOBODY].
  record Nobody() implements Found {}
}
