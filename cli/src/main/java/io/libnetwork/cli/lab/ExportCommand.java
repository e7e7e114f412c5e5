package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork export`
@Command(
    name = "export",
    description = "Print the file of a lab that runs, as it runs: applying it changes nothing.")
public final class ExportCommand extends DaemonCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<lab>",
      description = "Its name; needed where there are several.")
  private @Nullable String lab;

  @Override
  protected int run(Api api) {
    String name = lab == null ? only(api) : lab;
    out().print(api.call(Request.get(Request.path("v1", "labs", name, "file"))).text());
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
