package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The members of a message that is read. `null` counts as missing, as in Go.
///
/// @param message which message this is, as failures tell it
/// @param object what is read
record Members(String message, JsonObject object) {

  /// A text; empty where it is missing.
  String text(String name) {
    JsonValue value = value(name);
    if (value == JsonValue.Null.NULL) {
      return "";
    }
    return value.text().orElseThrow(() -> wrong(name, value, "expected a text"));
  }

  /// A text that must be there and say something.
  String requiredText(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new MalformedMessageException("malformed %s: no \"%s\"".formatted(message, name));
    }
    return text;
  }

  /// A text read as something; empty where there is none.
  ///
  /// @param parse throws `IllegalArgumentException` on a text it cannot read
  <T> Optional<T> parsed(String name, Function<String, T> parse) {
    String text = text(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(name, text, parse));
  }

  /// As the other, of a text that must be there.
  <T> T requiredParsed(String name, Function<String, T> parse) {
    return parse(name, requiredText(name), parse);
  }

  /// `true` or `false`; that where it is missing.
  boolean truth(String name) {
    JsonValue value = value(name);
    if (value == JsonValue.Null.NULL) {
      return false;
    }
    if (value instanceof JsonValue.Truth truth) {
      return truth.holds();
    }
    throw wrong(name, value, "expected true or false");
  }

  /// A whole number in a range.
  ///
  /// @param missing what it is where it is missing
  int number(String name, int least, int most, int missing) {
    JsonValue value = value(name);
    if (value == JsonValue.Null.NULL) {
      return missing;
    }
    if (value instanceof JsonValue.Number number) {
      try {
        int read = number.value().intValueExact();
        if (read >= least && read <= most) {
          return read;
        }
      } catch (ArithmeticException notWhole) {
        throw wrong(name, value, "expected a whole number from %d to %d".formatted(least, most));
      }
    }
    throw wrong(name, value, "expected a whole number from %d to %d".formatted(least, most));
  }

  /// An object; one without members where it is missing.
  JsonObject object(String name) {
    return optionalObject(name).orElse(JsonObject.EMPTY);
  }

  /// An object; empty where it is missing.
  Optional<JsonObject> optionalObject(String name) {
    JsonValue value = value(name);
    if (value == JsonValue.Null.NULL) {
      return Optional.empty();
    }
    if (value instanceof JsonObject found) {
      return Optional.of(found);
    }
    throw wrong(name, value, "expected an object");
  }

  /// Texts by their names; none where it is missing.
  Map<String, String> texts(String name) {
    JsonObject object = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    Members inner = new Members(message + ", " + name, object);
    for (String each : object.members().keySet()) {
      texts.put(each, inner.text(each));
    }
    return texts;
  }

  /// A list of texts that must be there.
  List<String> textList(String name) {
    JsonValue value = value(name);
    if (!(value instanceof JsonArray array)) {
      throw wrong(name, value, "expected a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue item : array.items()) {
      texts.add(item.text().orElseThrow(() -> wrong(name, item, "expected a list of texts")));
    }
    return texts;
  }

  /// A list of objects, each read; none where it is missing.
  <T> List<T> list(String name, Function<JsonObject, T> read) {
    JsonValue value = value(name);
    if (value == JsonValue.Null.NULL) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw wrong(name, value, "expected a list of objects");
    }
    List<T> items = new ArrayList<>();
    for (JsonValue item : array.items()) {
      if (!(item instanceof JsonObject found)) {
        throw wrong(name, item, "expected a list of objects");
      }
      items.add(read.apply(found));
    }
    return items;
  }

  private <T> T parse(String name, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedMessageException(
          "malformed %s: \"%s\": %s".formatted(message, name, malformed.getMessage()), malformed);
    }
  }

  /// By its name, or else by its name in another case.
  private JsonValue value(String name) {
    @Nullable JsonValue exact = object.members().get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, JsonValue> each : object.members().entrySet()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return each.getValue();
      }
    }
    return JsonValue.Null.NULL;
  }

  private MalformedMessageException wrong(String name, JsonValue value, String expected) {
    return new MalformedMessageException(
        "malformed %s: \"%s\" is %s; %s".formatted(message, name, shown(value), expected));
  }

  private static String shown(JsonValue value) {
    String text = value.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private static final int LONGEST_SHOWN = 100;
}
