package io.libnetwork.lab.file;

import java.util.List;
import java.util.Optional;

/// Commands that are one text, which the shell takes apart.
final class LabCommands {

  private static final String SHELL = "sh";
  private static final String OPTION = "-c";

  private LabCommands() {}

  static List<String> ofShell(String text) {
    return List.of(SHELL, OPTION, text);
  }

  /// The text, where the words are [#ofShell].
  static Optional<String> shell(List<String> words) {
    return Optional.of(words)
        .filter(all -> all.size() == 3)
        .filter(all -> all.getFirst().equals(SHELL) && all.get(1).equals(OPTION))
        .map(List::getLast);
  }
}
