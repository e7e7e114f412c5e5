package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.terminal.Palette;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork lab rm`
@Command(
    name = "rm",
    description = "End the commands of labs, and take away all that belongs to them.")
final class LabRm extends ChangingCommand {

  @Parameters(arity = "1..*", paramLabel = "<lab>", description = "Its name.")
  private List<String> labs;

  @Override
  protected int run(Api api) {
    return each(labs, name -> remove(api, name));
  }

  private void remove(Api api, String name) {
    String target = Request.path("v1", "labs", name);
    if (dryRun()) {
      Request asked = Request.delete(Request.query(target, "dryRun", "true"));
      Diff.print(
          out(), Palette.ofThisProcess(), objects(api.call(asked).object().items("changes")));
      out().println("nothing was changed");
    } else {
      var _ = ask(api, "removing lab " + name, Request.delete(target));
      out().println(name);
    }
  }
}
