package io.libnetwork.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with a JSON text, and where, in words of its own: the reader's name our classes,
/// which nobody who sends a request knows.
final class JsonMistake {

  private static final Map<Class<?>, String> EXPECTED =
      Map.of(
          String.class, "a text",
          Integer.class, "a whole number of 32 bits",
          Long.class, "a whole number of 64 bits",
          Boolean.class, "true or false",
          List.class, "a list",
          Map.class, "an object with texts");

  private JsonMistake() {}

  /// As in `pools[0].length: expected a whole number of 32 bits (line 1, column 20)`.
  static String of(JacksonException wrong) {
    String said =
        switch (wrong) {
          case UnrecognizedPropertyException unknown -> unknown(unknown);
          case MismatchedInputException mismatch -> mismatch(mismatch);
          default -> wrong.getOriginalMessage();
        };
    return said + place(wrong.getLocation());
  }

  private static String unknown(UnrecognizedPropertyException unknown) {
    String known =
        unknown.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
    return "unknown name '%s': expected one of %s".formatted(path(unknown), known);
  }

  private static String mismatch(MismatchedInputException mismatch) {
    String path = path(mismatch);
    if (mismatch.getTargetType() == null && path.isEmpty()) {
      return mismatch.getOriginalMessage();
    }
    String expected = EXPECTED.getOrDefault(type(mismatch), "an object");
    return path.isEmpty() ? "expected " + expected : "%s: expected %s".formatted(path, expected);
  }

  private static Class<?> type(MismatchedInputException mismatch) {
    Class<?> type = mismatch.getTargetType();
    return type == null ? String.class : type;
  }

  /// As in `pools[0].length`.
  private static String path(JacksonException wrong) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : wrong.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  static String place(TokenStreamLocation place) {
    return place == null || place.getLineNr() < 0
        ? ""
        : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
  }
}
