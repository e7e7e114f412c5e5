package io.libnetwork.lab.apply;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Names that things of a lab can have, made of those that they have on the host. Each is there
/// once.
final class FittingNames {

  /// Of a network and of a sandbox, in characters.
  static final int LONGEST = 40;

  private final Set<String> taken = new HashSet<>();

  /// Names that fit before those that do not, so that who has a name keeps it.
  static Comparator<String> order() {
    return Comparator.comparing((String name) -> !fitting(name).equals(name))
        .thenComparing(Comparator.naturalOrder());
  }

  /// The name itself where it fits and is free; otherwise one that is like it.
  String of(String name) {
    String fitting = fitting(name);
    String free = fitting;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = numbered(fitting, "-" + number);
    }
    return free;
  }

  private static String numbered(String name, String end) {
    return cut(name, LONGEST - end.length()) + end;
  }

  private static String fitting(String name) {
    String plain = cut(name.replaceAll("[^A-Za-z0-9_-]", "-").replaceAll("^[_-]+", ""), LONGEST);
    return plain.isEmpty() ? "x" : plain;
  }

  /// Without a `-` at its end.
  private static String cut(String name, int length) {
    return name.substring(0, Math.min(length, name.length())).replaceAll("-+$", "");
  }
}
