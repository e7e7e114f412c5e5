package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.session.Fields;
import io.libnetwork.cli.session.ListCommand;
import io.libnetwork.cli.terminal.Column;
import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/// `libnetwork sandbox ls`
@Command(name = "ls", aliases = "list", description = "List sandboxes.")
final class SandboxLs extends ListCommand {

  @Override
  protected Listing listing(Api api) {
    Listing listing =
        new Listing(
            Column.shown("ID", "SANDBOX ID"),
            Column.shown("Container", "CONTAINER"),
            Column.shown("Networks", "NETWORKS"),
            Column.shown("Addresses", "ADDRESSES"),
            Column.hidden("Namespace", "NAMESPACE"),
            Column.hidden("Hostname", "HOSTNAME"),
            Column.hidden("Labels", "LABELS"),
            Column.hidden("Expires", "EXPIRES"));
    for (JsonObject sandbox : objects(api.call(Request.get("/v1/sandboxes")).array())) {
      List<String> networks = new ArrayList<>();
      List<String> addresses = new ArrayList<>();
      for (JsonObject endpoint : objects(sandbox.items("endpoints"))) {
        networks.add(endpoint.object("network").text("name"));
        addresses.add(Fields.joined(endpoint, "addresses"));
      }
      String container = sandbox.text("container");
      listing.add(
          sandbox.object("labels"),
          id(sandbox.text("id")),
          container.length() == 64 ? id(container) : container,
          String.join(", ", networks),
          String.join(", ", addresses),
          sandbox.text("key"),
          sandbox.text("hostname"),
          Fields.labels(sandbox.object("labels")),
          sandbox.text("expires"));
    }
    return listing;
  }
}
