package io.libnetwork.cli.network;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Pairs;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork network connect`
@Command(name = "connect", description = "Connect a container to a network.")
final class NetworkConnect extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1", paramLabel = "<container>", description = "A name or an id.")
  private String container;

  @Option(
      names = "--alias",
      paramLabel = "<name>",
      split = ",",
      description = "A further name of the container on the network.")
  private List<String> aliases = new ArrayList<>();

  @Option(
      names = "--driver-opt",
      paramLabel = "<name=value>",
      split = ",",
      description = "An option of the endpoint.")
  private List<String> driverOptions = new ArrayList<>();

  @Option(
      names = "--gw-priority",
      paramLabel = "<number>",
      description = "Of the container's networks the one with the largest is its way out.")
  private @Nullable Integer gatewayPriority;

  @Option(names = "--ip", paramLabel = "<address>", description = "Its IPv4 address.")
  private @Nullable String ipv4;

  @Option(names = "--ip6", paramLabel = "<address>", description = "Its IPv6 address.")
  private @Nullable String ipv6;

  @Option(
      names = "--link",
      paramLabel = "<container[:alias]>",
      description = "What the container alone calls another.")
  private List<String> links = new ArrayList<>();

  @Option(
      names = "--link-local-ip",
      paramLabel = "<address>",
      split = ",",
      description = "A further address of 169.254.0.0/16 or fe80::/10.")
  private List<String> linkLocal = new ArrayList<>();

  @Override
  protected int run(Api api) {
    try {
      Pairs.of("--driver-opt", driverOptions, true);
    } catch (IllegalArgumentException wrong) {
      throw mistake(String.valueOf(wrong.getMessage()));
    }
    if (dryRun()) {
      String id = Containers.id(api, container);
      plan(api, Request.post(Request.path("v1", "sandboxes", id, "attach"), own()));
    } else {
      String what = "connecting " + container + " to " + network;
      ask(api, what, Request.post(Request.path("networks", network, "connect"), docker()));
    }
    return 0;
  }

  private JsonObject docker() {
    JsonObject addresses =
        new BodyBuilder()
            .text("IPv4Address", ipv4)
            .text("IPv6Address", ipv6)
            .texts("LinkLocalIPs", linkLocal)
            .build();
    JsonObject endpoint =
        new BodyBuilder()
            .object("IPAMConfig", addresses)
            .texts("Links", links)
            .texts("Aliases", aliases)
            .object("DriverOpts", Pairs.json("--driver-opt", driverOptions, true))
            .number("GwPriority", gatewayPriority)
            .build();
    return new BodyBuilder().text("Container", container).put("EndpointConfig", endpoint).build();
  }

  /// The same as our own API has it, which has plans.
  private JsonObject own() {
    if (!driverOptions.isEmpty()) {
      throw mistake("--dry-run does not go with --driver-opt");
    }
    List<String> addresses = new ArrayList<>();
    addresses.addAll(ipv4 == null ? List.of() : List.of(ipv4));
    addresses.addAll(ipv6 == null ? List.of() : List.of(ipv6));
    Map<String, String> linked = new LinkedHashMap<>();
    for (String link : links) {
      int colon = link.indexOf(':');
      String name = colon < 0 ? link : link.substring(0, colon);
      linked.put(colon < 0 ? name : link.substring(colon + 1), name);
    }
    JsonObject endpoint =
        new BodyBuilder()
            .texts("addresses", addresses)
            .texts("linkLocal", linkLocal)
            .number("gatewayPriority", gatewayPriority)
            .texts("aliases", aliases)
            .object("links", JsonObject.ofTexts(linked))
            .build();
    return new BodyBuilder().text("network", network).put("endpoint", endpoint).build();
  }
}
