package io.libnetwork.http.v1;

import io.libnetwork.Difference;
import io.libnetwork.EndpointId;
import io.libnetwork.Event;
import io.libnetwork.NetworkId;
import io.libnetwork.wire.v1.EventResource;
import io.libnetwork.wire.v1.EventResource.DifferenceResource;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Events as they are told.
final class EventResources {

  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  static final String MISSED = kind(Event.Missed.class);

  private final String epoch;
  private final EventNames names;

  EventResources(String epoch, EventNames names) {
    this.epoch = epoch;
    this.names = names;
  }

  /// Every kind there is, in the order of the model.
  static List<String> kinds() {
    return Arrays.stream(Event.class.getPermittedSubclasses()).map(EventResources::kind).toList();
  }

  /// As in `network-created`.
  private static String kind(Class<?> event) {
    return CAPITAL.matcher(event.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  EventResource of(Event event, Instant time) {
    names.before(event);
    EventDraft draft = new EventDraft(epoch, event.revision(), time, kind(event.getClass()));
    EventResource told = filled(draft, event).written();
    names.after(event);
    return told;
  }

  /// What was dropped here before it was read.
  EventResource missed(long from, long to, Instant time) {
    return new EventDraft(epoch, to, time, MISSED).missed(from, to).written();
  }

  /// Everything of this process, for who followed another.
  EventResource restarted(long latest, Instant time) {
    return new EventDraft(epoch, latest, time, MISSED).missed(0, latest).restarted().written();
  }

  private EventDraft filled(EventDraft draft, Event event) {
    return switch (event) {
      case Event.NetworkCreated it -> network(draft, it.network());
      case Event.NetworkDeleted it -> network(draft, it.network());
      case Event.NetworkZoneChanged it -> network(draft, it.network()).origin(it.origin());
      case Event.SandboxCreated it -> draft.sandbox(names.sandbox(it.sandbox()));
      case Event.SandboxDeleted it -> draft.sandbox(names.sandbox(it.sandbox()));
      case Event.EndpointCreated it -> endpoint(draft, it.network(), it.endpoint());
      case Event.EndpointDeleted it -> endpoint(draft, it.network(), it.endpoint());
      case Event.EndpointJoined it ->
          endpoint(draft, it.network(), it.endpoint()).sandbox(names.sandbox(it.sandbox()));
      case Event.EndpointLeft it ->
          endpoint(draft, it.network(), it.endpoint()).sandbox(names.sandbox(it.sandbox()));
      case Event.EndpointPortsChanged it -> endpoint(draft, it.network(), it.endpoint());
      case Event.ServiceCreated it -> network(draft, it.network()).service(it.service());
      case Event.ServiceDeleted it -> network(draft, it.network()).service(it.service());
      case Event.BackendAdded it ->
          backend(draft, it.network(), it.service(), it.endpoint()).weight(it.weight());
      case Event.BackendRemoved it -> backend(draft, it.network(), it.service(), it.endpoint());
      case Event.BackendWeighed it ->
          backend(draft, it.network(), it.service(), it.endpoint()).weight(it.weight());
      case Event.BackendDraining it ->
          backend(draft, it.network(), it.service(), it.endpoint()).until(it.until());
      case Event.BackendHealthChanged it ->
          backend(draft, it.network(), it.service(), it.endpoint()).healthy(it.well());
      case Event.Repaired it -> draft.difference(of(it.difference()));
      case Event.Missed it -> draft.missed(it.from(), it.to());
    };
  }

  private EventDraft backend(
      EventDraft draft, NetworkId network, String service, EndpointId endpoint) {
    return endpoint(draft, network, endpoint).service(service);
  }

  private EventDraft network(EventDraft draft, NetworkId network) {
    return draft.network(names.network(network));
  }

  private EventDraft endpoint(EventDraft draft, NetworkId network, EndpointId endpoint) {
    return network(draft, network).endpoint(names.endpoint(endpoint));
  }

  private static DifferenceResource of(Difference difference) {
    return new DifferenceResource(
        PlanResources.kebab(difference.kind()),
        difference.object(),
        difference.wanted(),
        difference.actual(),
        difference.whose().network().orElse(null),
        difference.whose().endpoint().orElse(null),
        difference.whose().container().orElse(null),
        difference.toString());
  }
}
