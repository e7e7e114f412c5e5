package io.libnetwork.cli.session;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that does nothing but have others below it.
public abstract class CommandGroup implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /// For a group's own class.
  protected CommandGroup() {}

  @Override
  public final Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given behind '%s': expected one of %s; '%s --help' explains them"
            .formatted(spec.qualifiedName(), String.join(", ", names()), spec.qualifiedName()));
  }

  private java.util.List<String> names() {
    return spec.subcommands().values().stream()
        .map(command -> command.getCommandSpec().name())
        .distinct()
        .toList();
  }
}
