package io.libnetwork.bench;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// One line of results, whose members are taken one by one: what nobody has taken is a mistake.
final class ResultsLine {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// Texts and numbers.
  private final Map<String, Object> members;

  private ResultsLine(Map<String, Object> members) {
    this.members = members;
  }

  /// @throws IllegalArgumentException if it is no object of texts and numbers alone
  static ResultsLine parse(String line) {
    Map<String, Object> members = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected an object of JSON, not " + shown(line));
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        members.put(name, value(name, parser.nextToken(), parser));
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something is behind the object");
      }
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException("no JSON: " + wrong.getOriginalMessage(), wrong);
    }
    return new ResultsLine(members);
  }

  private static String shown(String line) {
    int longest = 40;
    return line.length() <= longest ? "'" + line + "'" : "'" + line.substring(0, longest) + "…'";
  }

  private static Object value(String name, JsonToken token, JsonParser parser) {
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(name, parser.getDoubleValue());
      default ->
          throw new IllegalArgumentException("'" + name + "' is neither a text nor a number");
    };
  }

  private static Double finite(String name, double number) {
    if (!Double.isFinite(number) || number < 0) {
      throw new IllegalArgumentException(
          "'%s' is %s, expected a number from 0 on".formatted(name, number));
    }
    return number;
  }

  boolean isRun() {
    return members.containsKey("bench");
  }

  Run run() {
    Machine machine = new Machine(text("cpu"), whole("cores"), text("kernel"), text("jdk"));
    Run run = new Run(text("bench"), instant("began"), machine);
    if (!members.isEmpty()) {
      throw new IllegalArgumentException("'" + members.keySet().iterator().next() + "' is unknown");
    }
    return run;
  }

  /// Numbers of further names are the row's own.
  Row row() {
    String name = text("name");
    Optional<String> server =
        members.containsKey("server") ? Optional.of(text("server")) : Optional.empty();
    String unit = text("unit");
    int n = whole("n");
    double p50 = number("p50");
    double p95 = number("p95");
    Optional<Row.Against> against = against();
    Map<String, Double> more = new LinkedHashMap<>();
    for (String further : List.copyOf(members.keySet())) {
      more.put(further, number(further));
    }
    return new Row(name, unit, n, p50, p95, against, server, more);
  }

  /// The ratio is taken and computed anew, so that it cannot say anything else.
  private Optional<Row.Against> against() {
    if (!members.containsKey("against")) {
      return Optional.empty();
    }
    Row.Against against = new Row.Against(text("against"), number("against_p50"));
    double _ = number("ratio");
    return Optional.of(against);
  }

  private Object take(String name) {
    Object value = members.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private String text(String name) {
    if (take(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException("'" + name + "' is not a text that says something");
  }

  private double number(String name) {
    if (take(name) instanceof Double number) {
      return number;
    }
    throw new IllegalArgumentException("'" + name + "' is not a number");
  }

  private int whole(String name) {
    double number = number(name);
    if (number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "'%s' is %s, expected a whole number from 1 on".formatted(name, number));
    }
    return (int) number;
  }

  private Instant instant(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "'%s' is '%s', expected a time such as 2026-11-22T18:36:00Z".formatted(name, text),
          wrong);
    }
  }
}
