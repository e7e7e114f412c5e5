package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork lab logs`
@Command(
    name = "logs",
    description = "Print what the command of a lab's sandbox has written: the last 256 KiB.")
final class LabLogs extends DaemonCommand {

  @Parameters(index = "0", paramLabel = "<lab>", description = "Its name.")
  private String lab;

  @Parameters(index = "1", paramLabel = "<sandbox>", description = "The lab's name of it.")
  private String sandbox;

  @Override
  protected int run(Api api) {
    String target = Request.path("v1", "labs", lab, "sandboxes", sandbox, "log");
    out().print(api.call(Request.get(target)).text());
    return ExitStatus.DONE;
  }
}
