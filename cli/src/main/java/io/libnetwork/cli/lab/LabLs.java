package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.ListCommand;
import io.libnetwork.cli.terminal.Column;
import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;

/// `libnetwork lab ls`
@Command(name = "ls", aliases = "list", description = "List labs.")
final class LabLs extends ListCommand {

  @Override
  protected Listing listing(Api api) {
    Listing listing =
        new Listing(
            Column.shown("Name", "LAB"),
            Column.shown("Networks", "NETWORKS"),
            Column.shown("Sandboxes", "SANDBOXES"),
            Column.shown("Commands", "COMMANDS"),
            Column.shown("Services", "SERVICES"));
    for (JsonObject lab : objects(api.call(Request.get("/v1/labs")).array())) {
      List<JsonObject> sandboxes = objects(lab.items("sandboxes"));
      List<JsonObject> services = objects(lab.items("services"));
      listing.add(
          JsonObject.EMPTY,
          lab.text("name"),
          String.valueOf(lab.items("networks").size()),
          String.valueOf(sandboxes.size()),
          commands(sandboxes),
          services(services));
    }
    return listing;
  }

  /// As in `3/4`: how many run of how many there are.
  private static String commands(List<JsonObject> sandboxes) {
    List<JsonObject> commands =
        sandboxes.stream()
            .map(sandbox -> sandbox.object("command"))
            .filter(command -> !command.text("log").isEmpty())
            .toList();
    long running =
        commands.stream().filter(command -> command.get("running") == JsonValue.Truth.TRUE).count();
    return running + "/" + commands.size();
  }

  /// As in `2/2`: how many have all their backends of how many there are.
  private static String services(List<JsonObject> services) {
    long ready =
        services.stream()
            .filter(service -> service.text("ready").equals(service.text("backends")))
            .count();
    return ready + "/" + services.size();
  }
}
