package io.libnetwork.resolver;

import io.libnetwork.dns.forward.ForwarderCounters;
import io.libnetwork.dns.names.View;
import java.util.Optional;

/// The name server in one sandbox. Safe for use by many threads.
public interface NameServer extends AutoCloseable {

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
