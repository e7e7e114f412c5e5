package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Writes a template once, with data put in.
final class Evaluation {

  private enum Jump {
    NONE,
    BREAK,
    CONTINUE
  }

  private final String source;
  private final JsonValue data;
  private final Template.Methods methods;
  private final StringBuilder out = new StringBuilder();

  /// Innermost first.
  private final Deque<Map<String, JsonValue>> variables = new ArrayDeque<>();

  private JsonValue dot;
  private Jump jump = Jump.NONE;

  Evaluation(String source, JsonValue data, Template.Methods methods) {
    this.source = source;
    this.data = data;
    this.methods = methods;
    this.dot = data;
    variables.push(new HashMap<>(Map.of("$", data)));
  }

  String of(List<Node> nodes) {
    write(nodes);
    return out.toString();
  }

  private void write(List<Node> nodes) {
    for (Node node : nodes) {
      if (jump != Jump.NONE) {
        return;
      }
      write(node);
    }
  }

  private void write(Node node) {
    switch (node) {
      case Node.Plain(String text) -> out.append(text);
      case Node.Action(Node.Pipeline pipeline) -> {
        JsonValue value = valueOf(pipeline);
        if (pipeline.variables().isEmpty()) {
          out.append(GoText.of(value));
        }
      }
      case Node.If(Node.Pipeline condition, var then, var otherwise) ->
          inBlock(() -> write(GoText.holds(valueOf(condition)) ? then : otherwise));
      case Node.With(Node.Pipeline condition, var then, var otherwise) ->
          inBlock(() -> with(valueOf(condition), then, otherwise));
      case Node.Range range -> inBlock(() -> range(range));
      case Node.Break _ -> jump = Jump.BREAK;
      case Node.Continue _ -> jump = Jump.CONTINUE;
    }
  }

  /// Variables that begin in it are gone behind it.
  private void inBlock(Runnable block) {
    JsonValue before = dot;
    variables.push(new HashMap<>());
    block.run();
    variables.pop();
    dot = before;
  }

  private void with(JsonValue value, List<Node> then, List<Node> otherwise) {
    if (GoText.holds(value)) {
      dot = value;
      write(then);
    } else {
      write(otherwise);
    }
  }

  private void range(Node.Range range) {
    Node.Pipeline pipeline = range.items();
    JsonValue items = computed(pipeline);
    boolean any =
        switch (items) {
          case JsonArray array -> {
            for (int i = 0; i < array.items().size() && jump != Jump.BREAK; i++) {
              once(range, JsonValue.Number.of(i), array.items().get(i));
            }
            yield !array.items().isEmpty();
          }
          case JsonObject object -> {
            for (String name : new TreeSet<>(object.members().keySet())) {
              if (jump != Jump.BREAK) {
                once(range, JsonValue.of(name), object.get(name));
              }
            }
            yield !object.members().isEmpty();
          }
          case JsonValue.Null _ -> false;
          case JsonValue.Text _, JsonValue.Number _, JsonValue.Truth _ ->
              throw wrong(pipeline.at(), "cannot range over " + GoText.kind(items));
        };
    jump = Jump.NONE;
    if (!any) {
      write(range.otherwise());
    }
  }

  private void once(Node.Range range, JsonValue key, JsonValue item) {
    jump = Jump.NONE;
    List<String> names = range.items().variables();
    inBlock(() -> {
      if (!names.isEmpty()) {
        give(names.getLast(), range.items().declares(), item);
      }
      if (names.size() == 2) {
        give(names.getFirst(), range.items().declares(), key);
      }
      dot = item;
      write(range.body());
    });
  }

  private void give(String name, boolean declares, JsonValue value) {
    if (!declares) {
      for (Map<String, JsonValue> scope : variables) {
        if (scope.containsKey(name)) {
          scope.put(name, value);
          return;
        }
      }
    }
    variables.getFirst().put(name, value);
  }

