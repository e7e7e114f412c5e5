package io.libnetwork.cli.network;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Question;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `libnetwork network prune`
@Command(name = "prune", description = "Remove the networks that no container is connected to.")
final class NetworkPrune extends ChangingCommand {

  @Option(
      names = "--filter",
      paramLabel = "<filter>",
      description = "Only those that it is true of: until=24h, label=NAME, label!=NAME.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = {"-f", "--force"},
      description = "Do not ask before.")
  private boolean force;

  @Override
  protected int run(Api api) {
    String target = target("/networks/prune", filters);
    if (dryRun()) {
      return planEach(api);
    }
    if (!force
        && !Question.ofThisProcess(err())
            .yes(
                """
                WARNING! This will remove all networks not used by at least one container.
                Are you sure you want to continue? [y/N] \
                """)) {
      return 0;
    }
    JsonObject done = ask(api, "removing networks", Request.post(target)).object();
    if (!done.items("NetworksDeleted").isEmpty()) {
      out().println("Deleted Networks:");
      for (JsonValue name : done.items("NetworksDeleted")) {
        out().println(name.text().orElse(""));
      }
      out().println();
    }
    return 0;
  }

  /// A list has no filter for when a network was made, so what would go cannot be told then.
  private int planEach(Api api) {
    List<String> all = new ArrayList<>(filters);
    all.add("dangling=true");
    all.add("type=custom");
    for (String filter : filters) {
      if (!filter.startsWith("label=")) {
        throw mistake("--dry-run goes with filters 'label=NAME' only, not '" + filter + "'");
      }
    }
    List<JsonObject> networks = objects(api.call(Request.get(target("/networks", all))).array());
    for (JsonObject network : networks) {
      out().println(network.text("Name") + ":");
      plan(api, Request.delete(Request.path("v1", "networks", network.text("Id"))));
    }
    if (networks.isEmpty()) {
      out().println("no network would be removed");
    }
    return 0;
  }

  private String target(String path, List<String> wanted) {
    try {
      return Request.filtered(path, wanted);
    } catch (IllegalArgumentException wrong) {
      throw mistake(String.valueOf(wrong.getMessage()));
    }
  }
}
