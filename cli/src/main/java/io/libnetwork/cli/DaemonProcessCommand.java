package io.libnetwork.cli;

import io.libnetwork.daemon.DaemonMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork daemon`: serves until it is told to end. Its options are the daemon's own to read,
/// so [Main] starts it before anything is parsed; what is here is for help and completions.
@Command(
    name = "daemon",
    description = {
      "Serve Docker's API for networks, and one of its own, at a unix socket. Needs root.",
      "Its options: libnetwork daemon --help."
    })
final class DaemonProcessCommand implements Callable<Integer> {

  static final String NAME = "daemon";

  @Parameters(arity = "0..*", paramLabel = "<option>", description = "The daemon's options.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    return DaemonMain.run(arguments);
  }
}
