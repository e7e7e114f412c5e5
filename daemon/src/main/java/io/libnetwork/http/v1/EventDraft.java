package io.libnetwork.http.v1;

import io.libnetwork.wire.v1.EventResource;
import io.libnetwork.wire.v1.EventResource.ContainerResource;
import io.libnetwork.wire.v1.EventResource.DifferenceResource;
import io.libnetwork.wire.v1.EventResource.NamedResource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as far as it is written. Used by one thread.
final class EventDraft {

  private final String epoch;
  private final long revision;
  private final Instant time;
  private final String kind;
  private @Nullable NamedResource network;
  private @Nullable NamedResource endpoint;
  private @Nullable ContainerResource sandbox;
  private @Nullable String service;
  private @Nullable String origin;
  private @Nullable Integer weight;
  private @Nullable String until;
  private @Nullable Boolean healthy;
  private @Nullable DifferenceResource difference;
  private @Nullable Long from;
  private @Nullable Long to;
  private @Nullable Boolean restarted;

  EventDraft(String epoch, long revision, Instant time, String kind) {
    this.epoch = epoch;
    this.revision = revision;
    this.time = time;
    this.kind = kind;
  }

  EventDraft network(NamedResource named) {
    network = named;
    return this;
  }

  EventDraft endpoint(NamedResource named) {
    endpoint = named;
    return this;
  }

  EventDraft sandbox(ContainerResource named) {
    sandbox = named;
    return this;
  }

  EventDraft service(String name) {
    service = name;
    return this;
  }

  EventDraft origin(String name) {
    origin = name;
    return this;
  }

  EventDraft weight(int part) {
    weight = part;
    return this;
  }

  EventDraft until(Instant end) {
    until = end.toString();
    return this;
  }

  EventDraft healthy(boolean well) {
    healthy = well;
    return this;
  }

  EventDraft difference(DifferenceResource repaired) {
    difference = repaired;
    return this;
  }

  EventDraft missed(long first, long last) {
    from = first;
    to = last;
    return this;
  }

  EventDraft restarted() {
    restarted = true;
    return this;
  }

  EventResource written() {
    return new EventResource(
        epoch + "-" + revision,
        revision,
        time.toString(),
        kind,
        network,
        endpoint,
        sandbox,
        service,
        origin,
        weight,
        until,
        healthy,
        difference,
        from,
        to,
        restarted);
  }
}
