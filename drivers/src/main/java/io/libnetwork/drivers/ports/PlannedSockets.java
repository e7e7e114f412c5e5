package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import java.util.Optional;

/// Sockets of one place that a plan would open, or has found open, and what becomes of them.
///
/// Not for several threads.
final class PlannedSockets {

  private final HostPlace place;
  private final NotedPorts notes;

  /// Whether there are some that answer nobody.
  private boolean silent;

  /// Where those of a proxy are; empty where there are none.
  private Optional<IpAddress> listening;

  private boolean told;

  PlannedSockets(HostPlace place, boolean silent, Optional<IpAddress> listening, NotedPorts notes) {
    this.place = place;
    this.silent = silent;
    this.listening = listening;
    this.notes = notes;
  }

  /// They are open already.
  void present() {
    told = true;
  }

  /// Whether any port is held.
  boolean any() {
    return silent || listening.isPresent();
  }

  /// Notes that they are opened.
  void tell() {
    if (told) {
      return;
    }
    told = true;
    if (silent) {
      notes.taken(place);
    }
    listening.ifPresent(at -> notes.served(place, at));
  }

  void closeSilent() {
    if (told && silent) {
      notes.free(place);
    }
    silent = false;
  }

  void closeListening() {
    if (told) {
      listening.ifPresent(at -> notes.servedNoMore(place, at));
    }
    listening = Optional.empty();
  }
}
