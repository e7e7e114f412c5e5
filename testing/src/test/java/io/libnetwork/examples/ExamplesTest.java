package io.libnetwork.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.DriverInformation;
import io.libnetwork.Endpoint;
import io.libnetwork.InterfaceNamespace;
import io.libnetwork.LinkedInterface;
import io.libnetwork.Sandbox;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.testing.ContainerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

  private final AtomicInteger used = new AtomicInteger();

  @Test
  void firstGenerationMovesAnInterfaceIntoANamespace() {
    try (ExampleHost host = ExampleHost.create()) {
      FirstGeneration.run(host.host(), host.place(), namespace -> assertConnected(host, namespace));
      assertThat(host.place()).doesNotExist();
    }
    assertThat(used).hasValue(1);
  }

  private void assertConnected(ExampleHost host, InterfaceNamespace namespace) {
    assertThat(namespace.interfaces()).hasSize(1);
    LinkedInterface link = namespace.interfaces().getFirst();
    assertThat(link.sourceName()).isNotEqualTo(link.destinationName());
    String seen = host.run(namespace.path().toString(), "ip", "-d", "address");
    assertThat(seen)
        .contains(link.destinationName().toString())
        .contains(link.macAddress().toString())
        .contains(address(link, IpFamily.V4).toString())
        .contains(address(link, IpFamily.V6).toString())
        .contains("mtu " + link.mtu().orElseThrow());
    String routes = host.run(namespace.path().toString(), "ip", "route");
    assertThat(routes).contains("default via " + link.gateway().orElseThrow());
    String routesIpv6 = host.run(namespace.path().toString(), "ip", "-6", "route");
    assertThat(routesIpv6).contains("default via " + link.gatewayIpv6().orElseThrow());
    try (ContainerProcess _ = host.serve(namespace.path().toString())) {
      host.assertServed(address(link, IpFamily.V4).address(), ExampleHost.PORT);
      host.assertServed(address(link, IpFamily.V6).address(), ExampleHost.PORT);
    }
    used.incrementAndGet();
  }

  private static InterfaceAddress address(LinkedInterface link, IpFamily family) {
    return switch (family) {
      case V4 -> link.address().orElseThrow();
      case V6 -> link.addressIpv6().orElseThrow();
    };
  }

  @Test
  void secondGenerationJoinsByAContainersIdAndPublishesAPort() {
    try (ExampleHost host = ExampleHost.create()) {
      SecondGeneration.run(
          host.host(), (key, information) -> assertPublished(host, key, information));
    }
    assertThat(used).hasValue(1);
  }

  private void assertPublished(ExampleHost host, String key, DriverInformation information) {
    assertThat(Path.of(key)).exists();
    assertThat(host.run(key, "ip", "link")).contains("mtu 1400");
    // At the host's addresses of either family.
    assertThat(information.ports())
        .hasSize(2)
        .allMatch(binding -> binding.containerPort().number() == 80)
        .allMatch(binding -> binding.hostPort().number() == 8080);
    try (ContainerProcess _ = host.serve(key)) {
      host.assertServed(LOOPBACK, 8080);
    }
    used.incrementAndGet();
  }

  @Test
  void thirdGenerationJoinsByASandbox() {
    try (ExampleHost host = ExampleHost.create()) {
      ThirdGeneration.run(
          host.host(), (sandbox, endpoint) -> assertJoined(host, sandbox, endpoint));
    }
    assertThat(used).hasValue(1);
  }

  private void assertJoined(ExampleHost host, Sandbox sandbox, Endpoint endpoint) {
    assertThat(sandbox.container()).isEqualTo("container-1");
    assertThat(Files.exists(Path.of(sandbox.key()))).isTrue();
    assertThat(sandbox.config().hostname()).contains("web");
    assertThat(sandbox.config().domainName()).contains("example.org");
    assertThat(sandbox.endpoints()).containsExactly(endpoint);
    assertThat(host.run(sandbox.key(), "ip", "link"))
        .contains(endpoint.macAddress().orElseThrow().toString());
    try (ContainerProcess _ = host.serve(sandbox.key())) {
      host.assertServed(endpoint.address(IpFamily.V4).orElseThrow().address(), ExampleHost.PORT);
    }
    used.incrementAndGet();
  }
}
