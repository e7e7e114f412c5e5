package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.Fields;
import io.libnetwork.cli.session.ListCommand;
import io.libnetwork.cli.terminal.Column;
import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork endpoint ls`
@Command(name = "ls", aliases = "list", description = "List endpoints.")
final class EndpointLs extends ListCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<network>",
      description = "Of this network; of all otherwise.")
  private @Nullable String network;

  @Override
  protected Listing listing(Api api) {
    Listing listing =
        new Listing(
            Column.shown("ID", "ENDPOINT ID"),
            Column.shown("Name", "NAME"),
            Column.shown("Network", "NETWORK"),
            Column.shown("Addresses", "ADDRESSES"),
            Column.shown("Container", "CONTAINER"),
            Column.hidden("Interface", "INTERFACE"),
            Column.hidden("MacAddress", "MAC ADDRESS"),
            Column.hidden("Ports", "PORTS"),
            Column.hidden("Labels", "LABELS"));
    for (String each : NetworkNames.of(api, network)) {
      for (JsonObject endpoint :
          objects(
              api.call(Request.get(Request.path("v1", "networks", each, "endpoints"))).array())) {
        add(listing, endpoint);
      }
    }
    return listing;
  }

  private void add(Listing listing, JsonObject endpoint) {
    String container = endpoint.object("sandbox").text("container");
    listing.add(
        endpoint.object("labels"),
        id(endpoint.text("id")),
        endpoint.text("name"),
        endpoint.object("network").text("name"),
        Fields.joined(endpoint, "addresses"),
        container.length() == 64 ? id(container) : container,
        endpoint.text("interfaceName"),
        endpoint.text("macAddress"),
        Fields.joined(endpoint, "published"),
        Fields.labels(endpoint.object("labels")));
  }
}
