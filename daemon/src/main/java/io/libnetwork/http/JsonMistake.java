package io.libnetwork.http;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with a JSON text, and where, in words of its own: the reader's name our classes,
/// which nobody who sends a request knows.
final class JsonMistake {

  private static final String TRAILING = "Trailing token";

  private JsonMistake() {}

  /// As in `pools[0].length: expected a whole number of 32 bits (line 1, column 20)`.
  static String of(JacksonException wrong) {
    String said =
        switch (wrong) {
          case UnrecognizedPropertyException unknown -> unknown(unknown);
          case MismatchedInputException mismatch -> mismatch(mismatch);
          case InputCoercionException outside ->
              said(path(outside), expected(outside.getTargetType()));
          case UnexpectedEndOfInputException _ -> "the text ends before the value does";
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
    if (mismatch.getOriginalMessage().startsWith(TRAILING)) {
      return "something follows the value";
    }
    return said(path(mismatch), expected(mismatch.getTargetType()));
  }

  private static String said(String path, String expected) {
    return path.isEmpty() ? "expected " + expected : "%s: expected %s".formatted(path, expected);
  }

  /// A null in a list or a map has no type that it should have.
  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "a value";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return switch (type.getSimpleName()) {
      case "String" -> "a text";
      case "int", "Integer" -> "a whole number of 32 bits";
      case "long", "Long" -> "a whole number of 64 bits";
      case "Boolean" -> "true or false";
      default -> "an object";
    };
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

  private static String place(@Nullable TokenStreamLocation place) {
    return place == null || place.getLineNr() < 0
        ? ""
        : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
  }
}
