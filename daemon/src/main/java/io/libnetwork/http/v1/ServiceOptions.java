package io.libnetwork.http.v1;

import io.libnetwork.Balancing;
import io.libnetwork.HealthCheck;
import io.libnetwork.NetworkException;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.wire.v1.BalancingResource;
import io.libnetwork.wire.v1.HealthCheckResource;
import io.libnetwork.wire.v1.ServicePortResource;
import io.libnetwork.wire.v1.ServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a service is asked to be.
final class ServiceOptions {

  private static final int ANY_PORT = 1;

  private ServiceOptions() {}

  static ServiceOption[] of(ServiceRequest request) {
    List<ServiceOption> options = new ArrayList<>();
    Values.list(request.ports()).forEach(port -> options.add(new ServiceOption.Port(port(port))));
    Optional.ofNullable(request.balancing()).map(ServiceOptions::balancing).ifPresent(options::add);
    Values.each("address of a service", request.addresses(), IpAddress::parse)
        .forEach(address -> options.add(new ServiceOption.Address(address)));
    Values.list(request.published()).forEach(port -> options.add(ServiceOption.Publish.of(port)));
    Optional.ofNullable(request.check())
        .map(ServiceOptions::check)
        .map(ServiceOption.Check::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.aliases()).map(ServiceOption.Aliases::new).ifPresent(options::add);
    return options.toArray(ServiceOption[]::new);
  }

  private static ServicePort port(ServicePortResource request) {
    Protocol protocol =
        Values.find("protocol of a service's port", request.protocol(), Protocol::parse)
            .orElse(Protocol.TCP);
    Port port = Values.port("port of a service", Values.required("port", request.port()));
    Integer target = request.target();
    return new ServicePort(
        protocol,
        port,
        target == null ? port : Values.port("target of a service's port", target),
        Optional.ofNullable(request.name()));
  }

  private static ServiceOption balancing(BalancingResource request) {
    String kind = Values.required("kind", request.kind());
    String time = request.time();
    if (time != null && !kind.equals("sticky")) {
      throw new NetworkException.InvalidParameter(
          "invalid balancing '%s' with time '%s': only sticky has one".formatted(kind, time));
    }
    return switch (kind) {
      case "random" -> new ServiceOption.Balance(Balancing.RANDOM);
      case "sourceHash" -> new ServiceOption.Balance(Balancing.SOURCE_HASH);
      case "sticky" ->
          new ServiceOption.Balance(
              new Balancing.Sticky(
                  Values.duration("time of balancing", Values.required("time", time))));
      case "roundRobin" -> new ServiceOption.RoundRobin();
      default ->
          throw new NetworkException.InvalidParameter(
              "invalid balancing '%s': expected random, sourceHash, sticky or roundRobin"
                  .formatted(kind));
    };
  }

  private static HealthCheck check(HealthCheckResource request) {
    HealthCheck usual = HealthCheck.tcp(ANY_PORT);
    Integer failures = request.failures();
    Integer successes = request.successes();
    return new HealthCheck(
        Values.port("port of a health check", Values.required("port", request.port())),
        Optional.ofNullable(request.path()),
        time("interval of a health check", request.interval(), usual.interval()),
        time("timeout of a health check", request.timeout(), usual.timeout()),
        failures == null ? usual.failures() : failures,
        successes == null ? usual.successes() : successes);
  }

  private static Duration time(String what, @Nullable String text, Duration usual) {
    return text == null ? usual : Values.duration(what, text);
  }
}
