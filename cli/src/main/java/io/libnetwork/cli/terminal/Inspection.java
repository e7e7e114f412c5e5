package io.libnetwork.cli.terminal;

import io.libnetwork.cli.template.Template;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// All that is known of some things, in the format that was asked for: an indented array without
/// one, an array in a line for `json`, or a template's text for each.
public final class Inspection {

  private final List<JsonObject> found = new ArrayList<>();

  /// Nothing found yet.
  public Inspection() {}

  /// Adds one more.
  public void add(JsonObject object) {
    found.add(object);
  }

  /// The text to print.
  ///
  /// @throws io.libnetwork.cli.template.TemplateException if the format is a template that cannot
  ///   be filled in
  public String print(String format) {
    if (format.isBlank()) {
      return array().indented() + "\n";
    }
    if (format.strip().equals("json")) {
      return array() + "\n";
    }
    Template template = Template.parse(Listing.unescaped(format));
    StringBuilder out = new StringBuilder();
    for (JsonObject object : found) {
      out.append(template.fill(object)).append('\n');
    }
    return out.toString();
  }

  private JsonArray array() {
    return new JsonArray(List.<JsonValue>copyOf(found));
  }
}
