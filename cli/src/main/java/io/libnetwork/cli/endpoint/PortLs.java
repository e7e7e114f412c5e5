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

/// `libnetwork port ls`
@Command(name = "ls", aliases = "list", description = "List the host's ports that lead somewhere.")
final class PortLs extends ListCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<network>",
      description = "Of this network; of all otherwise.")
  private @Nullable String network;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<endpoint>",
      description = "Of this endpoint; of all otherwise.")
  private @Nullable String endpoint;

  @Override
  protected Listing listing(Api api) {
    Listing listing =
        new Listing(
            Column.shown("Host", "HOST"),
            Column.shown("Container", "CONTAINER"),
            Column.shown("Protocol", "PROTOCOL"),
            Column.shown("Network", "NETWORK"),
            Column.shown("Endpoint", "ENDPOINT"),
            Column.shown("Sources", "FROM"));
    for (String each : NetworkNames.of(api, network)) {
      String all = Request.path("v1", "networks", each, "endpoints");
      for (JsonObject one : objects(api.call(Request.get(all)).array())) {
        if (endpoint == null || named(one, endpoint)) {
          objects(one.items("bindings")).forEach(binding -> add(listing, one, binding));
        }
      }
    }
    return listing;
  }

  private static boolean named(JsonObject one, String name) {
    return one.text("name").equals(name) || one.text("id").startsWith(name);
  }

  private static void add(Listing listing, JsonObject endpoint, JsonObject binding) {
    String sources = Fields.joined(binding, "sources");
    listing.add(
        endpoint.object("labels"),
        place(binding, "hostAddress", "hostPort"),
        place(binding, "containerAddress", "containerPort"),
        binding.text("protocol"),
        endpoint.object("network").text("name"),
        endpoint.text("name"),
        sources.isEmpty() ? "everywhere" : sources);
  }

  private static String place(JsonObject binding, String address, String port) {
    String at = binding.text(address);
    int first = Integer.parseInt(binding.text(port));
    int count = Integer.parseInt(binding.text("count"));
    String ports = count == 1 ? "" + first : first + "-" + (first + count - 1);
    return (at.contains(":") ? "[" + at + "]" : at) + ":" + ports;
  }
}
