package io.libnetwork.lab.file;

import io.libnetwork.lab.file.YamlValue.Entry;
import io.libnetwork.lab.file.YamlValue.Fault;
import io.libnetwork.lab.file.YamlValue.Mapping;
import io.libnetwork.lab.file.YamlValue.Sequence;
import io.libnetwork.lab.file.YamlValue.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/// The values of one document, made of the parser's events. The parser's own tree is not used: it
/// is built by as many nested calls as the file wants, and refuses the first key that is there
/// twice.
final class YamlReader {

  /// Of values within each other.
  static final int DEEPEST = 32;

  /// Of values, each counted as often as aliases repeat it.
  static final int MOST = 200_000;

  /// Of a key, in characters.
  static final int LONGEST_KEY = 256;

  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();

  /// Anchors of values that are being read.
  private final Set<String> open = new HashSet<>();

  private int count;

  /// @param size how many values it consists of
  private record Anchored(YamlValue value, int size) {}

  private YamlReader(Iterator<Event> events) {
    this.events = events;
  }

  /// @param events the parser's
  /// @return nothing where there is no document
  /// @throws Unreadable where it cannot be read
  static Optional<YamlValue> read(Iterator<Event> events) {
    return new YamlReader(events).document();
  }

  private Optional<YamlValue> document() {
    next();
    if (next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    YamlValue value = value(next(), 0);
    next();
    Event behind = next();
    if (behind.getEventId() != Event.ID.StreamEnd) {
      throw unreadable(behind, "a second document: expected one lab in a file");
    }
    return Optional.of(value);
  }

  private Event next() {
    return events.next();
  }

  private YamlValue value(Event event, int depth) {
    int before = count;
    count(event, 1);
    if (depth > DEEPEST) {
      throw unreadable(event, "values within each other: expected %d at most".formatted(DEEPEST));
    }
    if (event instanceof AliasEvent alias) {
      return repeated(alias);
    }
    Optional<String> anchor = ((NodeEvent) event).getAnchor().map(each -> each.getValue());
    anchor.ifPresent(open::add);
    YamlValue value = written(event, depth);
    anchor.ifPresent(name -> {
      open.remove(name);
      anchors.put(name, new Anchored(value, count - before));
    });
    return value;
  }

  private YamlValue written(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      refuse(scalar, scalar.getTag());
      return new Text(place(scalar), scalar.getValue(), style(scalar));
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    refuse(start, start.getTag());
    return start instanceof SequenceStartEvent ? sequence(start, depth) : mapping(start, depth);
  }

  private YamlValue repeated(AliasEvent alias) {
    String name = alias.getAlias().getValue();
    if (open.contains(name)) {
      throw unreadable(alias, "alias *%s of a value that it is in itself".formatted(name));
    }
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw unreadable(alias, "alias *%s of nothing: expected &%s before it".formatted(name, name));
    }
    count(alias, anchored.size());
    return anchored.value();
  }

  private void count(Event at, int more) {
    count += more;
    if (count > MOST) {
      throw unreadable(
          at,
          "more than %d values, those counted again that aliases repeat: expected fewer"
              .formatted(MOST));
    }
  }

  private Sequence sequence(Event start, int depth) {
    List<YamlValue> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(value(event, depth + 1));
    }
    return new Sequence(place(start), List.copyOf(items));
  }

  private Mapping mapping(Event start, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    List<YamlValue> merged = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      YamlValue key = value(event, depth + 1);
      YamlValue value = value(next(), depth + 1);
      if (key instanceof Text text && text.merge()) {
        merged.add(value);
      } else {
        put(key, value, entries, faults);
      }
    }
    merged.forEach(value -> merge(value, entries, faults));
    return new Mapping(place(start), Collections.unmodifiableMap(entries), List.copyOf(faults));
  }

  private static void put(
      YamlValue key, YamlValue value, Map<String, Entry> entries, List<Fault> faults) {
    if (!(key instanceof Text text)) {
      faults.add(new Fault(key.place(), "%s for a key: expected a text".formatted(key.kind())));
    } else if (text.text().length() > LONGEST_KEY) {
      faults.add(
          new Fault(
              key.place(),
              "key %s: expected %d characters at most"
                  .formatted(Quoted.of(text.text()), LONGEST_KEY)));
    } else {
      putOnce(text, value, entries, faults);
    }
  }

  private static void putOnce(
      Text key, YamlValue value, Map<String, Entry> entries, List<Fault> faults) {
    Entry before = entries.putIfAbsent(key.text(), new Entry(key.place(), value));
    if (before != null) {
      faults.add(
          new Fault(
              key.place(),
              "key %s is there twice: before at %s"
                  .formatted(Quoted.of(key.text()), before.key())));
    }
  }

  /// What `<<` has, as far as it is not written beside it; of several the first counts.
  private static void merge(YamlValue value, Map<String, Entry> entries, List<Fault> faults) {
    switch (value) {
      case Mapping mapping -> mapping.entries().forEach(entries::putIfAbsent);
      case Sequence maps -> maps.items().forEach(each -> mergeMap(each, entries, faults));
      case Text text -> faults.add(noMap(text));
    }
  }

  private static void mergeMap(YamlValue value, Map<String, Entry> entries, List<Fault> faults) {
    if (value instanceof Mapping) {
      merge(value, entries, faults);
    } else {
      faults.add(noMap(value));
    }
  }

  private static Fault noMap(YamlValue value) {
    return new Fault(value.place(), "%s for \"<<\": expected a map".formatted(value.kind()));
  }

  private static Text.Style style(ScalarEvent scalar) {
    return switch (scalar.getScalarStyle()) {
      case PLAIN -> Text.Style.PLAIN;
      case LITERAL -> Text.Style.LITERAL;
      case FOLDED -> Text.Style.FOLDED;
      case SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Text.Style.QUOTED;
    };
  }

  private static void refuse(Event at, Optional<String> tag) {
    tag.ifPresent(name -> {
      throw unreadable(at, "tag %s is refused: expected none".formatted(Quoted.of(name)));
    });
  }

  private static Unreadable unreadable(Event at, String message) {
    return new Unreadable(place(at), "", message);
  }

  private static Place place(Event event) {
    return event.getStartMark().map(YamlSyntax::place).orElse(Place.START);
  }
}
