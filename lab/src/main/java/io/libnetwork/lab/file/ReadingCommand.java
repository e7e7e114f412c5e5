package io.libnetwork.lab.file;

import io.libnetwork.lab.LabCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what runs in a sandbox: a list of words, or a text for the shell.
final class ReadingCommand {

  private ReadingCommand() {}

  static Optional<LabCommand> read(Fields fields) {
    Optional<List<String>> words = fields.find("command").flatMap(ReadingCommand::words);
    Map<String, String> environment = fields.texts("environment");
    Optional<Path> directory = fields.parsed("directory", Path::of);
    LabCommand.Restart restart =
        fields.parsed("restart", ReadingCommand::restart).orElse(LabCommand.Restart.NO);
    if (!fields.has("command")) {
      refuseAlone(fields);
    }
    return words.flatMap(
        all -> fields.of().made(() -> new LabCommand(all, environment, directory, restart)));
  }

  private static Optional<List<String>> words(Part part) {
    if (part.list()) {
      return Optional.of(part.items().stream().flatMap(item -> item.text().stream()).toList());
    }
    return part.text().map(LabCommands::ofShell);
  }

  private static void refuseAlone(Fields fields) {
    for (String key : List.of("environment", "directory", "restart")) {
      fields
          .find(key)
          .ifPresent(part -> part.mistake("%s without a command: expected both".formatted(key)));
    }
  }

  private static LabCommand.Restart restart(String text) {
    return switch (text) {
      case "no" -> LabCommand.Restart.NO;
      case "on-failure" -> LabCommand.Restart.ON_FAILURE;
      case "always" -> LabCommand.Restart.ALWAYS;
      default ->
          throw new IllegalArgumentException(
              "invalid restart %s: expected no, on-failure or always".formatted(Quoted.of(text)));
    };
  }
}
