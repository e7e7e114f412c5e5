package io.libnetwork.lab.file;

import io.libnetwork.Balancing;
import io.libnetwork.HealthCheck;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.lab.LabService;
import java.util.List;
import java.util.Optional;

/// Reads a service.
final class ReadingService {

  private static final int HIGHEST_PORT = 65_535;

  private ReadingService() {}

  /// @param only the lab's network, where it has one and no other
  static Optional<LabService> read(String name, Part part, Optional<String> only) {
    return part.fields(Keys.SERVICE).flatMap(fields -> read(name, fields, only));
  }

  private static Optional<LabService> read(String name, Fields fields, Optional<String> only) {
    Optional<String> network = network(fields, only);
    List<ServicePort> ports = fields.parsedItems("ports", ServicePort::parse);
    boolean roundRobin = fields.truth("roundRobin", false);
    Balancing balancing =
        fields.find("balance").flatMap(ReadingService::balance).orElse(Balancing.RANDOM);
    if (roundRobin && fields.has("balance")) {
      fields.of().mistake("balance and roundRobin, which shares out names: expected one of them");
    }
    List<IpAddress> addresses = fields.parsedItems("addresses", IpAddress::parse);
    var published = ReadingEndpoint.ports(fields, "published");
    Optional<HealthCheck> check = fields.find("check").flatMap(ReadingService::check);
    List<String> aliases = fields.parsedItems("aliases", ReadingService::alias);
    List<LabService.Backend> backends = fields.items("backends", ReadingService::backend);
    return network.flatMap(on ->
        fields
            .of()
            .made(() ->
                new LabService(
                    name,
                    on,
                    ports,
                    roundRobin,
                    balancing,
                    addresses,
                    published,
                    check,
                    aliases,
                    backends)));
  }

  private static Optional<String> network(Fields fields, Optional<String> only) {
    if (fields.has("network")) {
      return fields.text("network");
    }
    if (only.isEmpty()) {
      fields.of().mistake("no network: expected one, as the lab has not exactly one");
    }
    return only;
  }

  private static String alias(String text) {
    return new ServiceOption.Aliases(List.of(text)).names().getFirst();
  }

  private static Optional<Balancing> balance(Part part) {
    return part.map()
        ? part.fields(Keys.BALANCE)
            .flatMap(fields -> fields.require("sticky"))
            .flatMap(time -> time.parsed(text -> new Balancing.Sticky(Times.parse(text))))
        : part.parsed(ReadingService::balance);
  }

  private static Balancing balance(String text) {
    return switch (text) {
      case "random" -> Balancing.RANDOM;
      case "source-hash" -> Balancing.SOURCE_HASH;
      default ->
          throw new IllegalArgumentException(
              "invalid balance %s: expected random, source-hash or a map as in {sticky: 10m}"
                  .formatted(Quoted.of(text)));
    };
  }

  private static Optional<HealthCheck> check(Part part) {
    return part.fields(Keys.CHECK).flatMap(ReadingService::check);
  }

  private static Optional<HealthCheck> check(Fields fields) {
    Optional<HealthCheck> usual =
        fields
            .require("port")
            .flatMap(part -> part.whole(1, HIGHEST_PORT))
            .map(number -> HealthCheck.tcp(Math.toIntExact(number)));
    Optional<String> path = fields.text("path");
    var interval = fields.parsed("interval", Times::parse);
    var timeout = fields.parsed("timeout", Times::parse);
    Optional<Integer> failures = fields.whole("failures", 0, Integer.MAX_VALUE);
    Optional<Integer> successes = fields.whole("successes", 0, Integer.MAX_VALUE);
    return usual.flatMap(check ->
        fields
            .of()
            .made(() ->
                new HealthCheck(
                    check.port(),
                    path,
                    interval.orElse(check.interval()),
                    timeout.orElse(check.timeout()),
                    failures.orElse(check.failures()),
                    successes.orElse(check.successes()))));
  }

  private static Optional<LabService.Backend> backend(Part part) {
    part.count();
    if (!part.map()) {
      return part.text().map(sandbox -> new LabService.Backend(sandbox, 1));
    }
    return part.fields(Keys.BACKEND)
        .flatMap(fields -> {
          Optional<String> sandbox = fields.require("sandbox").flatMap(Part::text);
          int weight = fields.whole("weight", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(1);
          return sandbox.flatMap(name -> part.made(() -> new LabService.Backend(name, weight)));
        });
  }
}
