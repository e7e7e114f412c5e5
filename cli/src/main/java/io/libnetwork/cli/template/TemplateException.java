package io.libnetwork.cli.template;

/// A template that cannot be understood, or not be filled in; the message names the place in it.
public final class TemplateException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 100;

  private TemplateException(String message) {
    super(message);
  }

  /// What is wrong at an index of a template.
  static TemplateException at(String source, int index, String what) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(index, source.length()); i++) {
      column++;
      if (source.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return new TemplateException(
        "invalid template '%s' at line %d, column %d: %s"
            .formatted(shown(source), line, column, what));
  }

  private static String shown(String source) {
    return source.length() <= SHOWN ? source : source.substring(0, SHOWN) + "...";
  }
}
