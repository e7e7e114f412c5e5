package io.libnetwork.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An array of JSON.
///
/// @param items in their order
public record JsonArray(List<JsonValue> items) implements JsonValue.Nested {

  public JsonArray {
    items = List.copyOf(items);
  }

  /// An array of texts.
  public static JsonArray ofTexts(Collection<String> texts) {
    List<JsonValue> items = new ArrayList<>();
    for (String text : texts) {
      items.add(new JsonValue.Text(text));
    }
    return new JsonArray(items);
  }

  @Override
  public String toString() {
    return JsonPrinter.compact(this);
  }
}
