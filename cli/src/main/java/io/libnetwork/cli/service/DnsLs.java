package io.libnetwork.cli.service;

import io.libnetwork.cli.session.ListCommand;
import io.libnetwork.cli.terminal.Column;
import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork dns ls`
@Command(name = "ls", aliases = "list", description = "List zones.")
final class DnsLs extends ListCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<network>",
      description = "Of this network; of all otherwise.")
  private @Nullable String network;

  @Override
  protected Listing listing(Api api) {
    Listing listing =
        new Listing(
            Column.shown("Origin", "ZONE"),
            Column.shown("Network", "NETWORK"),
            Column.shown("Records", "RECORDS"));
    String target = network == null ? "/v1/networks" : Request.path("v1", "networks", network);
    var found = api.call(Request.get(target));
    for (JsonObject each :
        network == null ? objects(found.array()) : java.util.List.of(found.object())) {
      String zones = Request.path("v1", "networks", each.text("id"), "zones");
      for (JsonObject zone : objects(api.call(Request.get(zones)).array())) {
        listing.add(JsonObject.EMPTY, zone.text("origin"), each.text("name"), zone.text("records"));
      }
    }
    return listing;
  }
}
