package io.libnetwork.http.metrics;

/// Something that is counted.
@FunctionalInterface
interface Source {

  /// Adds its counters as they are now.
  void addTo(Families families);
}
