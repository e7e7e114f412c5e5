package io.libnetwork.dns.names;

import java.util.Locale;

/// A name as names are compared: without regard to the case of ASCII letters (RFC 4343), and
/// without the dot at its end.
final class FoldedName {

  private FoldedName() {}

  static String of(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    return folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded;
  }
}
