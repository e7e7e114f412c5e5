package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Options as texts, from which a driver takes what it knows; what stays is refused by its name.
///
/// Used by one thread.
public final class DriverLabels {

  private final Map<String, String> left;

  /// @param labels the texts by their keys
  public DriverLabels(Map<String, String> labels) {
    this.left = new TreeMap<>(labels);
  }

  /// Takes the text of a key.
  public Optional<String> take(String key) {
    return Optional.ofNullable(left.remove(key));
  }

  /// Takes the text of a key and reads it.
  ///
  /// @param parse throws `IllegalArgumentException` on a text it cannot read
  /// @throws NetworkException.InvalidParameter naming key and text
  public <T> Optional<T> take(String key, Function<String, T> parse) {
    return take(key)
        .map(text -> {
          try {
            return parse.apply(text);
          } catch (IllegalArgumentException malformed) {
            throw new NetworkException.InvalidParameter(
                "invalid value \"" + text + "\" of option " + key + ": " + malformed.getMessage(),
                malformed);
          }
        });
  }

  /// Takes a boolean in any of the spellings that Docker's options allow.
  public Optional<Boolean> takeBoolean(String key) {
    return take(key, DriverLabels::parseBoolean);
  }

  /// The keys nobody took.
  public Set<String> left() {
    return Set.copyOf(left.keySet());
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }
}
