package io.libnetwork.dns.zone;

import io.libnetwork.dns.zone.ZoneFileException.Mistake;
import java.util.function.Function;

/// A word or a quoted string of a master file.
///
/// @param text without quotes; escapes are in it as they were written
/// @param line of its first character, or of its opening quote
record Token(String text, boolean quoted, int line, int column) {

  MistakeFound mistake(String message) {
    return new MistakeFound(new Mistake(line, column, message));
  }

  /// Reads the token's text.
  <T> T read(Function<String, T> reading) throws MistakeFound {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw mistake(String.valueOf(e.getMessage()));
    }
  }

  /// The token is this word, in whatever case.
  boolean is(String word) {
    return !quoted && text.equalsIgnoreCase(word);
  }

  String shown() {
    return DomainName.shown(text);
  }
}
