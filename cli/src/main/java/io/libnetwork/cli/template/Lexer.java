package io.libnetwork.cli.template;

import io.libnetwork.cli.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a template into pieces, as the lexer of Go's `text/template/parse` does.
final class Lexer {

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  /// All of them, the last of the kind `END`.
  ///
  /// @throws TemplateException if an action, a comment or a text is not closed, or has a character
  ///   that means nothing
  static List<Token> read(String source) {
    Lexer lexer = new Lexer(source);
    lexer.all();
    return lexer.tokens;
  }

  private void all() {
    boolean trimmed = false;
    while (at < source.length()) {
      trimmed = text(trimmed);
      if (at < source.length()) {
        trimmed = action();
      }
    }
    tokens.add(new Token(Kind.END, "", at));
  }

  /// What stands before the next action; `{{- ` takes away white space before it.
  ///
  /// @param trimmed whether white space at its beginning is taken away
  private boolean text(boolean trimmed) {
    int open = source.indexOf("{{", at);
    int end = open < 0 ? source.length() : open;
    String text = source.substring(at, end);
    if (trimmed) {
      text = text.stripLeading();
    }
    if (open >= 0 && trimsAt(open + 2, '-')) {
      text = text.stripTrailing();
    }
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.TEXT, text, at));
    }
    at = end;
    return false;
  }

  /// A minus sign beside white space, behind two braces.
  private boolean trimsAt(int index, char sign) {
    return index + 1 < source.length()
        && source.charAt(index) == sign
        && Character.isWhitespace(source.charAt(index + 1));
  }

  /// @return whether it takes away white space behind it
  private boolean action() {
    int begin = at;
    at += trimsAt(at + 2, '-') ? 3 : 2;
    if (source.startsWith("/*", skipped())) {
      return comment(begin);
    }
    tokens.add(new Token(Kind.OPEN, "{{", begin));
    while (true) {
      at = skipped();
      if (at >= source.length()) {
        throw wrong(begin, "this action is not closed by '}}'");
      }
      if (source.startsWith("}}", at) || source.startsWith("-}}", at)) {
        boolean trims = source.charAt(at) == '-';
        tokens.add(new Token(Kind.CLOSE, "}}", at));
        at += trims ? 3 : 2;
        return trims;
      }
      piece();
    }
  }

  private int skipped() {
    int index = at;
    while (index < source.length() && Character.isWhitespace(source.charAt(index))) {
      index++;
    }
    return index;
  }

  private boolean comment(int begin) {
    int end = source.indexOf("*/", at);
    if (end < 0) {
      throw wrong(begin, "this comment is not closed by '*/'");
    }
    at = end + 2;
    at = skipped();
    boolean trims = source.startsWith("-}}", at);
    if (!trims && !source.startsWith("}}", at)) {
      throw wrong(at, "a comment has '}}' behind it");
    }
    at += trims ? 3 : 2;
    return trims;
  }

  private void piece() {
    char first = source.charAt(at);
    int begin = at;
    if (first == '"') {
      tokens.add(new Token(Kind.STRING, quoted(), begin));
    } else if (first == '`') {
      tokens.add(new Token(Kind.STRING, raw(), begin));
    } else if (first == '.' || first == '$' || first == '_' || Character.isLetter(first)) {
      if (first == '.' && digitAt(at + 1)) {
        number();
      } else {
        named(first);
      }
    } else if (digitAt(at) || ((first == '-' || first == '+') && digitAt(at + 1))) {
      number();
    } else if (source.startsWith(":=", at)) {
      sign(2);
    } else if ("()|,=".indexOf(first) >= 0) {
      sign(1);
    } else {
      throw wrong(at, "unexpected '" + first + "'");
    }
  }

  private void named(char first) {
    int begin = at++;
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
      at++;
    }
    String text = source.substring(begin, at);
    Kind kind =
        switch (first) {
          case '.' -> text.length() == 1 ? Kind.DOT : Kind.FIELD;
          case '$' -> Kind.VARIABLE;
          default -> Kind.NAME;
        };
    tokens.add(new Token(kind, text, begin));
  }

  private void number() {
    int begin = at++;
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
    tokens.add(new Token(Kind.NUMBER, source.substring(begin, at), begin));
  }

  private void sign(int length) {
    tokens.add(new Token(Kind.SIGN, source.substring(at, at + length), at));
    at += length;
  }

  private String raw() {
    int end = source.indexOf('`', at + 1);
    if (end < 0) {
      throw wrong(at, "this text is not closed by '`'");
    }
    String text = source.substring(at + 1, end);
    at = end + 1;
    return text;
  }

  private String quoted() {
    int begin = at++;
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != '"') {
      if (source.charAt(at) == '\n') {
        throw wrong(begin, "this text is not closed by '\"'");
      }
      text.append(source.charAt(at) == '\\' ? escaped() : source.charAt(at));
      at++;
    }
    if (at >= source.length()) {
      throw wrong(begin, "this text is not closed by '\"'");
    }
    at++;
    return text.toString();
  }

  private char escaped() {
    at++;
    char sign = at < source.length() ? source.charAt(at) : ' ';
    return switch (sign) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\', '\'' -> sign;
      default -> throw wrong(at - 1, "unknown escape '\\" + sign + "'");
    };
  }

  private boolean digitAt(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private TemplateException wrong(int index, String what) {
    return TemplateException.at(source, index, what);
  }
}
