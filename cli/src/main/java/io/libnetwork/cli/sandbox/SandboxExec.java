package io.libnetwork.cli.sandbox;

import io.libnetwork.NetworkException;
import io.libnetwork.cli.demo.Privileges;
import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork sandbox exec`
///
/// The command is started by nsenter(1), not on a thread of ours that is inside: to start a process
/// may start a thread of the JVM, which would inherit the namespace.
@Command(
    name = "exec",
    description = {
      "Run a command of this host inside a sandbox's network namespace, as in"
          + " 'libnetwork sandbox exec web -- ip address'. Needs root.",
      "The status is the command's; 126 where it cannot be run, 127 where it is not found."
    })
final class SandboxExec extends DaemonCommand {

  private static final String HOST = "default";
  private static final int CANNOT_RUN = 126;

  @Parameters(
      index = "0",
      paramLabel = "<sandbox>",
      description = "A container, a sandbox's id, or its beginning.")
  private String sandbox;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<command>",
      description = "What to run, and its arguments, behind '--'.")
  private List<String> command;

  @Override
  protected int run(Api api) {
    if (api.place().startsWith("tcp://")) {
      throw mistake("the daemon at " + api.place() + " is on another host: run this one there");
    }
    String key =
        api.call(Request.get(Request.path("v1", "sandboxes", sandbox))).object().text("key");
    Privileges.ofThisProcess()
        .require("sandbox exec", "sudo libnetwork sandbox exec " + sandbox + " -- ...");
    out().flush();
    List<String> whole = new ArrayList<>();
    if (!key.equals(HOST)) {
      whole.addAll(List.of("nsenter", "--net=" + key, "--"));
    }
    whole.addAll(command);
    return status(whole);
  }

  /// Who types Ctrl-C means the command, which has the signal too; so we wait for how it takes it.
  private static int status(List<String> whole) {
    try {
      Process process = new ProcessBuilder(whole).inheritIO().start();
      Thread ended = new Thread(() -> Runtime.getRuntime().halt(awaited(process)));
      Runtime.getRuntime().addShutdownHook(ended);
      int status = awaited(process);
      return Runtime.getRuntime().removeShutdownHook(ended) ? status : CANNOT_RUN;
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot run %s: %s; is it installed?".formatted(whole.getFirst(), failure.getMessage()),
          failure);
    }
  }

  private static int awaited(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException goOn) {
        process.destroy();
      }
    }
  }
}
