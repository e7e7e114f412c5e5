package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import java.util.Map;

/// Reads the texts that are kept with something.
final class ReadingLabels {

  private ReadingLabels() {}

  static Map<String, String> read(Fields fields) {
    fields
        .entries("labels")
        .forEach((key, part) -> {
          if (key.startsWith(Lab.RESERVED_LABELS)) {
            part.mistake(
                "invalid label %s: those that begin with \"%s\" are kept for the daemon"
                    .formatted(Quoted.of(key), Lab.RESERVED_LABELS));
          }
        });
    return fields.texts("labels");
  }
}
