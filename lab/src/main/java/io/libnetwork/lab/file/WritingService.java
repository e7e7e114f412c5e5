package io.libnetwork.lab.file;

import io.libnetwork.Balancing;
import io.libnetwork.HealthCheck;
import io.libnetwork.ServicePort;
import io.libnetwork.lab.LabService;
import java.time.Duration;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Writes a service.
final class WritingService {

  private WritingService() {}

  static Node node(LabService service) {
    YamlMap map =
        new YamlMap()
            .put("network", YamlNodes.text(service.network()))
            .line("ports", service.ports(), WritingService::port);
    balance(service.balancing(), map);
    return map.truth("roundRobin", service.roundRobin(), false)
        .texts("addresses", service.addresses())
        .line("published", service.published(), WritingEndpoint::port)
        .map("check", service.check().map(WritingService::check).orElseGet(YamlMap::new))
        .texts("aliases", service.aliases())
        .line("backends", service.backends(), WritingService::backend)
        .block();
  }

  private static Node port(ServicePort port) {
    String same = port.port() + ":" + port.target();
    String text = WritingEndpoint.withoutTcp(port.toString());
    return YamlNodes.quoted(
        port.port().equals(port.target()) ? port.port() + text.substring(same.length()) : text);
  }

  private static void balance(Balancing balancing, YamlMap map) {
    switch (balancing) {
      case Balancing.Random() -> {}
      case Balancing.SourceHash() -> map.put("balance", YamlNodes.text("source-hash"));
      case Balancing.Sticky(Duration time) ->
          map.put("balance", new YamlMap().put("sticky", YamlNodes.text(Times.text(time))).flow());
    }
  }

  private static YamlMap check(HealthCheck check) {
    HealthCheck usual = HealthCheck.tcp(check.port().number());
    return new YamlMap()
        .put("port", YamlNodes.number(check.port().number()))
        .text("path", check.path())
        .text("interval", time(check.interval(), usual.interval()))
        .text("timeout", time(check.timeout(), usual.timeout()))
        .number("failures", Optional.of(check.failures()).filter(n -> n != usual.failures()))
        .number("successes", Optional.of(check.successes()).filter(n -> n != usual.successes()));
  }

  private static Optional<String> time(Duration time, Duration usual) {
    return Optional.of(time).filter(each -> !each.equals(usual)).map(Times::text);
  }

  private static Node backend(LabService.Backend backend) {
    return backend.weight() == 1
        ? YamlNodes.text(backend.sandbox())
        : new YamlMap()
            .put("sandbox", YamlNodes.text(backend.sandbox()))
            .put("weight", YamlNodes.number(backend.weight()))
            .flow();
  }
}
