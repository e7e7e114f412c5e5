package io.libnetwork.cli.network;

import io.libnetwork.cli.session.Fields;
import io.libnetwork.cli.terminal.Column;
import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.cli.terminal.Terminal;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.util.Comparator;
import java.util.List;

/// Which networks are listed, and how.
///
/// @param filters each as in `driver=bridge`
/// @param format see [Listing]; empty for none
/// @param quiet ids only
/// @param noTrunc ids whole
public record NetworkListing(List<String> filters, String format, boolean quiet, boolean noTrunc) {

  public NetworkListing {
    filters = List.copyOf(filters);
  }

  /// The text to print.
  ///
  /// @throws IllegalArgumentException if a filter has no value
  public String print(Api api, Terminal terminal) {
    List<JsonValue> networks =
        new java.util.ArrayList<>(
            api.call(Request.get(Request.filtered("/networks", filters))).array().items());
    networks.sort(new ByName());
    Listing listing =
        new Listing(
            Column.shown("ID", "NETWORK ID"),
            Column.shown("Name", "NAME"),
            Column.shown("Driver", "DRIVER"),
            Column.shown("Scope", "SCOPE"),
            Column.hidden("IPv4", "IPV4"),
            Column.hidden("IPv6", "IPV6"),
            Column.hidden("Internal", "INTERNAL"),
            Column.hidden("Labels", "LABELS"),
            Column.hidden("CreatedAt", "CREATED AT"));
    for (JsonValue value : networks) {
      if (value instanceof JsonObject network) {
        add(listing, network);
      }
    }
    return listing.print(format, quiet, terminal);
  }

  private void add(Listing listing, JsonObject network) {
    JsonObject labels = network.object("Labels");
    boolean all = !format.isEmpty();
    listing.add(
        labels,
        Fields.id(network.text("Id"), noTrunc),
        network.text("Name"),
        network.text("Driver"),
        network.text("Scope"),
        truth(network, "EnableIPv4"),
        truth(network, "EnableIPv6"),
        truth(network, "Internal"),
        all ? Fields.labels(labels) : "",
        all ? GoTime.of(network.text("Created")) : "");
  }

  private static String truth(JsonObject network, String name) {
    return network.holds(name) ? "true" : "false";
  }

  private static final class ByName implements Comparator<JsonValue> {

    private final NaturalOrder order = new NaturalOrder();

    @Override
    public int compare(JsonValue one, JsonValue other) {
      return order.compare(name(one), name(other));
    }

    private static String name(JsonValue network) {
      return network instanceof JsonObject object ? object.text("Name") : "";
    }
  }
}
