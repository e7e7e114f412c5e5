package io.libnetwork.cli.manual;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `libnetwork completion`
@Command(
    name = "completion",
    description = {
      "Print what a shell needs to complete commands, options and names.",
      "bash: source <(libnetwork completion bash)",
      "zsh: source <(libnetwork completion zsh)",
      "fish: libnetwork completion fish | source"
    })
public final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<shell>", description = "bash, zsh or fish.")
  private String shell;

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    String script =
        switch (shell) {
          case "bash", "zsh" ->
              AutoComplete.bash(root.name(), root.commandLine()) + NameCompletion.bash();
          case "fish" -> new FishCompletion(root).text();
          default ->
              throw new ParameterException(
                  spec.commandLine(),
                  "no completion for '%s': expected bash, zsh or fish".formatted(shell));
        };
    spec.commandLine().getOut().print(script);
    return 0;
  }
}
