package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The host's own kernel parameters: what turning forwarding on changes is put back.
class HostParametersTest {

  private static final String FORWARD = "net.ipv4.ip_forward";

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private Controller controller;
  private String before;

  @BeforeEach
  void harden() {
    host = TestHostOrSkip.create().host();
    host.run("ip", "link", "add", "up0", "type", "bridge");
    host.run("sysctl", "-w", "net.ipv4.conf.all.accept_redirects=0");
    host.run("sysctl", "-w", "net.ipv4.conf.up0.forwarding=1");
    host.run("sysctl", "-w", "net.ipv6.conf.up0.forwarding=1");
    before = parameters();
    controller = opened();
  }

  @AfterEach
  void close() {
    controller.close();
    host.close();
    store.close();
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store));
  }

  private String parameters() {
    return host.run("sysctl", "-a", "-r", "^net[.]ipv[46][.](ip_forward|conf)");
  }

  private String parameter(String name) {
    return host.run("sysctl", "-n", name).strip();
  }

  private Network network() {
    return controller.createNetwork(BridgeDriver.NAME, "shop", new NetworkOption.Ipv6(true));
  }

  @Test
  void areAsTheyWereWhenTheLastNetworkIsGone() {
    Network shop = network();
    assertThat(parameter(FORWARD)).isEqualTo("1");
    assertThat(store.list("host-parameter")).hasSize(2);
    shop.delete();
    controller.close();
    assertThat(parameters()).isEqualTo(before);
    assertThat(store.snapshot().records()).isEmpty();
  }

  @Test
  void areAsTheyWereAfterARestartThatFoundTheRulesetEmptied() {
    network();
    controller.close();
    host.run("nft", "flush", "ruleset");
    controller = opened();
    assertThat(host.run("nft", "list", "set", "inet", "libnetwork", "alone"))
        .containsPattern("ip,\\s+ip6");
    controller.getNetwork("shop").delete();
    controller.close();
    assertThat(parameters()).isEqualTo(before);
  }

  @Test
  void areAsTheyWereWhereNothingIsLeftToBeFound() {
    Network shop = network();
    controller.close();
    host.run("nft", "flush", "ruleset");
    host.run("ip", "link", "delete", Lab.bridgeOf(shop));
    store.list("network").forEach(record -> store.queue(new Change.Remove(record.key())).await());
    controller = opened();
    assertThat(parameters()).isEqualTo(before);
    assertThat(store.snapshot().records()).isEmpty();
  }

  @Test
  void stayAsSomebodyElseHasSetThem() {
    Network shop = network();
    host.run("sysctl", "-w", "net.ipv4.conf.up0.forwarding=0");
    host.run("sysctl", "-w", "net.ipv6.conf.all.forwarding=0");
    String others = parameters();
    shop.delete();
    controller.close();
    assertThat(parameters())
        .isEqualTo(
            before
                .replace("net.ipv4.conf.up0.forwarding = 1", "net.ipv4.conf.up0.forwarding = 0")
                .replace("net.ipv6.conf.up0.forwarding = 1", "net.ipv6.conf.up0.forwarding = 0"));
    assertThat(others).contains("net.ipv4.ip_forward = 1");
  }

  @Test
  void areNotPutBackAfterAnotherBoot() {
    Network shop = network();
    controller.close();
    store
        .list("host-parameter")
        .forEach(record ->
            store
                .queue(
                    new Change.Put(
                        record.key(),
                        Fields.builder()
                            .text("boot", "another")
                            .text("namespace", record.content().text("namespace"))
                            .items("changes", record.content().items("changes"))
                            .build()))
                .await());
    controller = opened();
    assertThat(store.list("host-parameter")).isEmpty();
    assertThat(parameter(FORWARD)).isEqualTo("1");
    assertThat(controller.getNetwork("shop").id()).isEqualTo(shop.id());
  }
}
