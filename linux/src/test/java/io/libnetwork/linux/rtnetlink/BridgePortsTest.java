package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgePortsTest {

  private static final InterfaceName PORT = InterfaceName.of("a");

  private TestHost host;
  private Rtnetlink rtnetlink;
  private Ifindex bridge;

  @BeforeEach
  void open() {
    host = TestHost.open();
    rtnetlink = host.rtnetlink();
    bridge = host.add("br0", Bridge.of(), LinkSetting.up());
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void areSetByNameInTheBatchThatMakesTheLink() {
    NetlinkBatch batch = rtnetlink.batch();
    Veth kind = Veth.to(InterfaceName.of("b"));
    batch.add(Links.add(LinkSpec.of(PORT, kind, LinkSetting.master(bridge), LinkSetting.up())));
    batch.add(
        BridgePorts.change(
            PORT,
            BridgePortOption.HAIRPIN.on(),
            BridgePortOption.ISOLATED.on(),
            BridgePortOption.NEIGH_SUPPRESS.on(),
            BridgePortOption.LEARNING.off(),
            BridgePortOption.UNICAST_FLOOD.off(),
            BridgePortOption.COST.value(17)));
    Reply<BridgePort> made = batch.add(BridgePorts.get(PORT));
    batch.send();

    assertThat(host.run("ip -j -d link show a"))
        .contains("\"hairpin\":true", "\"isolated\":true", "\"neigh_suppress\":true")
        .contains("\"learning\":false", "\"flood\":false", "\"cost\":17");
    BridgePort port = made.get();
    assertThat(port.bridge()).isEqualTo(bridge);
    assertThat(port.on(BridgePortOption.HAIRPIN)).isTrue();
    assertThat(port.on(BridgePortOption.LEARNING)).isFalse();
    assertThat(port.value(BridgePortOption.COST)).hasValue(17);
  }

  @Test
  void areSetByIndexOneByOneAndBack() {
    Ifindex link = port();
    rtnetlink.execute(BridgePorts.change(link, BridgePortOption.HAIRPIN.on()));
    rtnetlink.execute(BridgePorts.change(link, BridgePortOption.ISOLATED.on()));
    rtnetlink.execute(BridgePorts.change(link, BridgePortOption.HAIRPIN.off()));
    BridgePort port = rtnetlink.get(BridgePorts.get(link));
    assertThat(port.on(BridgePortOption.HAIRPIN)).isFalse();
    assertThat(port.on(BridgePortOption.ISOLATED)).isTrue();
    assertThat(port.state()).isEqualTo(BridgePort.State.FORWARDING);
  }

  @Test
  void areListedByBridge() {
    Ifindex link = port();
    host.addVeth("c", "d");
    assertThat(rtnetlink.list(BridgePorts.list(bridge)))
        .extracting(BridgePort::link)
        .containsExactly(link);
  }

  @Test
  void areRefusedForALinkThatIsNoPort() {
    Ifindex link = host.addVeth("a", "b");
    assertThatThrownBy(
            () -> rtnetlink.execute(BridgePorts.change(link, BridgePortOption.HAIRPIN.on())))
        .isInstanceOfSatisfying(
            NetlinkException.class,
            refused -> assertThat(refused.errno()).isEqualTo(Errno.EOPNOTSUPP));
    assertThat(rtnetlink.find(BridgePorts.get(link))).isEmpty();
  }

  @Test
  void haveValuesInTheirRange() {
    assertThatThrownBy(() -> BridgePortOption.COST.value(70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option COST is 70000, expected 0 to 65535");
  }

  private Ifindex port() {
    Ifindex link = host.addVeth("a", "b");
    rtnetlink.execute(Links.change(link, LinkSetting.master(bridge)));
    return link;
  }
}
