package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A name or an id in a filter, which Docker takes for a regular expression.
///
/// Some expressions take longer than anybody would wait for, so looking is given up after as many
/// steps as no sensible one needs.
final class FilterPattern {

  private static final int MOST_CHARACTERS = 1024;
  private static final int MOST_STEPS = 100_000;

  private FilterPattern() {}

  /// Whether it is found anywhere in a text. What is no expression is found in the same text only.
  ///
  /// @throws NetworkException.InvalidParameter if that takes too long to tell
  static boolean found(String pattern, String text) {
    if (pattern.equals(text)) {
      return true;
    }
    if (pattern.length() > MOST_CHARACTERS) {
      throw tooLong(pattern.substring(0, MOST_CHARACTERS) + "...");
    }
    try {
      return Pattern.compile(pattern).matcher(new Counted(text)).find();
    } catch (PatternSyntaxException _) {
      return false;
    } catch (TooManyStepsException | StackOverflowError _) {
      throw tooLong(pattern);
    }
  }

  private static NetworkException.InvalidParameter tooLong(String pattern) {
    return new NetworkException.InvalidParameter(
        "invalid filter '%s': it takes too long to tell what it fits".formatted(pattern));
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyStepsException() {
      super(null, null, false, false);
    }
  }

  /// A text that counts how often it is looked at.
  private static final class Counted implements CharSequence {

    private final CharSequence text;
    private int steps;

    Counted(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > MOST_STEPS) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
