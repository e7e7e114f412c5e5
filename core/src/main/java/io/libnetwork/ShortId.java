package io.libnetwork;

import java.util.Optional;
import java.util.regex.Pattern;

/// What engines show of a container's id: the first twelve of its 64 digits.
final class ShortId {

  private static final Pattern LONG = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGITS = 12;

  private ShortId() {}

  /// Empty where the container is called otherwise.
  static Optional<String> of(String container) {
    return LONG.matcher(container).matches()
        ? Optional.of(container.substring(0, DIGITS))
        : Optional.empty();
  }
}
