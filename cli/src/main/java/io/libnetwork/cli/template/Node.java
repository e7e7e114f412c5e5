package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonValue;
import java.util.List;

/// A part of a template, as it is parsed.
sealed interface Node {

  /// What is printed as it is.
  record Plain(String text) implements Node {}

  /// `{{pipeline}}`: its value is printed, unless it is given to a variable.
  record Action(Pipeline pipeline) implements Node {}

  /// `{{if}}`: the one or the other.
  record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

  /// `{{with}}`: as `if`, and the dot is the condition's value.
  record With(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

  /// `{{range}}`: once for each item, or the other where there is none.
  record Range(Pipeline items, List<Node> body, List<Node> otherwise) implements Node {}

  /// `{{break}}`
  record Break() implements Node {}

  /// `{{continue}}`
  record Continue() implements Node {}

  /// What is computed: each command's value is the last argument of the next.
  ///
  /// @param variables that get the value; two of a range, the key's and the item's
  /// @param declares whether they begin here (`:=`) or are others' (`=`)
  record Pipeline(List<String> variables, boolean declares, List<Command> commands, int at) {}

  /// An operand, or what is called and its arguments.
  record Command(List<Operand> operands, int at) {}

  /// What stands in a command.
  sealed interface Operand {

    /// Where in the template.
    int at();
  }

  /// A text, a number, a truth, or nothing.
  record Constant(JsonValue value, int at) implements Operand {}

  /// `.`
  record Dot(int at) implements Operand {}

  /// `$name`
  record Variable(String name, int at) implements Operand {}

  /// A function's name.
  record Function(String name, int at) implements Operand {}

  /// A pipeline in parentheses.
  record Group(Pipeline pipeline, int at) implements Operand {}

  /// A field of something.
  record Field(Operand of, String name, int at) implements Operand {}
}
