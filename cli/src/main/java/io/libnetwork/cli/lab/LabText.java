package io.libnetwork.cli.lab;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The text of a lab's file.
///
/// @param text all of it
/// @param file what messages call it
/// @param name what the lab is called where the text does not say it
record LabText(String text, String file, Optional<String> name) {

  /// In bytes; the daemon takes no more.
  private static final int LARGEST = 1 << 20;

  private static final String STANDARD_INPUT = "-";

  /// Reads it. A file that is too large is not read at all.
  ///
  /// @param file `-` for standard input
  /// @param name chosen; that of the file, without its extension, otherwise
  static LabText read(String file, Optional<String> name) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        return new LabText(bounded(System.in, "standard input"), "standard input", name);
      }
      Path path = Path.of(file);
      if (Files.size(path) > LARGEST) {
        throw tooLarge(file);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return new LabText(bounded(in, file), file, name.or(() -> baseName(path)));
      }
    } catch (IOException failure) {
      throw new NetworkException.InvalidParameter(
          "cannot read the lab file %s: %s".formatted(file, failure), failure);
    }
  }

  private static Optional<String> baseName(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return Optional.of(dot > 0 ? name.substring(0, dot) : name);
  }

  private static String bounded(InputStream in, String file) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw tooLarge(file);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static NetworkException tooLarge(String file) {
    return new NetworkException.InvalidParameter(
        "the lab file %s has more than %d bytes: expected fewer".formatted(file, LARGEST));
  }
}
