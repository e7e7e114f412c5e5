package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonValue;
import java.util.List;

/// A template that is understood, to be filled in any number of times.
public final class Template {

  private final String source;
  private final List<Node> nodes;

  private Template(String source, List<Node> nodes) {
    this.source = source;
    this.nodes = nodes;
  }

  /// What can be called on data besides its fields, as `.Label "x"`.
  @FunctionalInterface
  public interface Methods {

    /// None.
    Methods NONE =
        (name, _) -> {
          throw new IllegalArgumentException("'" + name + "' takes no arguments");
        };

    /// The value of one.
    ///
    /// @throws IllegalArgumentException if there is none of the name, or it has other arguments
    JsonValue call(String name, List<JsonValue> arguments);
  }

  /// Reads a template.
  ///
  /// @throws TemplateException if it cannot be understood
  public static Template parse(String source) {
    return new Template(source, Parser.parse(source));
  }

  /// The text with data put in.
  ///
  /// @throws TemplateException if it asks for what the data has not
  public String fill(JsonValue data) {
    return fill(data, Methods.NONE);
  }

  /// As [#fill(JsonValue)], where more can be called.
  public String fill(JsonValue data, Methods methods) {
    return new Evaluation(source, data, methods).of(nodes);
  }

  @Override
  public String toString() {
    return source;
  }
}
