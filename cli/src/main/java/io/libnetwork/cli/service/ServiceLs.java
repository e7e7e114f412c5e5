package io.libnetwork.cli.service;

import io.libnetwork.cli.endpoint.NetworkNames;
import io.libnetwork.cli.session.Fields;
import io.libnetwork.cli.session.ListCommand;
import io.libnetwork.cli.terminal.Column;
import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork service ls`
@Command(name = "ls", aliases = "list", description = "List services.")
final class ServiceLs extends ListCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<network>",
      description = "Of this network; of all otherwise.")
  private @Nullable String network;

  @Override
  protected Listing listing(Api api) {
    Listing listing =
        new Listing(
            Column.shown("Name", "SERVICE"),
            Column.shown("Network", "NETWORK"),
            Column.shown("Addresses", "ADDRESSES"),
            Column.shown("Ports", "PORTS"),
            Column.shown("Backends", "BACKENDS"),
            Column.hidden("Balancing", "BALANCING"),
            Column.hidden("Published", "PUBLISHED"));
    for (String each : NetworkNames.of(api, network)) {
      for (JsonObject service :
          objects(
              api.call(Request.get(Request.path("v1", "networks", each, "services"))).array())) {
        add(listing, service);
      }
    }
    return listing;
  }

  private static void add(Listing listing, JsonObject service) {
    List<String> ports = new ArrayList<>();
    for (JsonObject port : objects(service.items("ports"))) {
      String target = port.text("target");
      ports.add(
          port.text("port")
              + (target.isEmpty() || target.equals(port.text("port")) ? "" : ":" + target)
              + "/"
              + port.text("protocol"));
    }
    List<JsonObject> backends = objects(service.items("backends"));
    long active = backends.stream().filter(one -> one.text("state").equals("active")).count();
    listing.add(
        JsonObject.EMPTY,
        service.text("name"),
        service.object("network").text("name"),
        Fields.joined(service, "addresses"),
        String.join(", ", ports),
        active + "/" + backends.size(),
        service.object("balancing").text("kind"),
        Fields.joined(service, "published"));
  }
}
