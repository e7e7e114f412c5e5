package io.libnetwork.cli.plugin;

import io.libnetwork.NetworkException;
import io.libnetwork.plugins.discovery.PluginAddress;
import io.libnetwork.plugins.discovery.PluginFinder;
import io.libnetwork.plugins.discovery.PluginFolders;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `libnetwork plugin ls`: the plugins there are, and where they listen.
@Command(
    name = "ls",
    description = {
      "List the plugins that networks can name, each with where it listens.",
      "The status is 1 where one of them may not be used; it is said why."
    })
final class PluginLs implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--folder",
      paramLabel = "<folder>",
      description = "Look here, in place of Docker's folders; may be given several times.")
  private List<Path> folders = List.of();

  @Override
  public Integer call() {
    PluginFinder finder =
        new PluginFinder(
            folders.isEmpty()
                ? PluginFolders.USUAL
                : PluginFolders.of(folders.stream().map(Path::toAbsolutePath).toList()));
    PrintWriter out = spec.commandLine().getOut();
    int status = 0;
    for (String name : finder.names()) {
      try {
        out.println(name + "  " + finder.find(name).map(PluginAddress::toString).orElse("gone"));
      } catch (NetworkException refused) {
        out.flush();
        spec.commandLine().getErr().println("libnetwork: " + refused.getMessage());
        status = 1;
      }
    }
    out.flush();
    return status;
  }
}
