package io.libnetwork.lab.apply;

import static io.libnetwork.lab.apply.LabHost.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Backend;
import io.libnetwork.Network;
import io.libnetwork.lab.file.LabFile;
import io.libnetwork.store.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The labs that the repository shows, run: with real programs and real packets.
@Timeout(120)
class ExampleLabsRunTest {

  private LabHost host;

  @TempDir private Path folder;

  @BeforeEach
  void open() {
    host = new LabHost(folder, new MemoryStore());
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  private void apply(String file) {
    var _ = host.labs().apply(LabFile.read(examples().resolve(file)).lab(), LabHost.set());
  }

  private static Path examples() {
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("examples/labs"))) {
        return at.resolve("examples/labs");
      }
    }
    throw new IllegalStateException("no examples/labs above " + here);
  }

  /// What is answered to who asks in a namespace; empty where nobody answers.
  private static String asked(Path namespace, String url) throws Exception {
    String program =
        "import sys, urllib.request\n"
            + "print(urllib.request.urlopen(sys.argv[1], timeout=2).read().decode(), end='')";
    Process process =
        new ProcessBuilder("nsenter", "--net=" + namespace, "--", "python3", "-c", program, url)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0 ? said : "";
  }

  private Path inside(String sandbox) {
    return Path.of(host.sandbox(sandbox).key());
  }

  private boolean ready() {
    List<Network> networks = host.controller().networks();
    return networks.stream()
        .flatMap(network -> network.services().stream())
        .allMatch(service ->
            service.backends().stream()
                .allMatch(backend -> backend.state() == Backend.State.ACTIVE && backend.answers()));
  }

  @Test
  void theShopAnswersTheHostByWayOfAllItsServices() {
    apply("shop.yaml");
    await("every backend is well", this::ready);
    Path outside = host.host().namespacePath();
    await(
        "the front answers with all behind it",
        () ->
            asked(outside, "http://127.0.0.1:8080/")
                .equals(
                    """
                    front
                      catalogue
                        database
                      cart
                        payment
                          database
                    """));
  }

  @Test
  void theTenantsReachTheirOwnServerAndNotTheOthers() {
    apply("tenants.yaml");
    Path outside = host.host().namespacePath();
    await("red answers", () -> asked(outside, "http://127.0.0.1:8081/").equals("red\n"));
    await("blue answers", () -> asked(outside, "http://127.0.0.1:8082/").equals("blue\n"));
    await(
        "red reaches red",
        () -> asked(inside("tenants-red-client"), "http://10.41.0.10:8000/").equals("red\n"));
    assertThat(answer(inside("tenants-red-client"), "http://10.42.0.10:8000/")).isEmpty();
    assertThat(answer(inside("tenants-blue-client"), "http://10.41.0.10:8000/")).isEmpty();
    assertThat(answer(inside("tenants-blue-client"), "http://10.42.0.10:8000/"))
        .isEqualTo("blue\n");
  }

  private static String answer(Path namespace, String url) {
    try {
      return asked(namespace, url);
    } catch (Exception failure) {
      throw new IllegalStateException(url, failure);
    }
  }

  @Test
  void theRouterLeadsFromOneSegmentToTheOther() throws IOException {
    apply("router.yaml");
    await(
        "bob answers alice, whose own address he sees",
        () ->
            asked(inside("router-alice"), "http://10.52.0.10:8000/")
                .equals("you are 10.51.0.10\n"));
    host.sandbox("router-router").delete();
    await(
        "without the router nobody answers",
        () -> asked(inside("router-alice"), "http://10.52.0.10:8000/").isEmpty());
    var _ =
        new ProcessBuilder(
                "nsenter",
                "--net=" + inside("router-alice"),
                "--",
                "ip",
                "route",
                "del",
                "10.52.0.0/24")
            .start()
            .onExit()
            .join();
    assertThat(answer(inside("router-alice"), "http://10.52.0.10:8000/"))
        .as("by way of the host")
        .isEmpty();
  }
}
