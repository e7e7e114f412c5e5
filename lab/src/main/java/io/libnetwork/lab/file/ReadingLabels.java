package io.libnetwork.lab.file;

import java.util.Map;

/// Reads the texts that are kept with something.
final class ReadingLabels {

  private static final String OURS = "io.libnetwork.";

  private ReadingLabels() {}

  static Map<String, String> read(Fields fields) {
    fields
        .entries("labels")
        .forEach((key, part) -> {
          if (key.startsWith(OURS)) {
            part.mistake(
                "invalid label %s: those that begin with \"%s\" are kept for the daemon"
                    .formatted(Quoted.of(key), OURS));
          }
        });
    return fields.texts("labels");
  }
}
