package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What a template can call: Go's own functions, and those that Docker adds
/// (<https://docs.docker.com/engine/cli/formatting/>).
final class Functions {

  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "and",
              "or",
              "not",
              "eq",
              "ne",
              "lt",
              "le",
              "gt",
              "ge",
              "len",
              "index",
              "slice",
              "print",
              "println",
              "printf",
              "json",
              "split",
              "join",
              "title",
              "lower",
              "upper",
              "pad",
              "truncate"));

  private static final int MOST_SPACES = 10_000;

  private Functions() {}

  static boolean known(String name) {
    return NAMES.contains(name);
  }

  static Set<String> names() {
    return NAMES;
  }

  /// Calls one that is known, other than `and` and `or`.
  ///
  /// @throws IllegalArgumentException if the arguments do not suit it
  static JsonValue call(String name, List<JsonValue> of) {
    return switch (name) {
      case "not" -> JsonValue.Truth.of(!GoText.holds(only(name, of)));
      case "eq", "ne", "lt", "le", "gt", "ge" -> Comparison.of(name, of);
      case "len" -> JsonValue.Number.of(length(only(name, of)));
      case "index" -> index(of);
      case "slice" -> slice(of);
      case "print" -> JsonValue.of(Printing.print(of));
      case "println" -> JsonValue.of(Printing.println(of));
      case "printf" -> JsonValue.of(Printing.printf(of));
      case "json" -> JsonValue.of(only(name, of).toString());
      case "split" -> split(of);
      case "join" -> JsonValue.of(join(of));
      case "title" -> changed(name, of, Functions::title);
      case "lower" -> changed(name, of, text -> text.toLowerCase(Locale.ROOT));
      case "upper" -> changed(name, of, text -> text.toUpperCase(Locale.ROOT));
      case "pad" -> JsonValue.of(pad(of));
      case "truncate" -> JsonValue.of(truncate(of));
      default -> throw new IllegalArgumentException("no function '" + name + "'");
    };
  }

  static void require(String name, List<JsonValue> of, int least, int most) {
    if (of.size() < least || of.size() > most) {
      String expected =
          least == most
              ? "" + least
              : least + (most == Integer.MAX_VALUE ? " or more" : " to " + most);
      throw new IllegalArgumentException(
          "'%s' takes %s arguments, not %d".formatted(name, expected, of.size()));
    }
  }

  private static JsonValue only(String name, List<JsonValue> of) {
    require(name, of, 1, 1);
    return of.getFirst();
  }

  private static String text(String name, JsonValue value) {
    return value
        .text()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' takes a text, not %s".formatted(name, GoText.kind(value))));
  }

  private static int number(String name, JsonValue value) {
    if (value instanceof JsonValue.Number number) {
      try {
        return number.value().intValueExact();
      } catch (ArithmeticException tooLarge) {
        throw new IllegalArgumentException(
            "'%s' takes a whole number, not %s".formatted(name, value), tooLarge);
      }
    }
    throw new IllegalArgumentException(
        "'%s' takes a whole number, not %s".formatted(name, GoText.kind(value)));
  }

  private static JsonValue changed(String name, List<JsonValue> of, Function<String, String> how) {
    return JsonValue.of(how.apply(text(name, only(name, of))));
  }

  private static int length(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) ->
          text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      case JsonArray array -> array.items().size();
      case JsonObject object -> object.members().size();
      case JsonValue.Null _ -> 0;
      case JsonValue.Number _, JsonValue.Truth _ ->
          throw new IllegalArgumentException("'len' of " + GoText.kind(value));
    };
  }

  /// What stands at keys and numbers, one inside the other; a key that is not there is an empty
  /// text, as in Go's maps of texts.
  private static JsonValue index(List<JsonValue> of) {
    require("index", of, 1, Integer.MAX_VALUE);
    JsonValue value = of.getFirst();
    for (JsonValue key : of.subList(1, of.size())) {
      value = indexed(value, key);
    }
    return value;
  }

  private static JsonValue indexed(JsonValue value, JsonValue key) {
    return switch (value) {
      case JsonObject object -> object.members().getOrDefault(text("index", key), JsonValue.of(""));
      case JsonArray array -> {
        int at = number("index", key);
        if (at < 0 || at >= array.items().size()) {
          throw new IllegalArgumentException(
              "no item %d in a list of %d".formatted(at, array.items().size()));
        }
        yield array.items().get(at);
      }
      case JsonValue.Null _ -> JsonValue.of("");
      case JsonValue.Text _, JsonValue.Number _, JsonValue.Truth _ ->
          throw new IllegalArgumentException("'index' of " + GoText.kind(value));
    };
  }

  private static JsonValue slice(List<JsonValue> of) {
    require("slice", of, 1, 3);
    JsonValue whole = of.getFirst();
    int size =
        whole instanceof JsonArray array ? array.items().size() : text("slice", whole).length();
    int from = of.size() > 1 ? number("slice", of.get(1)) : 0;
    int to = of.size() > 2 ? number("slice", of.get(2)) : size;
    if (from < 0 || to > size || from > to) {
      throw new IllegalArgumentException("no slice %d to %d of %d".formatted(from, to, size));
    }
    return whole instanceof JsonArray array
        ? new JsonArray(array.items().subList(from, to))
        : JsonValue.of(text("slice", whole).substring(from, to));
  }

  private static JsonValue split(List<JsonValue> of) {
    require("split", of, 2, 2);
    String text = text("split", of.getFirst());
    String separator = text("split", of.getLast());
    List<String> parts = new ArrayList<>();
    int from = 0;
    if (separator.isEmpty()) {
      text.codePoints().forEach(point -> parts.add(Character.toString(point)));
      return JsonArray.ofTexts(parts);
    }
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return JsonArray.ofTexts(parts);
  }

  private static String join(List<JsonValue> of) {
    require("join", of, 2, 2);
    String separator = text("join", of.getLast());
    if (of.getFirst() == JsonValue.Null.NULL) {
      return "";
    }
    if (!(of.getFirst() instanceof JsonArray array)) {
      throw new IllegalArgumentException("'join' takes a list, not " + GoText.kind(of.getFirst()));
    }
    List<String> parts = new ArrayList<>();
    for (JsonValue item : array.items()) {
      parts.add(GoText.inside(item));
    }
    return String.join(separator, parts);
  }

  /// Each word with a capital letter.
  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(inside ? c : Character.toTitleCase(c));
      inside = Character.isLetterOrDigit(c) || c == '_' || c == '\'';
    }
    return out.toString();
  }

  /// Spaces before a text and behind it; none around an empty one.
  private static String pad(List<JsonValue> of) {
    require("pad", of, 3, 3);
    String text = text("pad", of.getFirst());
    int before = number("pad", of.get(1));
    int behind = number("pad", of.get(2));
    if (before < 0 || behind < 0 || before > MOST_SPACES || behind > MOST_SPACES) {
      throw new IllegalArgumentException(
          "'pad' takes 0 to %d spaces, not %d and %d".formatted(MOST_SPACES, before, behind));
    }
    return text.isEmpty() ? "" : " ".repeat(before) + text + " ".repeat(behind);
  }

  private static String truncate(List<JsonValue> of) {
    require("truncate", of, 2, 2);
    String text = text("truncate", of.getFirst());
    int length = number("truncate", of.getLast());
    if (length < 0) {
      throw new IllegalArgumentException("'truncate' takes a length of 0 or more, not " + length);
    }
    return text.length() <= length ? text : text.substring(0, length);
  }
}
