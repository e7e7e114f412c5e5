package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sandboxes in namespaces of their own, of others, and of the host.
class SandboxPlacementTest {

  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void inANamespaceAtAPathLeavesTheNamespace() {
    Path path = lab.namespace("given");
    Place given = lab.place("given", path);
    given.run("ip link add eth0 type veth peer name other");
    Attachment attached =
        lab.controller().attach("c", lab.dual("n"), new SandboxOption.NamespaceAt(path));
    assertThat(attached.endpoint().interfaceName()).contains(InterfaceName.of("eth1"));
    assertThat(given.ip("link show")).contains("\"eth1\"");
    attached.sandbox().delete();
    assertThat(given.ip("link show")).contains("\"eth0\"").doesNotContain("\"eth1\"");
    assertThat(Files.exists(path)).isTrue();
  }

  @Test
  void inAProcessesNamespaceLeavesTheNamespace() {
    Path path = lab.namespace("given");
    Place given = lab.place("given", path);
    try (ContainerProcess process = ContainerProcess.serve(path.toString(), 80, "page")) {
      SandboxOption its = new SandboxOption.NamespaceOf(process.pid());
      Attachment attached = lab.controller().attach("c", lab.dual("n"), its);
      assertThat(given.ip("link show")).contains("\"eth0\"");
      attached.sandbox().delete();
      assertThat(given.ip("link show")).doesNotContain("\"eth0\"");
    }
  }

  @Test
  void whereThereIsNoneIsRefused() {
    Network network = lab.bridge("n");
    assertThatThrownBy(() ->
            lab.controller()
                .attach("c", network, new SandboxOption.NamespaceAt(Path.of("/no/such"))))
        .isInstanceOf(NetworkException.NotFound.class)
        .hasMessageContaining("/no/such");
    assertThatThrownBy(() ->
            lab.controller()
                .attach("c", network, new SandboxOption.NamespaceAt(Path.of("/etc/passwd"))))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("/etc/passwd");
    assertThat(network.endpoints()).isEmpty();
  }

  @Test
  void onTheHostSeesTheHost() {
    Network hosts = lab.controller().createNetwork("host", "host");
    String before = lab.host().ip("addr show");
    Attachment attached = lab.controller().attach("c", hosts, new SandboxOption.HostNamespace());
    assertThat(attached.endpoint().addresses()).isEmpty();
    assertThat(attached.sandbox().key()).isEqualTo("default");
    attached.sandbox().delete();
    assertThat(lab.host().ip("addr show")).isEqualTo(before);
  }

  @Test
  void onTheHostJoinsNothingElseAndNobodyElseJoinsTheHosts() {
    Network hosts = lab.controller().createNetwork("host", "host");
    Network bridged = lab.bridge("n");
    assertThatThrownBy(
            () -> lab.controller().attach("c", bridged, new SandboxOption.HostNamespace()))
        .isInstanceOf(NetworkException.Forbidden.class);
    assertThatThrownBy(() -> lab.controller().attach("d", hosts))
        .isInstanceOf(NetworkException.Forbidden.class);
    assertThat(lab.controller().sandboxes()).isEmpty();
  }

  @Test
  void onNoNetworkHasItsLoopbackAlone() {
    Network none = lab.controller().createNetwork("null", "none");
    Sandbox sandbox = lab.controller().attach("c", none).sandbox();
    assertThat(lab.place(sandbox).run("ip -br link").lines()).hasSize(1);
    assertThat(lab.place(sandbox).ip("addr show")).contains("127.0.0.1");
  }

  @Test
  void givesANameBackOnlyWhenItsInterfaceIsGone() {
    Sandbox sandbox = lab.controller().createSandbox("c");
    Network network = lab.dual("n");
    EndpointOption lan = new EndpointOption.NameInside(InterfaceName.of("lan"));
    for (int round = 0; round < 10; round++) {
      lab.controller().attach("c", network, lan).endpoint().deleteForced();
    }
    assertThat(lab.place(sandbox).ip("link show")).doesNotContain("\"lan\"");
  }
}