  private JsonValue valueOf(Node.Pipeline pipeline) {
    JsonValue value = computed(pipeline);
    for (String name : pipeline.variables()) {
      give(name, pipeline.declares(), value);
    }
    return value;
  }

  private JsonValue computed(Node.Pipeline pipeline) {
    Optional<JsonValue> last = Optional.empty();
    for (Node.Command command : pipeline.commands()) {
      last = Optional.of(valueOf(command, last));
    }
    return last.orElseThrow();
  }

  /// @param last what the command before gave, the last argument of this one
  private JsonValue valueOf(Node.Command command, Optional<JsonValue> last) {
    Node.Operand first = command.operands().getFirst();
    List<Node.Operand> rest = command.operands().subList(1, command.operands().size());
    if (first instanceof Node.Function function) {
      return call(function, rest, last);
    }
    if (rest.isEmpty() && last.isEmpty()) {
      return valueOf(first);
    }
    if (first instanceof Node.Field(Node.Operand of, String name, int at)
        && valueOf(of).equals(data)) {
      return guarded(at, () -> methods.call(name, values(rest, last)));
    }
    throw wrong(first.at(), "what takes an argument is a function");
  }

  /// `and` and `or` look no further than they must.
  private JsonValue call(
      Node.Function function, List<Node.Operand> rest, Optional<JsonValue> last) {
    boolean and = function.name().equals("and");
    if (and || function.name().equals("or")) {
      Optional<JsonValue> value = Optional.empty();
      for (Node.Operand operand : rest) {
        value = Optional.of(valueOf(operand));
        if (GoText.holds(value.get()) != and) {
          return value.get();
        }
      }
      Optional<JsonValue> found = value;
      return last.or(() -> found)
          .orElseThrow(() -> wrong(function.at(), "'" + function.name() + "' needs a value"));
    }
    return guarded(function.at(), () -> Functions.call(function.name(), values(rest, last)));
  }

  private List<JsonValue> values(List<Node.Operand> operands, Optional<JsonValue> last) {
    List<JsonValue> values = new ArrayList<>();
    for (Node.Operand operand : operands) {
      values.add(valueOf(operand));
    }
    last.ifPresent(values::add);
    return values;
  }

  private JsonValue valueOf(Node.Operand operand) {
    return switch (operand) {
      case Node.Constant(JsonValue value, _) -> value;
      case Node.Dot _ -> dot;
      case Node.Variable(String name, int at) -> variable(name, at);
      case Node.Group(Node.Pipeline pipeline, _) -> computed(pipeline);
      case Node.Function function -> call(function, List.of(), Optional.empty());
      case Node.Field(Node.Operand of, String name, int at) -> field(valueOf(of), name, at);
    };
  }

  private JsonValue variable(String name, int at) {
    for (Map<String, JsonValue> scope : variables) {
      JsonValue value = scope.get(name);
      if (value != null) {
        return value;
      }
    }
    throw wrong(at, "the variable '" + name + "' has no value here");
  }

  /// Which fields the data has is known, so another is a mistake; which names a map inside has is
  /// not.
  private JsonValue field(JsonValue of, String name, int at) {
    if (!(of instanceof JsonObject object)) {
      throw wrong(
          at,
          "no field '%s' in %s%s"
              .formatted(
                  name,
                  GoText.kind(of),
                  of instanceof JsonArray ? ": use range, or index with a number" : ""));
    }
    JsonValue exact = object.members().get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    if (of.equals(data)) {
      throw wrong(
          at,
          "no field '%s': expected one of %s"
              .formatted(name, String.join(", ", object.members().keySet())));
    }
    return JsonValue.Null.NULL;
  }

  private interface Computed {
    JsonValue value();
  }

  private JsonValue guarded(int at, Computed computed) {
    try {
      return computed.value();
    } catch (TemplateException inside) {
      throw inside;
    } catch (IllegalArgumentException | ArithmeticException mistake) {
      throw wrong(at, String.valueOf(mistake.getMessage()));
    }
  }

  private TemplateException wrong(int at, String what) {
    return TemplateException.at(source, at, what);
  }
}
