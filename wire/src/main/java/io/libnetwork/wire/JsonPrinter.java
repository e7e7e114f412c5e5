package io.libnetwork.wire;

import java.util.Map;

/// Writes values as text, RFC 8259.
final class JsonPrinter {

  private static final String STEP = "    ";
  private static final char[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonPrinter(boolean indented) {
    this.indented = indented;
  }

  static String compact(JsonValue value) {
    JsonPrinter printer = new JsonPrinter(false);
    printer.value(value, 0);
    return printer.out.toString();
  }

  static String indented(JsonValue value) {
    JsonPrinter printer = new JsonPrinter(true);
    printer.value(value, 0);
    return printer.out.toString();
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(text, out);
    return out.toString();
  }

  private void value(JsonValue value, int depth) {
    if (value instanceof JsonObject object) {
      object(object, depth);
    } else if (value instanceof JsonArray array) {
      array(array, depth);
    } else if (value instanceof JsonValue.Text text) {
      quote(text.value(), out);
    } else {
      out.append(value);
    }
  }

  private void object(JsonObject object, int depth) {
    String between = "";
    out.append('{');
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      out.append(between);
      newLine(depth + 1);
      quote(member.getKey(), out);
      out.append(indented ? ": " : ":");
      value(member.getValue(), depth + 1);
      between = ",";
    }
    if (!object.members().isEmpty()) {
      newLine(depth);
    }
    out.append('}');
  }

  private void array(JsonArray array, int depth) {
    String between = "";
    out.append('[');
    for (JsonValue item : array.items()) {
      out.append(between);
      newLine(depth + 1);
      value(item, depth + 1);
      between = ",";
    }
    if (!array.items().isEmpty()) {
      newLine(depth);
    }
    out.append(']');
  }

  private void newLine(int depth) {
    if (indented) {
      out.append('\n').repeat(STEP, depth);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
