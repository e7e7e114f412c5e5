package io.libnetwork;

import io.libnetwork.dns.names.View;
import io.libnetwork.resolver.NameServer;
import io.libnetwork.spi.Notes;

/// A sandbox's name server that is noted in place of being opened.
final class NotedNameServer implements NameServer {

  private static final String WHERE = "name server " + ADDRESS;
  private static final String HOW = "port 53 of UDP and TCP, by table ip " + TABLE;

  private final String container;
  private final Notes notes;

  private NotedNameServer(String container, Notes notes) {
    this.container = container;
    this.notes = notes;
  }

  /// The double of one that is there.
  static NotedNameServer present(String container, Notes notes) {
    return new NotedNameServer(container, notes);
  }

  /// One that would be opened.
  static NotedNameServer open(String container, Notes notes) {
    notes.note(
        PlannedStep.make(
            PlannedStep.Kind.NAME_SERVER, Difference.Whose.container(container), WHERE, HOW));
    return new NotedNameServer(container, notes);
  }

  @Override
  public void sees(View view) {
    // What is answered is nothing that a plan tells: it says who has joined.
  }

  @Override
  public void close() {
    notes.note(
        PlannedStep.remove(
            PlannedStep.Kind.NAME_SERVER, Difference.Whose.container(container), WHERE, ""));
  }
}
