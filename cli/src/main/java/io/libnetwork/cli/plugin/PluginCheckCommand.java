package io.libnetwork.cli.plugin;

import io.libnetwork.plugins.check.CheckResult;
import io.libnetwork.plugins.check.PluginCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `libnetwork plugin check`: whether a plugin does what its callers rely on.
@Command(
    name = "check",
    description = {
      "Check whether a network or IPAM plugin does what its callers rely on, a line for each case.",
      "It is asked for a network, an endpoint and a pool, and told to take them away again.",
      "The status is 0 where all cases are met, and 1 where one is not."
    })
final class PluginCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<socket>", description = "Where the plugin listens.")
  private Path socket;

  @Option(
      names = "--deadline",
      paramLabel = "<seconds>",
      defaultValue = "30",
      description = "Within which each call is answered; ${DEFAULT-VALUE} otherwise.")
  private int deadline;

  @Override
  public Integer call() {
    if (deadline < 1) {
      throw new ParameterException(
          spec.commandLine(), "--deadline %d: expected 1 or more".formatted(deadline));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<CheckResult> results =
        PluginCheck.run(
            socket,
            Duration.ofSeconds(deadline),
            new SecureRandom(),
            result -> {
              out.println(result);
              out.flush();
            });
    long failed = results.stream().filter(result -> !result.met()).count();
    out.println("%d cases, %d failed".formatted(results.size(), failed));
    out.flush();
    return failed == 0 ? 0 : 1;
  }
}
