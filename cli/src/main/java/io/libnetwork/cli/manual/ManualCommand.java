package io.libnetwork.cli.manual;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `libnetwork gen-man`: a man page for each command, for packages.
@Command(
    name = "gen-man",
    hidden = true,
    description = "Write a man page for each command into a folder.")
public final class ManualCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<folder>", description = "Where to; made if it is not there.")
  private Path folder;

  @Override
  public Integer call() {
    try {
      Files.createDirectories(folder);
      write(spec.root().commandLine());
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot write man pages to %s: %s".formatted(folder, failure.getMessage()), failure);
    }
    return 0;
  }

  private void write(CommandLine command) throws IOException {
    ManualPage page = new ManualPage(command.getCommandSpec());
    Files.writeString(folder.resolve(page.file()), page.text());
    for (CommandSpec below : ManualPage.below(command.getCommandSpec())) {
      write(below.commandLine());
    }
  }
}
