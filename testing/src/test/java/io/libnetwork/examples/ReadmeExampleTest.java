package io.libnetwork.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Event;
import io.libnetwork.Network;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.ContainerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java$(.*?)^```$");
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/libnetwork/examples/ReadmeExample.java");

  @Test
  void theReadmeShowsWhatIsCompiledHere() throws IOException {
    List<String> compiled = lines(Files.readString(MODULE.resolve(EXAMPLE)));
    List<List<String>> shown = new ArrayList<>();
    JAVA_BLOCK
        .matcher(Files.readString(MODULE.resolve("../README.md")))
        .results()
        .forEach(block -> shown.add(lines(block.group(1))));
    assertThat(shown).isNotEmpty();
    for (List<String> block : shown) {
      assertThat(block).hasSizeGreaterThan(3);
      assertThat(Collections.indexOfSubList(compiled, block))
          .as("these lines of README.md, in %s:%n%s", EXAMPLE, String.join("\n", block))
          .isNotNegative();
    }
  }

  @Test
  void whatTheReadmeShowsWorks() {
    try (ExampleHost host = ExampleHost.create()) {
      ReadmeExample.run(
          host.host(),
          web -> {
            try (ContainerProcess _ = host.serve(web.sandbox().key())) {
              host.assertServed(IpAddress.parse("127.0.0.1"), 8080);
            }
          });
    }
  }

  @Test
  void whatTheReadmeShowsOfBandwidthWorks() {
    List<String> limits = new ArrayList<>();
    try (ExampleHost host = ExampleHost.create();
        Controller controller =
            Controller.open(
                host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      Network network = controller.createNetwork("bridge", "shop");
      ReadmeExample.limit(
          controller, network, tenant -> limits.add(tenant.endpoint().bandwidth().toString()));
      controller.removeAll(controller.sandboxes());
      network.delete();
    }
    assertThat(limits)
        .containsExactly(
            "egress 20mbit (burst 131072), ingress 20mbit (burst 131072)",
            "egress 1gbit (burst 1250000), ingress unlimited");
  }

  @Test
  void whatTheReadmeShowsOfPlansWorks() {
    try (ExampleHost host = ExampleHost.create();
        Controller controller =
            Controller.open(
                host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      Network network = controller.createNetwork("bridge", "shop");
      assertThat(ReadmeExample.plan(controller, network).toString().lines())
          .contains("make port 8081/tcp at 0.0.0.0", "change interface lo (container second): up");
      assertThat(network.endpoints()).isEmpty();
      network.delete();
    }
  }

  @Test
  void whatTheReadmeShowsOfLeasesWorks() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (ExampleHost host = ExampleHost.create();
        Controller controller =
            Controller.open(
                host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      AutoCloseable _ =
          controller.subscribe(event -> {
            if (event instanceof Event.NetworkDeleted) {
              gone.countDown();
            }
          });
      Process test = new ProcessBuilder("sleep", "600").start();
      Network network = ReadmeExample.lease(controller, test.toHandle());
      assertThat(network.leases()).hasSize(2);
      test.destroyForcibly();
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// The lines without indentation and blank ones.
  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
