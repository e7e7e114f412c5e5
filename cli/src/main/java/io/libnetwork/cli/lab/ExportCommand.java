package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork export`
@Command(
    name = "export",
    description = {
      "Print the file of a lab that runs, as it runs: applying it changes nothing.",
      "With --others, print a file of all that is no lab's, to make the same elsewhere."
    })
public final class ExportCommand extends DaemonCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<lab>",
      description = "Its name; needed where there are several.")
  private @Nullable String lab;

  @Option(names = "--others", description = "Write what is on the host and no lab's.")
  private boolean others;

  @Option(
      names = "--name",
      paramLabel = "<lab>",
      description = "With --others: what the lab is called; host without it.")
  private @Nullable String name;

  @Override
  protected int run(Api api) {
    if (others) {
      return others(api);
    }
    if (name != null) {
      throw mistake("--name goes with --others: a lab that runs has its name");
    }
    String chosen = lab == null ? only(api) : lab;
    out().print(api.call(Request.get(Request.path("v1", "labs", chosen, "file"))).text());
    return ExitStatus.DONE;
  }

  private int others(Api api) {
    if (lab != null) {
      throw mistake("--others writes what is no lab's: leave out " + lab);
    }
    String target = name == null ? "/v1/export" : Request.query("/v1/export", "name", name);
    out().print(api.call(Request.get(target)).text());
    return ExitStatus.DONE;
  }

  private String only(Api api) {
    List<String> names =
        objects(api.call(Request.get("/v1/labs")).array()).stream()
            .map((JsonObject each) -> each.text("name"))
            .toList();
    if (names.size() != 1) {
      throw mistake(
          names.isEmpty()
              ? "no lab runs, so there is none to write"
              : "several labs run, say which: " + String.join(", ", names));
    }
    return names.getFirst();
  }
}
