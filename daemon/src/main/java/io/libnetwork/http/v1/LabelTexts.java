package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import java.util.Map;
import java.util.TreeMap;

/// Labels as requests and answers have them. Those that begin with `io.libnetwork.` are kept for
/// the daemon: Docker's API keeps words in them that the model has none for, and relies on them.
final class LabelTexts {

  private static final String OURS = "io.libnetwork.";

  private LabelTexts() {}

  /// Labels of a request.
  ///
  /// @throws NetworkException.InvalidParameter when one of them is ours
  static Map<String, String> theirs(Map<String, String> labels) {
    for (String key : labels.keySet()) {
      if (key.startsWith(OURS)) {
        throw new NetworkException.InvalidParameter(
            "invalid label '%s': those that begin with '%s' are kept for the daemon"
                .formatted(key, OURS));
      }
    }
    return labels;
  }

  /// Labels of an answer, without ours.
  static Map<String, String> of(Map<String, String> labels) {
    Map<String, String> theirs = new TreeMap<>(labels);
    theirs.keySet().removeIf(key -> key.startsWith(OURS));
    return theirs;
  }
}
