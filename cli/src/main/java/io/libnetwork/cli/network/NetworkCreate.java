package io.libnetwork.cli.network;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Pairs;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork network create`
@Command(name = "create", description = "Create a network, and print its id.")
final class NetworkCreate extends ChangingCommand {

  @Parameters(paramLabel = "<network>", description = "Its name.")
  private String name;

  @Option(names = "--attachable", description = "Kept with it; containers may be connected anyway.")
  private boolean attachable;

  @Option(
      names = "--aux-address",
      paramLabel = "<name=address>",
      split = ",",
      description = "An address that the network keeps for somebody else.")
  private List<String> auxiliary = new ArrayList<>();

  @Option(
      names = "--config-from",
      paramLabel = "<network>",
      description = "The network to take the configuration from.")
  private @Nullable String configFrom;

  @Option(names = "--config-only", description = "A configuration for others, and no network.")
  private boolean configOnly;

  @Option(
      names = {"-d", "--driver"},
      paramLabel = "<driver>",
      description = "The kind of network; bridge otherwise.")
  private String driver = "bridge";

  @Option(
      names = "--gateway",
      paramLabel = "<address>",
      split = ",",
      description = "The network's own address, one for each subnet.")
  private List<String> gateways = new ArrayList<>();

  @Option(names = "--ingress", description = "For Docker's swarm mode; the daemon refuses it.")
  private boolean ingress;

  @Option(names = "--internal", description = "No way out of it, and none in.")
  private boolean internal;

  @Option(
      names = "--ip-range",
      paramLabel = "<prefix>",
      split = ",",
      description = "Where addresses that nobody chose come from, one for each subnet.")
  private List<String> ranges = new ArrayList<>();

  @Option(
      names = "--ipam-driver",
      paramLabel = "<driver>",
      description = "Who hands out the addresses; default otherwise.")
  private String ipamDriver = "default";

  @Option(
      names = "--ipam-opt",
      paramLabel = "<name=value>",
      description = "An option of that driver.")
  private List<String> ipamOptions = new ArrayList<>();

  @Option(
      names = "--ipv4",
      arity = "0..1",
      paramLabel = "<true|false>",
      fallbackValue = "true",
      description = "Whether it has IPv4 addresses; it has otherwise.")
  private @Nullable Boolean ipv4;

  @Option(
      names = "--ipv6",
      arity = "0..1",
      paramLabel = "<true|false>",
      fallbackValue = "true",
      description = "Whether it has IPv6 addresses.")
  private @Nullable Boolean ipv6;

  @Option(names = "--label", paramLabel = "<name=value>", description = "A text kept with it.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = {"-o", "--opt"},
      paramLabel = "<name=value>",
      description = "An option of the driver.")
  private List<String> options = new ArrayList<>();

  @Option(names = "--scope", paramLabel = "<scope>", description = "local, which it is otherwise.")
  private @Nullable String scope;

  @Option(
      names = "--subnet",
      paramLabel = "<prefix>",
      split = ",",
      description = "Its addresses, as in 10.1.0.0/24; one that is free otherwise.")
  private List<String> subnets = new ArrayList<>();

  @Override
  protected int run(Api api) {
    if (dryRun()) {
      plan(api, Request.post("/v1/networks", typed(this::own)));
      return 0;
    }
    JsonObject made =
        ask(api, "creating network " + name, Request.post("/networks/create", typed(this::docker)))
            .object();
    if (!made.text("Warning").isEmpty()) {
      err().println("libnetwork: " + made.text("Warning"));
    }
    out().println(made.text("Id"));
    return 0;
  }

  private NetworkPools pools() {
    return new NetworkPools(subnets, ranges, gateways, auxiliary);
  }

  private JsonObject docker() {
    JsonObject ipam =
        new BodyBuilder()
            .text("Driver", ipamDriver)
            .put("Options", Pairs.json("--ipam-opt", ipamOptions, true))
            .put("Config", pools().docker())
            .build();
    JsonValue from =
        configFrom == null
            ? JsonValue.Null.NULL
            : new BodyBuilder().text("Network", configFrom).build();
    return new BodyBuilder()
        .text("Name", name)
        .text("Driver", driver)
        .text("Scope", scope)
        .truth("EnableIPv4", ipv4)
        .truth("EnableIPv6", ipv6)
        .put("IPAM", ipam)
        .put("Internal", JsonValue.Truth.of(internal))
        .put("Attachable", JsonValue.Truth.of(attachable))
        .put("Ingress", JsonValue.Truth.of(ingress))
        .put("ConfigOnly", JsonValue.Truth.of(configOnly))
        .put("ConfigFrom", from)
        .put("Options", Pairs.json("--opt", options, false))
        .put("Labels", Pairs.json("--label", labels, false))
        .build();
  }

  /// The same as our own API has it, which has plans.
  private JsonObject own() {
    return new BodyBuilder()
        .text("name", name)
        .text("driver", driver)
        .truth("ipv4", ipv4)
        .truth("ipv6", ipv6)
        .list("pools", pools().own())
        .text("ipamDriver", ipamDriver)
        .object("ipamOptions", Pairs.json("--ipam-opt", ipamOptions, true))
        .flag("internal", internal)
        .flag("configOnly", configOnly)
        .text("configFrom", configFrom)
        .object("options", Pairs.json("--opt", options, false))
        .object("labels", Pairs.json("--label", labels, false))
        .build();
  }
}
