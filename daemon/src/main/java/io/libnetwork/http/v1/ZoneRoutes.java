package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.ZoneRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The zones of names of networks.
final class ZoneRoutes {

  private static final String ALL = "/v1/networks/{network}/zones";
  private static final String ONE = ALL + "/{origin}";
  private static final String FORMAT = "format";
  private static final String TEXT = "text/plain";

  private final Controller controller;
  private final References references;

  ZoneRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", ALL, this::list),
        Operation.read("GET", ONE, this::get, FORMAT),
        Operation.change("PUT", ONE, this::put),
        Operation.change("DELETE", ONE, this::remove));
  }

  private Answer list(Call call) {
    return Answer.json(
        references.network(call).zones().stream().map(NetworkResources::summary).toList());
  }

  private Answer get(Call call) {
    boolean text = asText(call);
    Zone zone = zone(references.network(call), call.place("origin"));
    return text ? Answer.text(ZoneFile.print(zone)) : Answer.json(NetworkResources.of(zone));
  }

  private static Zone zone(Network network, String origin) {
    return network
        .findZone(origin)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "network %s has no zone '%s'".formatted(network.name(), origin)));
  }

  private static boolean asText(Call call) {
    Optional<String> format = Values.single(call, FORMAT);
    if (format.isPresent()) {
      return switch (format.get()) {
        case "text" -> true;
        case "json" -> false;
        default ->
            throw new NetworkException.InvalidParameter(
                "invalid format '%s': expected json or text".formatted(format.get()));
      };
    }
    String accepted = call.header("accept").orElse("").toLowerCase(Locale.ROOT);
    return accepted.contains(TEXT) && !accepted.contains("application/json");
  }

  private Answer put(Call call) throws IOException {
    Network network = references.network(call);
    String origin = call.place("origin");
    String text = zoneFile(call);
    return DryRun.or(
        call,
        () -> controller.planner().putZone(network, origin, text),
        () -> {
          network.putZone(origin, text);
          return Answer.json(NetworkResources.of(zone(network, origin)));
        });
  }

  private static String zoneFile(Call call) throws IOException {
    String type = call.header("content-type").orElse("").strip().toLowerCase(Locale.ROOT);
    if (type.equals(TEXT) || type.startsWith(TEXT + ";")) {
      return decoded(call.body().read());
    }
    return Values.required("text", Json.readStrict(call, ZoneRequest.class).text());
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException wrong) {
      throw new NetworkException.InvalidParameter("the zone file is not UTF-8", wrong);
    }
  }

  private Answer remove(Call call) {
    Network network = references.network(call);
    String origin = call.place("origin");
    return DryRun.orDone(
        call,
        () -> controller.planner().removeZone(network, origin),
        () -> network.removeZone(origin));
  }
}
