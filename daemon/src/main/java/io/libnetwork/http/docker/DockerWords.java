package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Labels of ours in which is kept what Docker's API says of an object and the model has no word
/// for. They are told to nobody by that API, and taken from nobody.
final class DockerWords {

  private static final String OURS = "io.libnetwork.docker.";

  static final String OPTIONS = OURS + "options";
  static final String IPAM = OURS + "ipam";
  static final String ATTACHABLE = OURS + "attachable";
  static final String INGRESS = OURS + "ingress";

  /// A sandbox that was made for a container of Docker's API, which has a record.
  static final String CONTAINER = OURS + "container";

  private DockerWords() {}

  /// Labels as somebody gave them.
  static Map<String, String> without(Map<String, String> labels) {
    Map<String, String> theirs = new HashMap<>(labels);
    theirs.keySet().removeIf(key -> key.startsWith(OURS));
    return theirs;
  }

  /// What somebody gave as one label, null where it is ours or not there.
  static @Nullable String theirs(Map<String, String> labels, String key) {
    return key.startsWith(OURS) ? null : labels.get(key);
  }

  /// @throws NetworkException.InvalidParameter if one of them is ours
  static Map<String, String> requireTheirs(Map<String, String> labels) {
    for (String key : labels.keySet()) {
      if (key.startsWith(OURS)) {
        throw new NetworkException.InvalidParameter(
            "invalid label '%s': labels that begin with '%s' are kept for the daemon"
                .formatted(key, OURS));
      }
    }
    return labels;
  }
}
