package io.libnetwork.lab;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What runs in a container of a lab: a program of the host, in the container's network and with
/// its `hosts`, `hostname` and `resolv.conf`.
///
/// @param words the program and its arguments, one at least
/// @param environment besides what the daemon's own is
/// @param directory where it begins; `/` without one
/// @param restart what becomes of it when it ends
public record LabCommand(
    List<String> words, Map<String, String> environment, Optional<Path> directory, Restart restart) {

  /// What becomes of a command that has ended.
  public enum Restart {
    /// It has ended.
    NO,
    /// It is started again, unless its status is 0.
    ON_FAILURE,
    /// It is started again.
    ALWAYS
  }

  public LabCommand {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
