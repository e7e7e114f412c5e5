package io.libnetwork.cli.service;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Fields;
import io.libnetwork.cli.session.Times;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `libnetwork service create`
@Command(name = "create", description = "Create a service, and print its addresses.")
final class ServiceCreate extends ChangingCommand {

  @Mixin private ServicePlace service;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "As in 80, 80:8080 for another port of the backends, 53/udp, or http=80:8080.")
  private List<String> ports = new ArrayList<>();

  @Option(
      names = "--balancing",
      paramLabel = "<how>",
      description = "random, sourceHash, sticky or roundRobin; random otherwise.")
  private @Nullable String balancing;

  @Option(
      names = "--sticky",
      paramLabel = "<time>",
      description = "For how long a client comes back to the same backend: 10s, 1m, 10m, 1h, 24h.")
  private @Nullable String sticky;

  @Option(
      names = {"--ip", "--ip6"},
      paramLabel = "<address>",
      description = "A virtual address that it gets or is refused, one of each family.")
  private List<String> addresses = new ArrayList<>();

  @Option(
      names = {"-p", "--publish"},
      paramLabel = "<port>",
      description = "A port of it reachable at the host, as in 443:80/tcp.")
  private List<String> published = new ArrayList<>();

  @Option(
      names = "--check",
      paramLabel = "<port[/path]>",
      description =
          "Ask backends at this port whether they are well, by HTTP where a path is given.")
  private @Nullable String check;

  @Option(
      names = "--check-interval",
      paramLabel = "<time>",
      description = "Between two questions; 2s otherwise.")
  private @Nullable String interval;

  @Option(
      names = "--alias",
      paramLabel = "<name>",
      description = "A further name of it on the network.")
  private List<String> aliases = new ArrayList<>();

  @Override
  protected int run(Api api) {
    JsonObject body = typed(this::body);
    change(api, "creating service " + service, Request.post(service.collection(), body))
        .ifPresent(made -> out().println(Fields.joined(made.object(), "addresses")));
    return 0;
  }

  private JsonObject body() {
    List<JsonValue> all = new ArrayList<>();
    ports.forEach(port -> all.add(port(port)));
    return new BodyBuilder()
        .text("name", service.toString())
        .list("ports", new JsonArray(all))
        .object("balancing", balancing())
        .texts("addresses", addresses)
        .texts("published", published)
        .object("check", check())
        .texts("aliases", aliases)
        .build();
  }

  private JsonObject balancing() {
    if (sticky != null && balancing != null && !balancing.equals("sticky")) {
      throw new IllegalArgumentException("--sticky does not go with --balancing " + balancing);
    }
    return new BodyBuilder()
        .text("kind", sticky == null ? balancing : "sticky")
        .text("time", sticky == null ? null : Times.iso(sticky))
        .build();
  }

  private JsonObject check() {
    if (check == null) {
      if (interval != null) {
        throw new IllegalArgumentException("--check-interval goes with --check");
      }
      return JsonObject.EMPTY;
    }
    int slash = check.indexOf('/');
    return new BodyBuilder()
        .number("port", number("--check", check, slash < 0 ? check : check.substring(0, slash)))
        .text("path", slash < 0 ? null : check.substring(slash))
        .text("interval", interval == null ? null : Times.iso(interval))
        .build();
  }

  /// Reads `[name=]port[:target][/protocol]`.
  static JsonObject port(String text) {
    int equals = text.indexOf('=');
    int slash = text.indexOf('/');
    String numbers =
        text.substring(equals + 1, slash < 0 ? text.length() : Math.max(slash, equals + 1));
    int colon = numbers.indexOf(':');
    return new BodyBuilder()
        .text("protocol", slash < 0 ? null : text.substring(slash + 1))
        .number("port", number("--port", text, colon < 0 ? numbers : numbers.substring(0, colon)))
        .number("target", colon < 0 ? null : number("--port", text, numbers.substring(colon + 1)))
        .text("name", equals < 0 ? null : text.substring(0, equals))
        .build();
  }

  private static Integer number(String option, String text, String digits) {
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "invalid %s '%s': '%s' is no port".formatted(option, text, digits), wrong);
    }
  }
}
