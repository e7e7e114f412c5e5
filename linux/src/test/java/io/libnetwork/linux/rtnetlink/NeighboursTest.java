package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighboursTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:00:09");
  private static final MacAddress OTHER = MacAddress.parse("02:42:0a:01:00:0a");

  private TestHost host;
  private Rtnetlink rtnetlink;
  private Ifindex link;

  @BeforeEach
  void open() {
    host = TestHost.open();
    rtnetlink = host.rtnetlink();
    link = host.addVeth("a", "b");
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.9", "2001:db8::9"})
  void addsReplacesListsAndDeletesAPermanentEntry(String text) {
    IpAddress address = IpAddress.parse(text);
    Neighbour neighbour = Neighbour.permanent(link, address, MAC);
    rtnetlink.execute(Neighbours.add(neighbour));
    assertThat(host.run("ip -j neigh show dev a"))
        .contains("\"dst\":\"" + text + "\"", "\"lladdr\":\"02:42:0a:01:00:09\"", "PERMANENT");
    assertThat(rtnetlink.list(Neighbours.list(link))).contains(neighbour);
    assertThat(rtnetlink.list(Neighbours.list())).contains(neighbour);
    assertThat(rtnetlink.get(Neighbours.get(link, address))).isEqualTo(neighbour);

    rtnetlink.execute(Neighbours.replace(Neighbour.permanent(link, address, OTHER)));
    assertThat(rtnetlink.get(Neighbours.get(link, address)).mac()).contains(OTHER);

    rtnetlink.execute(Neighbours.delete(link, address));
    assertThat(rtnetlink.find(Neighbours.get(link, address)).map(Neighbour::state))
        .isNotEqualTo(Optional.of(Neighbour.State.PERMANENT));
    assertThat(host.run("ip -j neigh show nud permanent")).doesNotContain(text);
  }

  @Test
  void keepsAStateThatItIsGiven() {
    IpAddress address = IpAddress.parse("10.1.0.9");
    Neighbour stale = Neighbour.permanent(link, address, MAC).withState(Neighbour.State.STALE);
    rtnetlink.execute(Neighbours.add(stale));
    assertThat(host.run("ip -j neigh show dev a")).contains("STALE");
    assertThat(rtnetlink.get(Neighbours.get(link, address))).isEqualTo(stale);
  }

  @Test
  void addsListsAndDeletesAProxyEntry() {
    IpAddress address = IpAddress.parse("2001:db8::9");
    rtnetlink.execute(Neighbours.add(Neighbour.proxy(link, address)));
    assertThat(host.run("ip -j neigh show proxy")).contains("\"dst\":\"2001:db8::9\"");
    assertThat(rtnetlink.list(Neighbours.listProxies()))
        .singleElement()
        .satisfies(proxy -> {
          assertThat(proxy.address()).isEqualTo(address);
          assertThat(proxy.flags()).containsExactly(Neighbour.Flag.PROXY);
        });
    rtnetlink.execute(Neighbours.deleteProxy(link, address));
    assertThat(rtnetlink.list(Neighbours.listProxies())).isEmpty();
  }

  @Test
  void isRefusedAsTheKernelDoes() {
    Neighbour neighbour = Neighbour.permanent(link, IpAddress.parse("10.1.0.9"), MAC);
    rtnetlink.execute(Neighbours.add(neighbour));
    assertThatThrownBy(() -> rtnetlink.execute(Neighbours.add(neighbour)))
        .isInstanceOfSatisfying(
            NetlinkException.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.EEXIST));
    assertThat(rtnetlink.remove(Neighbours.delete(link, IpAddress.parse("10.1.0.10")))).isFalse();
  }
}
