package io.libnetwork.dns.zone;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// The words of an entry, taken from the left.
final class Words {

  private final List<Token> tokens;
  private int next;

  /// @param tokens one or more
  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean more() {
    return next < tokens.size();
  }

  /// The next word is a bare one that passes.
  boolean nextIs(Predicate<String> test) {
    return more() && !tokens.get(next).quoted() && test.test(tokens.get(next).text());
  }

  /// @param what is expected, as in `an address`
  Token take(String what) throws MistakeFound {
    if (!more()) {
      throw new MistakeFound(
          MasterEntries.behind(tokens.getLast(), "%s is missing".formatted(what)));
    }
    return tokens.get(next++);
  }

  /// A bare word.
  <T> T read(String what, Function<String, T> reading) throws MistakeFound {
    Token token = take(what);
    if (token.quoted()) {
      throw token.mistake("%s in quotes: expected %s without".formatted(token.shown(), what));
    }
    return token.read(reading);
  }

  void requireEnd(String behind) throws MistakeFound {
    if (more()) {
      Token extra = tokens.get(next);
      throw extra.mistake("%s behind %s: expected nothing more".formatted(extra.shown(), behind));
    }
  }
}
