package io.libnetwork.bench;

import io.libnetwork.bench.DnsLoad.Answers;

/// A name server that is measured.
interface DnsServer extends AutoCloseable {

  /// What rows call it.
  String name();

  /// Asks for the names of containers.
  ///
  /// @param outstanding how many questions at a time
  Answers local(int outstanding);

  /// Whether it remembers what others have said.
  boolean caches();

  /// Asks for names that others know, which have been asked for before.
  Answers cached(int outstanding);

  @Override
  void close();
}
