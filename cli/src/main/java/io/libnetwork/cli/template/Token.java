package io.libnetwork.cli.template;

/// A piece of a template.
///
/// @param kind what it is
/// @param text as written; of a string what it says
/// @param at its index in the template
record Token(Kind kind, String text, int at) {

  /// What a piece is.
  enum Kind {
    /// What is printed as it is.
    TEXT,
    /// `{{`
    OPEN,
    /// `}}`
    CLOSE,
    /// A name as in `range`, `json`, `true`.
    NAME,
    /// A field with its dot, as in `.Name`.
    FIELD,
    /// A dot alone.
    DOT,
    /// A variable with its sign, as in `$x`, or `$` alone.
    VARIABLE,
    /// A text in quotes.
    STRING,
    /// A number.
    NUMBER,
    /// One of `( ) | , := =`.
    SIGN,
    /// The end of the template.
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }

  /// For who reads a failure.
  String shown() {
    return switch (kind) {
      case OPEN -> "'{{'";
      case CLOSE -> "'}}'";
      case END -> "the end";
      case STRING -> "the text \"" + text + "\"";
      case TEXT, NAME, FIELD, DOT, VARIABLE, NUMBER, SIGN -> "'" + text + "'";
    };
  }
}
