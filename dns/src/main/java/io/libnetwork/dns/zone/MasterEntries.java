package io.libnetwork.dns.zone;

import io.libnetwork.dns.zone.ZoneFileException.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A master file's text, cut into entries and these into words (RFC 1035 section 5.1).
final class MasterEntries {

  /// A line, or those that parentheses make one.
  ///
  /// @param indented the first line begins with a blank: the owner is the former entry's
  /// @param tokens one or more
  record Entry(boolean indented, List<Token> tokens) {}

  private final String text;
  private int at;
  private int line = 1;

  /// Where the line begins.
  private int begin;

  private int depth;

  /// The outermost parenthesis that is open; only of meaning with a depth of 1 or more.
  private Token opened = new Token("(", false, 1, 1);

  MasterEntries(String text) {
    this.text = text;
  }

  /// The next entry that has words; empty at the end of the text. After a mistake the rest of its
  /// line is left out, and what follows is read.
  Optional<Entry> next() throws MistakeFound {
    while (at < text.length()) {
      boolean indented = blank(text.charAt(at));
      List<Token> tokens = tokens();
      if (!tokens.isEmpty()) {
        return Optional.of(new Entry(indented, tokens));
      }
    }
    return Optional.empty();
  }

  private List<Token> tokens() throws MistakeFound {
    List<Token> tokens = new ArrayList<>();
    try {
      requireShortLine();
      boolean ended = false;
      while (at < text.length() && !ended) {
        ended = step(tokens);
      }
      requireClosed();
    } catch (MistakeFound found) {
      skipLine();
      throw found;
    }
    return tokens;
  }

  private void requireClosed() throws MistakeFound {
    if (depth > 0) {
      depth = 0;
      throw opened.mistake("\"(\" is not closed");
    }
  }

  private void endLine() {
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
    begin = at;
  }

  private void skipLine() {
    depth = 0;
    while (at < text.length() && !newline(text.charAt(at))) {
      at++;
    }
    if (at < text.length()) {
      endLine();
    }
  }

  /// At the beginning of a line.
  private void requireShortLine() throws MistakeFound {
    int end = at;
    while (end < text.length() && !newline(text.charAt(end))) {
      end++;
    }
    if (end - begin > ZoneFile.LONGEST_LINE) {
      throw token(begin + ZoneFile.LONGEST_LINE, "", false)
          .mistake(
              "a line of %d characters: expected %d at most"
                  .formatted(end - begin, ZoneFile.LONGEST_LINE));
    }
  }

  /// Goes over a word or what is between words; answers whether the entry ends with it.
  private boolean step(List<Token> tokens) throws MistakeFound {
    switch (text.charAt(at)) {
      case ' ', '\t' -> at++;
      case ';' -> skipComment();
      case '(' -> open();
      case ')' -> close();
      case '"' -> tokens.add(quoted());
      case '\n', '\r' -> {
        return newLine();
      }
      default -> tokens.add(word());
    }
    return false;
  }

  private boolean newLine() throws MistakeFound {
    endLine();
    if (depth > 0) {
      requireShortLine();
    }
    return depth == 0;
  }

  private void skipComment() {
    while (at < text.length() && !newline(text.charAt(at))) {
      at++;
    }
  }

  private void open() {
    if (depth == 0) {
      opened = token(at, "(", false);
    }
    depth++;
    at++;
  }

  private void close() throws MistakeFound {
    if (depth == 0) {
      throw token(at, ")", false).mistake("\")\" without a \"(\" before it");
    }
    depth--;
    at++;
  }

  private Token quoted() throws MistakeFound {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"' && !newline(text.charAt(at))) {
      at += escaped() ? 2 : 1;
    }
    if (at >= text.length() || text.charAt(at) != '"') {
      throw token(start, "", true).mistake("a quoted string is not closed on its line");
    }
    return token(start, text.substring(start + 1, at++), true);
  }

  private Token word() throws MistakeFound {
    int start = at;
    while (at < text.length() && !endsWord(text.charAt(at))) {
      requireVisible();
      at += escaped() ? 2 : 1;
    }
    return token(start, text.substring(start, at), false);
  }

  private void requireVisible() throws MistakeFound {
    if (Character.isISOControl(text.charAt(at))) {
      throw token(at, "", false)
          .mistake("control character U+%04X in a word".formatted((int) text.charAt(at)));
    }
  }

  /// A backslash takes the character behind it along, unless the line ends there.
  private boolean escaped() {
    return text.charAt(at) == '\\' && at + 1 < text.length() && !newline(text.charAt(at + 1));
  }

  private Token token(int start, String of, boolean quoted) {
    return new Token(of, quoted, line, start - begin + 1);
  }

  private static boolean endsWord(char c) {
    return blank(c) || newline(c) || c == ';' || c == '(' || c == ')' || c == '"';
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean newline(char c) {
    return c == '\n' || c == '\r';
  }

  /// Right behind the last word of an entry, where one is missing.
  static Mistake behind(Token last, String message) {
    int quotes = last.quoted() ? 2 : 0;
    return new Mistake(last.line(), last.column() + last.text().length() + quotes, message);
  }
}
