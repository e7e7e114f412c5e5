package io.libnetwork.http.metrics;

import io.libnetwork.Controller;
import io.libnetwork.Difference;
import io.libnetwork.Event;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was put right again that others had changed, by what kind of thing it is.
final class Repairs implements Source, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

  private final Map<Difference.Kind, LongAdder> repaired = new EnumMap<>(Difference.Kind.class);
  private final LongAdder missed = new LongAdder();
  private final AutoCloseable subscription;

  private Repairs(Controller controller) {
    for (Difference.Kind kind : Difference.Kind.values()) {
      repaired.put(kind, new LongAdder());
    }
    subscription = controller.subscribe(this::hear);
  }

  static Repairs of(Controller controller) {
    return new Repairs(controller);
  }

  private void hear(Event event) {
    if (event instanceof Event.Repaired(_, Difference difference)) {
      Objects.requireNonNull(repaired.get(difference.kind())).increment();
    } else if (event instanceof Event.Missed(long from, long to)) {
      missed.add(to - from + 1);
    }
  }

  @Override
  public void addTo(Families families) {
    repaired.forEach((kind, number) ->
        families.count(
            "libnetwork_repairs",
            "Things put right that were not as they should be",
            number.sum(),
            "kind",
            kind.name().toLowerCase(Locale.ROOT)));
    families.count(
        "libnetwork_events_missed",
        "Events that came too fast to be counted, repairs among them",
        missed.sum());
  }

  @Override
  public void close() {
    try {
      subscription.close();
    } catch (Exception failure) {
      LOG.warn("events could not be left alone", failure);
    }
  }
}
