package io.libnetwork.resolver;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.names.View;
import java.util.Optional;

/// The name server in one sandbox. Safe for use by many threads.
public interface NameServer extends AutoCloseable {

  /// Where containers look for names, and other engines' containers do, too.
  Ipv4Address ADDRESS = Ipv4Address.parse("127.0.0.11");

  /// The IPv4 table of its namespace that leads port 53 there.
  String TABLE = "libnetwork_names";

  /// What is answered from now on.
  void sees(View view);

  /// What has been asked of name servers that are asked for this sandbox alone, where there are
  /// such.
  ///
  /// @throws IllegalStateException when the resolvers are closed
  default Optional<ForwarderCounters> ownForwarding() {
    return Optional.empty();
  }

  /// Answers nobody any more. To be called once.
  @Override
  void close();
}
