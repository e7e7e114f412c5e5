package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.Comparator;

/// Which object a record is about.
///
/// Printed and parsed as `kind/id`. Keys are ordered by kind, then by id.
///
/// @param kind what it is, as `network`: a lower-case letter, then lower-case letters, digits and
///   hyphens
/// @param id which one: 1 to 512 characters, none of them a control character
public record RecordKey(String kind, String id) implements Comparable<RecordKey> {

  /// The longest id, in characters.
  public static final int MAX_ID_LENGTH = 512;

  /// The longest kind, in characters.
  public static final int MAX_KIND_LENGTH = 64;

  private static final Comparator<RecordKey> ORDER =
      Comparator.comparing(RecordKey::kind).thenComparing(RecordKey::id);

  public RecordKey {
    if (!wellFormed(kind)) {
      throw new NetworkException.InvalidParameter(
          "kind of record '%s' is not a lower-case letter followed by up to 63 lower-case letters, digits or hyphens"
              .formatted(kind));
    }
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw new NetworkException.InvalidParameter(
          "id '%s' of a %s has %d characters, expected 1 to %d"
              .formatted(id, kind, id.length(), MAX_ID_LENGTH));
    }
    if (hasControlCharacter(id)) {
      throw new NetworkException.InvalidParameter(
          "id '%s' of a %s contains a control character".formatted(printable(id), kind));
    }
    StateValue.requireUnicode(id);
  }

  /// Reads `kind/id`. An id may contain slashes, a kind cannot.
  public static RecordKey parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new NetworkException.InvalidParameter(
          "record key '%s' has no slash, expected kind/id".formatted(printable(text)));
    }
    return new RecordKey(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(RecordKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + "/" + id;
  }

  /// Without a regular expression: a store is read at each start of a process.
  private static boolean wellFormed(String kind) {
    if (kind.isEmpty() || kind.length() > MAX_KIND_LENGTH || !lowerCase(kind.charAt(0))) {
      return false;
    }
    for (int i = 1; i < kind.length(); i++) {
      char c = kind.charAt(i);
      if (!lowerCase(c) && c != '-' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasControlCharacter(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean lowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
