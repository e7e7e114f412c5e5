package io.libnetwork.cli.session;

import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/// What stands in a table's cells.
public final class Fields {

  private static final int SHORT_ID = 12;

  private Fields() {}

  /// The first twelve digits of an id.
  public static String id(String id, boolean whole) {
    return whole || id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
  }

  /// Labels as in `a=1,b=2`, in the order of their names.
  public static String labels(JsonObject labels) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, JsonValue> label : new TreeMap<>(labels.members()).entrySet()) {
      out.append(out.isEmpty() ? "" : ",").append(label.getKey()).append('=');
      out.append(labels.text(label.getKey()));
    }
    return out.toString();
  }

  /// Texts of an array, with commas.
  public static String joined(JsonObject object, String name) {
    StringBuilder out = new StringBuilder();
    for (JsonValue item : object.items(name)) {
      out.append(out.isEmpty() ? "" : ", ").append(item.text().orElseGet(item::toString));
    }
    return out.toString();
  }
}
