package io.libnetwork;

import java.util.function.Function;

/// Reading values from texts that come with an operation.
final class Texts {

  private Texts() {}

  /// Reads a text.
  ///
  /// @param what what the text says, as in `subnet`
  /// @param parse throws `IllegalArgumentException` on a text it cannot read, with the text and the
  ///   rule in its message
  static <T> T parse(String what, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid " + what + ": " + malformed.getMessage(), malformed);
    }
  }
}
