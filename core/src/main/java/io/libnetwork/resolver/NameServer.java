package io.libnetwork.resolver;

import io.libnetwork.dns.names.View;

/// The name server in one sandbox. Safe for use by many threads.
public interface NameServer extends AutoCloseable {

  /// What is answered from now on.
  void sees(View view);

  /// Answers nobody any more. To be called once.
  @Override
  void close();
}
