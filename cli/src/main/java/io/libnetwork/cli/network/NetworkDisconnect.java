package io.libnetwork.cli.network;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork network disconnect`
@Command(name = "disconnect", description = "Disconnect a container from a network.")
final class NetworkDisconnect extends ChangingCommand {

  private static final int NOT_FOUND = 404;

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1", paramLabel = "<container>", description = "A name or an id.")
  private String container;

  @Option(
      names = {"-f", "--force"},
      description = "Also a container that is gone.")
  private boolean force;

  @Override
  protected int run(Api api) {
    if (dryRun()) {
      plan(api, leave(api));
    } else {
      JsonObject body =
          new BodyBuilder().text("Container", container).truth("Force", force).build();
      String what = "disconnecting " + container + " from " + network;
      ask(api, what, Request.post(Request.path("networks", network, "disconnect"), body));
    }
    return 0;
  }

  /// What our own API calls the same: the endpoint is deleted, whoever has joined it.
  private Request leave(Api api) {
    String wanted =
        api.call(Request.get(Request.path("v1", "networks", network))).object().text("id");
    String id = Containers.id(api, container);
    JsonObject sandbox = api.call(Request.get(Request.path("v1", "sandboxes", id))).object();
    for (JsonObject endpoint : objects(sandbox.items("endpoints"))) {
      if (endpoint.object("network").text("id").equals(wanted)) {
        String target = Request.path("v1", "networks", wanted, "endpoints", endpoint.text("id"));
        return Request.delete(Request.query(target, "force", "true"));
      }
    }
    throw new ApiException.Refused(
        NOT_FOUND, "container %s is not connected to network %s".formatted(container, network));
  }
}
