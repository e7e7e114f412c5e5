package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each thing that can be wrong is found when it is, and not when it is not.
class DoctorCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path temporary;
  private TestHost host;
  private String bridge;

  @BeforeEach
  void aHostWithAPublishedPort() {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    host = TestHost.create();
    sh("ip link add up0 type bridge");
    sh("ip addr add 198.51.100.1/24 dev up0");
    sh("ip link set up0 up");
    sh("ip route add default via 198.51.100.254");
    try (StateStore store = store();
        Host process = Host.at(host.namespacePath(), host.host().runRoot());
        Controller controller = controller(process, store)) {
      Network shop = controller.createNetwork("bridge", "shop", new NetworkOption.Ipv6(true));
      controller.attach("web", shop, EndpointOption.Publish.of("8080:80"));
    }
    bridge = sh("ip -o link show type bridge | grep -o 'br-[0-9a-f]*' | head -1").strip();
    assertThat(doctor()).as(out.toString() + err).isZero();
    assertThat(out.toString())
        .isEqualTo("nothing is wrong (3 networks, endpoints and sandboxes recorded)\n");
  }

  @AfterEach
  void remove() {
    if (host != null) {
      host.close();
    }
  }

  private String sh(String command) {
    return host.run("sh", "-c", command);
  }

  private Path state() {
    return temporary.resolve("state");
  }

  private StateStore store() {
    return StateStoreProvider.named("mvstore").open(state(), Schema.FIRST);
  }

  private static Controller controller(Host host, StateStore store) {
    return Controller.open(
        host,
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store));
  }

  private int doctor(String... more) {
    return doctorIn(state(), more);
  }

  private int doctorIn(Path state, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "doctor",
                "--netns",
                host.namespacePath().toString(),
                "--run",
                host.host().runRoot().toString(),
                "--state",
                state.toString()));
    all.addAll(List.of(more));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Commands.all()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  /// Found, repaired, and no longer found.
  private void isRepaired(String found) {
    assertThat(doctor()).as(out.toString() + err).isOne();
    assertThat(out.toString()).contains(found, "do   libnetwork doctor --repair");
    assertThat(doctor("--repair", "--dry-run")).as(out.toString() + err).isOne();
    assertThat(out.toString()).endsWith("nothing was changed\n").doesNotContain("mended");
    assertThat(doctor()).as("after a dry run").isOne();
    assertThat(out.toString()).contains(found);
    assertThat(doctor("--repair")).as(out.toString() + err).isZero();
    assertThat(out.toString()).contains("mended  ").contains(found).contains("nothing is wrong");
    assertThat(doctor()).isZero();
    assertThat(doctor("--repair", "--dry-run")).isZero();
    assertThat(out.toString()).isEqualTo("nothing is to be put right\n");
  }

  /// Found, and left by a repair, because it is somebody else's.
  private void isLeft(String found) {
    assertThat(doctor()).as(out.toString() + err).isOne();
    assertThat(out.toString()).contains(found).doesNotContain("--repair");
    assertThat(doctor("--repair")).as(out.toString() + err).isOne();
    assertThat(out.toString()).contains(found).doesNotContain("mended");
  }

  @Nested
  class Ours {

    @Test
    void anAddressThatIsGone() {
      sh("ip -4 addr flush dev " + bridge);
      isRepaired(bridge + " (network shop): missing, should be there");
      assertThat(sh("ip -4 addr show dev " + bridge)).contains("inet ");
    }

    @Test
    void anInterfaceThatIsDown() {
      sh("ip link set " + bridge + " down");
      isRepaired("interface " + bridge + " (network shop): down, should be up");
    }

    @Test
    void aRulesetThatWasEmptied() {
      sh("nft flush ruleset");
      isRepaired("table inet libnetwork: missing, should be there");
      assertThat(sh("nft list ruleset")).contains("8080");
    }

    @Test
    void forwardingThatNobodyGuards() {
      sh("nft flush set inet libnetwork alone");
      isRepaired("parameter net.ipv4.ip_forward: on for our networks");
    }

    @Test
    void isNotRepairedWhileAProcessHasTheStore() {
      sh("ip link set " + bridge + " down");
      try (StateStore _ = store()) {
        assertThat(doctor()).isOne();
        assertThat(out.toString()).contains("interface " + bridge + " (network shop): down");
        assertThat(doctor("--repair")).isEqualTo(2);
        assertThat(err.toString()).contains("is open already, in this process");
      }
      assertThat(sh("ip link show " + bridge)).contains("state DOWN");
    }
  }

  @Nested
  class Others {

    @Test
    void aRouteThatCameLater() {
      sh("ip route add 172.16.0.0/12 dev up0");
      isLeft("overlap the host's route to 172.16.0.0/12 by up0");
      assertThat(sh("ip route")).contains("172.16.0.0/12 dev up0");
    }

    @Test
    void aRuleThatStopsAPublishedPort() {
      sh("nft add table ip mine");
      sh("nft 'add chain ip mine forward { type filter hook forward priority 5; policy drop; }'");
      isLeft("ip mine forward");
      assertThat(out.toString()).contains("from outside to port");
      assertThat(sh("nft list ruleset")).contains("table ip mine");
    }

    @Test
    void aWayOutThatTakesLessThanTheBridge() {
      sh("ip link set up0 mtu 1400");
      isLeft("interface %s (network shop): MTU 1500, and up0 after it has 1400".formatted(bridge));
    }

    @Test
    void aFolderThatEverybodyMayWriteTo() throws IOException {
      sh("chmod o+w " + state());
      isLeft("file " + state() + ": everybody may write to it");
      sh("chmod o-w " + state() + " && chown 1 " + state().resolve("state.mv"));
      assertThat(doctor()).isOne();
      assertThat(out.toString()).contains("state.mv: belongs to ");
    }
  }

  @Nested
  class TheStore {

    @Test
    void thatCannotBeReadMakesTheRestUnclear() throws IOException {
      Files.write(state().resolve("state.mv"), new byte[0]);
      assertThat(doctor()).isEqualTo(2);
      assertThat(out.toString()).contains("cannot tell  store: ", "it is empty");
    }

    @Test
    void thatIsNotThereIsSaid() {
      Path nowhere = temporary.resolve("nowhere");
      assertThat(doctorIn(nowhere)).isZero();
      assertThat(out.toString()).isEqualTo("nothing is wrong (no store, so nothing is recorded)\n");
      assertThat(nowhere).doesNotExist();
      assertThat(doctorIn(nowhere, "--repair")).isEqualTo(2);
      assertThat(err.toString()).contains("there is no store in " + nowhere);
    }
  }

  @Test
  void saysTheSameInJson() {
    sh("ip link set " + bridge + " down");
    assertThat(doctor("--json")).isOne();
    Map<String, Object> object = Json.object(out.toString());
    assertThat(object.keySet())
        .containsExactly("verdict", "recorded", "findings", "mended", "unclear");
    assertThat(object.get("verdict")).isEqualTo("findings");
    Map<String, Object> finding =
        Json.objects(Objects.requireNonNull(object.get("findings"))).getFirst();
    assertThat(finding.keySet())
        .containsExactly("check", "object", "what", "why", "toDo", "repairable");
    assertThat(finding.get("check")).isEqualTo("difference");
    assertThat(finding.get("repairable")).isEqualTo(true);
  }
}
