package io.libnetwork.cli.template;

import io.libnetwork.cli.template.Token.Kind;
import io.libnetwork.wire.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes nodes of a template's pieces, as Go's `text/template/parse` does.
final class Parser {

  private static final int DEEPEST = 100;
  private static final int HEX = 16;

  private final String source;
  private final List<Token> tokens;
  private final Set<String> variables = new HashSet<>(Set.of("$"));
  private int next;
  private int depth;
  private int ranges;

  private Parser(String source) {
    this.source = source;
    this.tokens = Lexer.read(source);
  }

  /// All of a template.
  ///
  /// @throws TemplateException if it cannot be understood
  static List<Node> parse(String source) {
    Parser parser = new Parser(source);
    List<Node> nodes = parser.nodes();
    if (!parser.peek().is(Kind.END)) {
      throw parser.wrong(
          parser.tokens.get(parser.next + 1), "unexpected " + parser.keyword() + " here");
    }
    return nodes;
  }

  /// Up to the end, or an action that is `end` or `else`.
  private List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    while (!peek().is(Kind.END) && !atKeyword("end") && !atKeyword("else")) {
      Token token = take();
      if (token.is(Kind.TEXT)) {
        nodes.add(new Node.Plain(token.text()));
      } else {
        nodes.add(action());
      }
    }
    return nodes;
  }

  private Node action() {
    Token first = peek();
    if (first.is(Kind.NAME)) {
      switch (first.text()) {
        case "if", "with", "range" -> {
          take();
          return block(first);
        }
        case "break", "continue" -> {
          take();
          return jump(first);
        }
        case "define", "template", "block" ->
            throw wrong(first, "'" + first.text() + "' is not known here");
        default -> {
          // Anything else is a function.
        }
      }
    }
    Node.Pipeline pipeline = pipeline(1);
    expect(Kind.CLOSE, "'}}'");
    return new Node.Action(pipeline);
  }

  private Node jump(Token word) {
    if (ranges == 0) {
      throw wrong(word, "'" + word.text() + "' stands in no range");
    }
    expect(Kind.CLOSE, "'}}'");
    return word.text().equals("break") ? new Node.Break() : new Node.Continue();
  }

  /// Variables that begin in a block end with it.
  private Node block(Token word) {
    deeper(word);
    Set<String> before = Set.copyOf(variables);
    boolean range = word.text().equals("range");
    Node.Pipeline pipeline = pipeline(range ? 2 : 1);
    expect(Kind.CLOSE, "'}}'");
    ranges += range ? 1 : 0;
    List<Node> then = nodes();
    ranges -= range ? 1 : 0;
    List<Node> otherwise = otherwise(word);
    variables.retainAll(before);
    depth--;
    return switch (word.text()) {
      case "if" -> new Node.If(pipeline, then, otherwise);
      case "with" -> new Node.With(pipeline, then, otherwise);
      default -> new Node.Range(pipeline, then, otherwise);
    };
  }

  /// What follows `else`, up to the block's end; `else if` is a block in it with the same end.
  private List<Node> otherwise(Token word) {
    if (peek().is(Kind.END)) {
      throw wrong(word, "'" + word.text() + "' has no '{{end}}'");
    }
    boolean isElse = atKeyword("else");
    next += 2;
    List<Node> otherwise = new ArrayList<>();
    if (isElse) {
      Token more = peek();
      if (more.is(Kind.NAME, "if") || more.is(Kind.NAME, "with")) {
        take();
        otherwise.add(block(more));
        return otherwise;
      }
      expect(Kind.CLOSE, "'}}'");
      otherwise.addAll(nodes());
      if (!atKeyword("end")) {
        throw wrong(word, "'" + word.text() + "' has no '{{end}}'");
      }
      next += 2;
    }
    expect(Kind.CLOSE, "'}}'");
    return otherwise;
  }

  private Node.Pipeline pipeline(int mostVariables) {
    int at = peek().at();
    List<String> names = new ArrayList<>();
    boolean declares = variablesBefore(names, mostVariables);
    List<Node.Command> commands = new ArrayList<>();
    commands.add(command());
    while (peek().is(Kind.SIGN, "|")) {
      take();
      commands.add(command());
    }
    if (declares) {
      variables.addAll(names);
    }
    return new Node.Pipeline(names, declares, commands, at);
  }

  /// Takes `$x :=`, `$x =`, or of a range `$k, $v :=`.
  private boolean variablesBefore(List<String> names, int most) {
    int count = 0;
    int index = next;
    while (count < most && tokens.get(index).is(Kind.VARIABLE)) {
      count++;
      Token behind = tokens.get(index + 1);
      if (behind.is(Kind.SIGN, ":=") || behind.is(Kind.SIGN, "=")) {
        boolean declares = behind.text().equals(":=");
        for (int i = next; i <= index; i += 2) {
          names.add(declares ? tokens.get(i).text() : known(tokens.get(i)));
        }
        next = index + 2;
        return declares;
      }
      if (!behind.is(Kind.SIGN, ",")) {
        return false;
      }
      index += 2;
    }
    return false;
  }

  private Node.Command command() {
    int at = peek().at();
    List<Node.Operand> operands = new ArrayList<>();
    while (!peek().is(Kind.CLOSE) && !peek().is(Kind.SIGN, "|") && !peek().is(Kind.SIGN, ")")) {
      operands.add(operand());
    }
    if (operands.isEmpty()) {
      throw wrong(peek(), "expected a value before " + peek().shown());
    }
    return new Node.Command(operands, at);
  }

  private Node.Operand operand() {
    Token token = take();
    Node.Operand operand = begun(token);
    while (peek().is(Kind.FIELD) && peek().at() == endOfLast()) {
      Token field = take();
      operand = new Node.Field(operand, field.text().substring(1), field.at());
    }
    return operand;
  }

  /// A field with white space before it is another operand.
  private int endOfLast() {
    Token last = tokens.get(next - 1);
    return last.at() + last.text().length();
  }

  private Node.Operand begun(Token token) {
    return switch (token.kind()) {
      case DOT -> new Node.Dot(token.at());
      case FIELD -> new Node.Field(new Node.Dot(token.at()), token.text().substring(1), token.at());
      case VARIABLE -> new Node.Variable(known(token), token.at());
      case STRING -> new Node.Constant(JsonValue.of(token.text()), token.at());
      case NUMBER -> new Node.Constant(number(token), token.at());
      case NAME -> name(token);
      case SIGN -> group(token);
      case TEXT, OPEN, CLOSE, END -> throw wrong(token, "unexpected " + token.shown());
    };
  }

  private Node.Operand group(Token token) {
    if (!token.text().equals("(")) {
      throw wrong(token, "unexpected " + token.shown());
    }
    deeper(token);
    Node.Pipeline pipeline = pipeline(0);
    expect(Kind.SIGN, ")");
    depth--;
    return new Node.Group(pipeline, token.at());
  }

  private Node.Operand name(Token token) {
    return switch (token.text()) {
      case "true" -> new Node.Constant(JsonValue.Truth.TRUE, token.at());
      case "false" -> new Node.Constant(JsonValue.Truth.FALSE, token.at());
      case "nil" -> new Node.Constant(JsonValue.Null.NULL, token.at());
      default -> {
        if (!Functions.known(token.text())) {
          throw wrong(
              token,
              "no function '%s': expected one of %s"
                  .formatted(token.text(), String.join(", ", Functions.names())));
        }
        yield new Node.Function(token.text(), token.at());
      }
    };
  }

  private JsonValue.Number number(Token token) {
    String text = token.text();
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return new JsonValue.Number(new BigInteger(text.substring(2), HEX).toString());
      }
      return new JsonValue.Number(new BigDecimal(text).toString());
    } catch (NumberFormatException wrong) {
      throw wrong(token, "'" + text + "' is no number");
    }
  }

  private String known(Token variable) {
    if (!variables.contains(variable.text())) {
      throw wrong(variable, "no variable '" + variable.text() + "' is defined");
    }
    return variable.text();
  }

  private void deeper(Token token) {
    depth++;
    if (depth > DEEPEST) {
      throw wrong(token, "more than " + DEEPEST + " levels");
    }
  }

  private boolean atKeyword(String word) {
    return peek().is(Kind.OPEN) && tokens.get(next + 1).is(Kind.NAME, word);
  }

  private String keyword() {
    return "'{{" + tokens.get(next + 1).text() + "}}'";
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private void expect(Kind kind, String text) {
    Token token = take();
    if (!token.is(kind) || (kind == Kind.SIGN && !token.text().equals(text))) {
      throw wrong(token, "expected %s before %s".formatted(text, token.shown()));
    }
  }

  private TemplateException wrong(Token token, String what) {
    return TemplateException.at(source, token.at(), what);
  }
}
