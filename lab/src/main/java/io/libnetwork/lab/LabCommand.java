package io.libnetwork.lab;

import io.libnetwork.NetworkException;
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
/// @param environment besides `PATH`, `HOME` and the language, which are the daemon's
/// @param directory where it begins; `/` without one
/// @param restart what becomes of it when it ends
public record LabCommand(
    List<String> words,
    Map<String, String> environment,
    Optional<Path> directory,
    Restart restart) {

  /// What becomes of a command that has ended.
  public enum Restart {
    /// It has ended.
    NO,
    /// It is started again, unless its status is 0.
    ON_FAILURE,
    /// It is started again.
    ALWAYS
  }

  /// @throws NetworkException.InvalidParameter when there is no program, a variable has no name or
  ///   one with `=`, the directory is not absolute, or a text has a NUL, which ends it for the
  ///   kernel
  public LabCommand {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new NetworkException.InvalidParameter(
          "invalid command %s: expected a program and its arguments".formatted(words));
    }
    words.forEach(word -> requireWhole("word of a command", word));
    environment.forEach(LabCommand::requireVariable);
    directory.filter(path -> !path.isAbsolute()).ifPresent(LabCommand::refuse);
  }

  private static void requireVariable(String name, String value) {
    requireWhole("variable", name);
    requireWhole("value of variable " + name, value);
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new NetworkException.InvalidParameter(
          "invalid variable \"%s\": expected a name without =".formatted(name));
    }
  }

  private static void requireWhole(String what, String text) {
    if (text.indexOf(0) >= 0) {
      throw new NetworkException.InvalidParameter(
          "invalid %s \"%s\": expected none with a NUL".formatted(what, text.replace('\0', '?')));
    }
  }

  private static void refuse(Path directory) {
    throw new NetworkException.InvalidParameter(
        "invalid directory %s: expected an absolute path".formatted(directory));
  }
}
