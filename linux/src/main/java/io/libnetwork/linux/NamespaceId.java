package io.libnetwork.linux;

import org.jspecify.annotations.Nullable;

/// Which network namespace: the number the kernel shows in `/proc/<pid>/ns/net`, unique while the
/// namespace exists, see namespaces(7).
///
/// @param inode the namespace file's inode number
public record NamespaceId(long inode) {

  private static final String PREFIX = "net:[";

  /// Reads the form of a link under `/proc/<pid>/ns`, as in `net:[4026531840]`.
  ///
  /// @throws IllegalArgumentException when the text has another form
  public static NamespaceId parse(String text) {
    if (!text.startsWith(PREFIX) || !text.endsWith("]")) {
      throw malformed(text, null);
    }
    try {
      return new NamespaceId(
          Long.parseUnsignedLong(text.substring(PREFIX.length(), text.length() - 1)));
    } catch (NumberFormatException notANumber) {
      throw malformed(text, notANumber);
    }
  }

  @Override
  public String toString() {
    return PREFIX + Long.toUnsignedString(inode) + "]";
  }

  private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "no network namespace: \"" + text + "\", expected the form net:[4026531840]", cause);
  }
}
